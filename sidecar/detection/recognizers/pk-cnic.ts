import { nationalId } from "../national-ids/national-id.ts";

/** Pakistani identity card numbers (CNIC): region, family, and a digit that tells the sex. */
export const recognizer = nationalId({
  entity: "pk-cnic",
  label: "CNIC",
  description: "Pakistani identity card numbers (CNIC): a province, grouped as printed or by context.",
  forms: { "99999-9999999-9": 0.8, "99999 9999999 9": 0.7, "9999999999999": 0.2 },
  isValid: (code) => /^[1-7]\d{11}[1-9]$/.test(code),
  context: ["cnic", "nicop", "nadra", "pakistani", "شناختی کارڈ"],
  examples: ["CNIC: «34201-0891231-8»"],
  nearMisses: ["CNIC 94201-0891231-8", "CNIC 34201-0891231-0"],
});
