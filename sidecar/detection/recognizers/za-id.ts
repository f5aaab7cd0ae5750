import { hasLuhnDigit } from "../luhn.ts";
import { isYearMonthDay } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** South African identity numbers: date of birth, sex, citizenship and a Luhn digit. */
export const recognizer = nationalId({
  entity: "za-id",
  label: "ZAID",
  description: "South African identity numbers: a date of birth, citizenship and a right check digit.",
  forms: {
    "9999999999999": 0.6,
    "999999 9999 999": 0.9,
    "999999 9999 99 9": 0.9,
    "999999 9999 9 9 9": 0.9,
    "999999-9999-999": 0.9,
    "999999-9999-99-9": 0.9,
    "999999 9999999": 0.6,
  },
  isValid: (code) => isYearMonthDay(code) && /^.{10}[012]/.test(code) && hasLuhnDigit(code),
  context: [
    "id number",
    "identity number",
    "south african",
    "sa id",
    "rsa id",
    "id no",
    "identiteitsnommer",
    "id-nommer",
  ],
  examples: ["South African ID number «8001015009087»", "ID: «800101 5009 087»"],
  nearMisses: ["ID number 8001015009088", "ID number 8013015009087", "ID number 8001015009387"],
});
