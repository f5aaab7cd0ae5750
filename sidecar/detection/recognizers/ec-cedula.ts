import { hasLuhnDigit } from "../luhn.ts";
import { numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, isRepeated } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Ecuadorian identity numbers: province, kind of person, serial and a Luhn digit. */
export const recognizer = nationalId({
  entity: "ec-cedula",
  label: "ECCEDULA",
  description: "Ecuadorian identity numbers: a province and a right check digit, by context.",
  forms: { "9999999999": 0.4, "999999999-9": 0.5 },
  isValid(code) {
    const province = numberAt(code, 0, 2);
    return (
      province >= 1 &&
      (province <= 24 || province === 30) &&
      digitAt(code, 2) <= 6 &&
      hasLuhnDigit(code) &&
      !isRepeated(code)
    );
  },
  context: ["cédula", "cedula", "cédula de identidad", "ecuadorian", "ecuador", "c.i."],
  examples: ["Cédula: «1722257118»"],
  nearMisses: ["Cédula de Ecuador 7722257117"],
});
