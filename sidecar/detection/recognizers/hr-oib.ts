import { isMod11And10, isRepeated } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Croatian personal identification numbers (OIB): eleven digits, the last one a check digit (ISO 7064 MOD 11,10). */
export const recognizer = nationalId({
  entity: "hr-oib",
  label: "OIB",
  description: "Croatian personal identification numbers (OIB): a right check digit, by context.",
  forms: { "99999999999": 0.35, "999 999 999 99": 0.4 },
  isValid: (code) => isMod11And10(code) && !isRepeated(code),
  context: ["oib", "osobni identifikacijski broj", "identifikacijski broj", "croatian"],
  examples: ["OIB: «33392005961»"],
  nearMisses: ["OIB 33392005962"],
});
