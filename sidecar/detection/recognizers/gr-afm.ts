import { digitAt, isRepeated } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Greek tax numbers (AFM, ΑΦΜ): nine digits, the last one a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "gr-afm",
  label: "AFM",
  description: "Greek tax numbers (AFM): a right check digit, by context.",
  forms: { "999999999": 0.3, "999 999 999": 0.35 },
  isValid(code) {
    let sum = 0;
    for (let index = 0; index < 8; index++) sum += digitAt(code, index) * 2 ** (8 - index);
    return (sum % 11) % 10 === digitAt(code, 8) && !isRepeated(code);
  },
  context: [
    "αφμ",
    "α.φ.μ.",
    "afm",
    "αριθμός φορολογικού μητρώου",
    "φορολογικού μητρώου",
    "greek tax",
    "greek vat",
  ],
  examples: ["ΑΦΜ: «023456780»"],
  nearMisses: ["ΑΦΜ 023456781"],
});
