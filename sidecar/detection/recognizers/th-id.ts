import { digitAt, isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Thai identity numbers: thirteen digits, the first a kind of person, the last a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "th-id",
  label: "THAIID",
  description: "Thai identity numbers: a right check digit, grouped as printed or by context.",
  forms: { "9-9999-99999-99-9": 0.97, "9 9999 99999 99 9": 0.95, "9999999999999": 0.4 },
  isValid: (code) =>
    /^[1-8]/.test(code) &&
    !isRepeated(code) &&
    (11 - (weightedSum(code, WEIGHTS) % 11)) % 10 === digitAt(code, 12),
  context: [
    "เลขประจำตัวประชาชน",
    "บัตรประชาชน",
    "เลขบัตรประชาชน",
    "thai id",
    "thai national",
    "national id",
    "citizen id",
  ],
  examples: ["เลขประจำตัวประชาชน «1-0261-78024-43-4»"],
  nearMisses: ["Thai ID 1-0261-78024-43-5", "Thai ID 1026178024435"],
});

const WEIGHTS = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
