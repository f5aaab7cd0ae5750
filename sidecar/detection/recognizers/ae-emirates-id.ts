import { hasLuhnDigit } from "../luhn.ts";
import { numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Emirates ID numbers: 784 for the country, year of birth, serial and check digit. */
export const recognizer = nationalId({
  entity: "ae-emirates-id",
  label: "EMIRATESID",
  description:
    "Emirates ID numbers: 784 and a year of birth, grouped as printed; in one piece by check digit or context.",
  forms: { "999-9999-9999999-9": 0.92, "999 9999 9999999 9": 0.9, "999999999999999": 0.4 },
  isValid: (code) => code.startsWith("784") && numberAt(code, 3, 4) >= 1900 && numberAt(code, 3, 4) < 2050,
  rate: (code, score) => (hasLuhnDigit(code) ? Math.max(score, 0.65) : score),
  context: ["emirates id", "emirates identity", "eid", "uae id", "الهوية الإماراتية", "هوية", "رقم الهوية"],
  examples: ["Emirates ID «784-1985-1234567-1»"],
  nearMisses: ["Emirates ID 785-1985-1234567-1", "Emirates ID 784-1185-1234567-1"],
});
