import { nationalId } from "../national-ids/national-id.ts";

/** UK national insurance numbers (HMRC, NIM39110): two letters of those that are issued, six digits, and a suffix A to D. */
export const recognizer = nationalId({
  entity: "uk-nino",
  label: "NINO",
  description:
    "UK national insurance numbers: an issued prefix, six digits and a suffix A to D; without the suffix by context.",
  forms: {
    "AA 99 99 99 A": 0.95,
    "AA-99-99-99-A": 0.9,
    "AA.99.99.99.A": 0.8,
    AA999999A: 0.75,
    "AA 999999 A": 0.85,
    "AA999999 A": 0.6,
    "AA 999999A": 0.6,
    "AA 99 99 99A": 0.8,
    "AA99 99 99 A": 0.8,
    "AA99 99 99A": 0.6,
    "AA 99 99 99": 0.4,
    AA999999: 0.15,
    "AA 999999": 0.15,
  },
  isValid: (code) => NUMBER.test(code) && !UNUSED.test(code),
  context: ["nino", "ni", "nin", "national insurance", "insurance number", "ni number", "hmrc", "paye"],
  examples: ["NI number «AB 12 34 56 C»", "NINO «JG103759A»"],
  nearMisses: ["NI number QQ 12 34 56 C", "NI number AB 12 34 56 E", "NINO GB123456A"],
});

/** D, F, I, Q, U and V are not used, O not as the second letter. */
const NUMBER = /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$/;
const UNUSED = /^(?:BG|GB|NK|KN|TN|NT|ZZ)/;
