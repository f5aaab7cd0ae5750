import { digitAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Swiss social security numbers (AHV, AVS): 756 for the country, and a check digit as in EAN-13. */
export const recognizer = nationalId({
  entity: "ch-ahv",
  label: "AHV",
  description: "Swiss social security numbers (AHV, AVS): 756 and a right check digit.",
  forms: {
    "999.9999.9999.99": 0.97,
    "999 9999 9999 99": 0.95,
    "999-9999-9999-99": 0.95,
    "9999999999999": 0.7,
  },
  isValid(code) {
    let sum = 0;
    for (let index = 0; index < 13; index++) sum += digitAt(code, index) * (index % 2 === 0 ? 1 : 3);
    return code.startsWith("756") && sum % 10 === 0;
  },
  context: ["ahv", "avs", "ahv-nummer", "ahv-nr", "sozialversicherungsnummer", "numéro avs", "oasi", "navs"],
  examples: ["AHV-Nr. «756.9217.0769.85»", "AVS: «7569217076985»"],
  nearMisses: ["AHV-Nr. 756.9217.0769.84", "AHV-Nr. 757.9217.0769.85"],
});
