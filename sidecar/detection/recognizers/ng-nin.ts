import { isRepeated } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Nigerian national identification and bank verification numbers: eleven digits without a published check digit. */
export const recognizer = nationalId({
  entity: "ng-nin",
  label: "NIN",
  description: "Nigerian national identification and bank verification numbers (NIN, BVN), by context.",
  forms: { "99999999999": 0.2, "9999 999 9999": 0.2, "999 9999 9999": 0.15 },
  isValid: (code) => !code.startsWith("0") && !isRepeated(code),
  context: ["nin", "bvn", "nimc", "national identification number", "bank verification", "nigerian"],
  examples: ["NIN: «12345678901»", "BVN «22123456789»"],
  nearMisses: ["NIN 01234567890", "NIN 1234567890"],
});
