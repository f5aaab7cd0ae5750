import { test } from "node:test";
import { recognizer as birth } from "../../../../../sidecar/detection/recognizers/date-of-birth.ts";
import { assertMarked, assertNotFound } from "../../../../support/findings.ts";

test("dates are found after words of birth in many languages", () => {
  assertMarked(birth, [
    "DOB: «1985-03-12»",
    "D.O.B. «03/12/1985»",
    "date of birth (dd/mm/yyyy): «12/03/1985»",
    "She was born on «March 12, 1985» in Ohio.",
    "born «12 March 1985»",
    "born in Berlin on «12.03.1985»",
    "Birthday: «Mar 12th, 1985»",
    "geboren am «12. März 1985»",
    "geb. «12.3.1985»",
    "Geburtsdatum: «12.03.1985»",
    "né le «12 mars 1985»",
    "née le «1er mars 1985»",
    "date de naissance : «12/03/1985»",
    "nacido el «12 de marzo de 1985»",
    "Fecha de nacimiento: «12-03-1985»",
    "nato il «12 marzo 1985»",
    "data di nascita «12/03/1985»",
    "nascida em «12 de março de 1985»",
    "data de nascimento: «12/03/1985»",
    "geboren op «12 maart 1985»",
    "geboortedatum «12-03-1985»",
    "urodzony «12 marca 1985»",
    "data urodzenia: «12.03.1985»",
    "дата рождения: «12.03.1985»",
    "出生日期：«1985-03-12»",
    "生年月日: «1985年3月12日»",
  ]);
});

test("dates are found in every usual form", () => {
  assertMarked(birth, [
    "dob «1985/03/12»",
    "dob «19850312»",
    "dob «12-Mar-1985»",
    "dob «12/3/85»",
    "dob «3/12/1985»",
    "dob «12th of March, 1985»",
    "dob «March 12 1985»",
    "dob «12. 3. 1985»",
    '{"dob":"«1985-03-12»"}',
    '{"dateOfBirth": "«1985-03-12»T00:00:00Z"}',
    "Birth: «12/03/1985»",
    "Tom Reed (b. «12/03/1985»)",
    "Q: What is your date of birth?\nA: «24 July 1987»",
    "(* «12.03.1985»)",
    "birth_date=«1985-03-12»&x=1",
    "| DOB | «12/03/1985» |",
    "«12/03/1985» (date of birth)",
    "name,dob,joined\nAnn,«1985-03-12»,2010-05-01\nBob,«1990-12-31»,2011-06-02",
  ]);
});

test("dates of other things, and what is no date, are left alone", () => {
  assertNotFound(birth, [
    "1985-03-12",
    "invoice of 12/03/1985",
    "DOB 1985-13-45",
    "DOB 45/45/1985",
    "dob 12.5.1.3",
    "stubborn 12/03/1985",
    "newborn screening on 12/03/1985",
    "released March 12, 1985",
    "The birth rate was 12.5 in 2019",
    "born to be wild. On 12/03/1985 it aired",
    "version 1985.03.12.1",
    "airborne 12 March 1985",
    "urgent: 2024-01-15",
    "geboren",
    "NATO met on 12.03.2024",
    "birthday party on 12/03/2024",
    "birth certificate issued 12/03/2010",
    "DOB: n/a, visit on 2024-01-15",
    "section b. 12/03/2020",
    "dob: unknown; updated 2024-01-15",
  ]);
});
