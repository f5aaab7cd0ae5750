import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Peruvian taxpayer numbers (RUC): kind of person, identity number and a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "pe-ruc",
  label: "RUC",
  description: "Peruvian taxpayer numbers (RUC): a kind of person and a right check digit, by context.",
  forms: { "99999999999": 0.45 },
  isValid: (code) =>
    /^(?:10|15|16|17|20)/.test(code) && (11 - (weightedSum(code, WEIGHTS) % 11)) % 10 === digitAt(code, 10),
  context: ["ruc", "r.u.c.", "sunat", "registro único de contribuyentes", "contribuyente"],
  examples: ["RUC: «20161784185»"],
  nearMisses: ["RUC 20161784186", "RUC 30161784185"],
});

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
