import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** New Zealand tax numbers (IRD): eight or nine digits, the last one a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "nz-ird",
  label: "IRD",
  description: "New Zealand tax numbers (IRD): a right check digit, by context.",
  forms: {
    "99-999-999": 0.5,
    "999-999-999": 0.45,
    "99 999 999": 0.3,
    "999 999 999": 0.35,
    "99999999": 0.15,
    "999999999": 0.25,
  },
  isValid(code) {
    const digits = code.padStart(9, "0");
    if (Number(digits) < 10_000_000 || Number(digits) > 150_000_000) return false;
    const first = (11 - (weightedSum(digits, FIRST) % 11)) % 11;
    const check = first < 10 ? first : (11 - (weightedSum(digits, SECOND) % 11)) % 11;
    return check === digitAt(digits, 8);
  },
  context: ["ird", "ird no", "inland revenue", "new zealand"],
  examples: ["IRD number «49-861-192»"],
  nearMisses: ["IRD number 49-861-193"],
});

const FIRST = [3, 2, 7, 6, 5, 4, 3, 2];
const SECOND = [7, 4, 3, 2, 5, 2, 7, 6];
