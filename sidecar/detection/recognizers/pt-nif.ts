import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Portuguese tax numbers (NIF): nine digits, the first of a kind of taxpayer, the last a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "pt-nif",
  label: "PTNIF",
  description: "Portuguese tax numbers (NIF): a right check digit, by context.",
  forms: { "999 999 999": 0.45, "999.999.999": 0.4, "999-999-999": 0.3, "999999999": 0.3 },
  isValid(code) {
    const rest = weightedSum(code, WEIGHTS) % 11;
    return /^(?:[1235689]|45|7[0-25789])/.test(code) && digitAt(code, 8) === (rest < 2 ? 0 : 11 - rest);
  },
  context: [
    "nif",
    "contribuinte",
    "número de contribuinte",
    "identificação fiscal",
    "nipc",
    "finanças",
    "portuguese tax",
  ],
  examples: ["NIF: «123 456 789»", "Contribuinte n.º «123456789»"],
  nearMisses: ["NIF 123 456 788", "NIF 423456789"],
});

const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2];
