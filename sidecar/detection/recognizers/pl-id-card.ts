import { digitAt, valueAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Polish identity card numbers: three letters, a check digit and five digits. */
export const recognizer = nationalId({
  entity: "pl-id-card",
  label: "DOWOD",
  description: "Polish identity card numbers: a right check digit.",
  forms: { AAA999999: 0.4, "AAA 999999": 0.45 },
  isValid(code) {
    let sum = 0;
    for (const [index, weight] of WEIGHTS.entries()) sum += valueAt(code, index) * weight;
    return sum % 10 === digitAt(code, 3);
  },
  context: [
    "dowód osobisty",
    "dowodu osobistego",
    "dowód",
    "nr dowodu",
    "seria i numer",
    "dowodu",
    "polish id",
  ],
  examples: ["Dowód osobisty «ABS 123456»"],
  nearMisses: ["Dowód osobisty ABS 223456"],
});

const WEIGHTS = [7, 3, 1, 0, 7, 3, 1, 7, 3];
