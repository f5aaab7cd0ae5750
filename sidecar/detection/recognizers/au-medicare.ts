import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Australian Medicare card numbers: eight digits, a check digit, the card's issue, and perhaps the person's place on it. */
export const recognizer = nationalId({
  entity: "au-medicare",
  label: "MEDICARE",
  description: "Australian Medicare card numbers: a right check digit, grouped 4-5-1 or by context.",
  forms: {
    "9999 99999 9": 0.75,
    "9999 99999 9 9": 0.75,
    "9999 99999 9/9": 0.85,
    "9999 99999 9-9": 0.85,
    "9999-99999-9": 0.75,
    "9999-99999-9-9": 0.75,
    "9999-99999-9/9": 0.75,
    "9999 999999": 0.5,
    "9999999999-9": 0.5,
    "9999999999/9": 0.5,
    "9999999999": 0.35,
    "99999999999": 0.2,
  },
  isValid: (code) =>
    /^[2-6]/.test(code) &&
    weightedSum(code, WEIGHTS) % 10 === digitAt(code, 8) &&
    digitAt(code, 9) > 0 &&
    (code.length === 10 || digitAt(code, 10) > 0),
  context: ["medicare", "medicare card", "medicare no", "medicare irn", "australian medicare"],
  examples: ["Medicare «2123 45670 1»", "Medicare card: «2123456701»"],
  nearMisses: ["Medicare 2123 45671 1", "Medicare 7123 45670 1"],
});

const WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9];
