import { hasLuhnDigit } from "../luhn.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Canadian social insurance numbers: nine digits with a Luhn digit; none begins with 0 or 8. */
export const recognizer = nationalId({
  entity: "ca-sin",
  label: "SIN",
  description: "Canadian social insurance numbers: a right check digit, by context.",
  forms: { "999 999 999": 0.45, "999-999-999": 0.45, "999.999.999": 0.4, "999999999": 0.3 },
  // Fictitious ones, in guides and forms, begin with 0.
  isValid: (code) => !/^8|^0{3}/.test(code) && hasLuhnDigit(code),
  rate: (code, score) => (code.startsWith("0") ? score - 0.15 : score),
  context: [
    "sin",
    "nas",
    "social insurance",
    "sin no",
    "assurance sociale",
    "numéro d assurance sociale",
    "canadian sin",
    "sin number",
    "canadian",
  ],
  examples: ["SIN «130 692 544»", "social insurance number: «193456787»"],
  nearMisses: ["SIN 130 692 545", "SIN 800 000 002"],
});
