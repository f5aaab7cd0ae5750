import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Argentine tax and labour numbers (CUIT, CUIL): kind of person, identity number and a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "ar-cuit",
  label: "CUIT",
  description: "Argentine CUIT and CUIL numbers: a kind of person and a right check digit.",
  forms: {
    "99-99999999-9": 0.9,
    "99 99999999 9": 0.8,
    "99.99999999.9": 0.8,
    "99-99.999.999-9": 0.95,
    "99/99999999/9": 0.8,
    "99999999999": 0.45,
  },
  isValid: (code) => /^(?:2[03-7]|3[034]|5[015])/.test(code) && checkDigit(code) === digitAt(code, 10),
  context: ["cuit", "cuil", "c.u.i.t.", "clave única de identificación", "afip", "arca"],
  examples: ["CUIT «20-19072360-8»", "CUIL: «20190723608»"],
  nearMisses: ["CUIT 20-19072360-9", "CUIT 40-19072360-8"],
});

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Where it would be 10, it is 9. */
function checkDigit(code: string): number {
  const check = (11 - (weightedSum(code, WEIGHTS) % 11)) % 11;
  return check === 10 ? 9 : check;
}
