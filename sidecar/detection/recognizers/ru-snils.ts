import { numberAt } from "../national-ids/birth-dates.ts";
import { weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Russian pension insurance numbers (SNILS): nine digits and a check number modulo 101. */
export const recognizer = nationalId({
  entity: "ru-snils",
  label: "SNILS",
  description: "Russian pension insurance numbers (SNILS): a right check number.",
  forms: { "999-999-999 99": 0.95, "999-999-999-99": 0.9, "999 999 999 99": 0.7, "99999999999": 0.45 },
  isValid: (code) =>
    numberAt(code, 9, 2) === (weightedSum(code, WEIGHTS) % 101) % 100 && !code.startsWith("000"),
  context: ["снилс", "snils", "страховой номер", "пенсионного"],
  examples: ["СНИЛС: «112-233-445 95»"],
  nearMisses: ["СНИЛС 112-233-445 96"],
});

const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, 1];
