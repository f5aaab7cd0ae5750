import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** German pension insurance numbers (VKVV § 2): area, date of birth, initial of the name, serial and a check digit. */
export const recognizer = nationalId({
  entity: "de-social-insurance",
  label: "RVNR",
  description: "German social and pension insurance numbers: a date of birth and a right check digit.",
  forms: {
    "99 999999 A 999": 0.97,
    "99 999999 A 99 9": 0.97,
    "99999999A999": 0.9,
    "99 999999 A999": 0.95,
    "99-999999-A-999": 0.95,
    "99 99 99 99 A 999": 0.95,
    "99999999 A 999": 0.9,
  },
  isValid(code) {
    const day = numberAt(code, 2, 2);
    if (!isDayOfMonth(numberAt(code, 4, 2), day > 50 ? day - 50 : day)) return false;
    const initial = code.charCodeAt(8) - 0x40;
    const digits = code.slice(0, 8) + String(initial).padStart(2, "0") + code.slice(9);
    let sum = 0;
    for (const [index, weight] of WEIGHTS.entries()) {
      const product = digitAt(digits, index) * weight;
      sum += Math.floor(product / 10) + (product % 10);
    }
    return sum % 10 === digitAt(code, 11);
  },
  context: [
    "sozialversicherungsnummer",
    "rentenversicherungsnummer",
    "rvnr",
    "sv-nummer",
    "svnr",
    "versicherungsnummer",
    "sozialversicherung",
    "rv-nummer",
  ],
  examples: ["Sozialversicherungsnummer «15 070649 C 103»"],
  nearMisses: ["Sozialversicherungsnummer 15 070649 C 104", "Sozialversicherungsnummer 15 071349 C 103"],
});

const WEIGHTS = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
