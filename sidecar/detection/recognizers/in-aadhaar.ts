import { hasVerhoeffDigit, isRepeated } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Indian Aadhaar numbers (UIDAI): twelve digits, or sixteen of a virtual one, from 2 on, the last a Verhoeff check digit. */
export const recognizer = nationalId({
  entity: "in-aadhaar",
  label: "AADHAAR",
  description: "Indian Aadhaar numbers and virtual IDs: a right check digit, grouped by fours or by context.",
  forms: {
    "9999 9999 9999": 0.75,
    "9999-9999-9999": 0.7,
    "9999.9999.9999": 0.45,
    "999999999999": 0.4,
    "9999 9999 9999 9999": 0.4,
    "9999-9999-9999-9999": 0.4,
    "9999999999999999": 0.2,
  },
  isValid: (code) => /^[2-9]/.test(code) && hasVerhoeffDigit(code) && !isRepeated(code),
  context: [
    "aadhaar",
    "aadhar",
    "adhaar",
    "adhar",
    "uidai",
    "uid",
    "aadhaar card",
    "aadhaar id",
    "आधार",
    "virtual id",
  ],
  examples: ["Aadhaar «2341 2341 2346»", "aadhaar no: «234123412346»"],
  nearMisses: ["Aadhaar 2341 2341 2347", "Aadhaar 1341 2341 2346", "Aadhaar 2341234123460"],
});
