import { isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** UK unique taxpayer references (HMRC): ten digits, the first one a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "uk-utr",
  label: "UTR",
  description: "UK unique taxpayer references: a right check digit, by context.",
  forms: { "9999999999": 0.3, "99999 99999": 0.45, "9999 999999": 0.3, "9999999999A": 0.5 },
  isValid: (code) =>
    "21987654321".charAt(weightedSum(code.slice(1), WEIGHTS) % 11) === code.charAt(0) &&
    !isRepeated(code) &&
    /^\d{10}K?$/.test(code),
  context: ["utr", "unique taxpayer", "taxpayer reference", "self assessment", "hmrc"],
  examples: ["UTR: «89613 39292»", "Unique Taxpayer Reference «8961339292»"],
  nearMisses: ["UTR 7961339292"],
});

const WEIGHTS = [6, 7, 8, 9, 10, 5, 4, 3, 2];
