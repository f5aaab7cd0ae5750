import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Hungarian tax identifiers of persons: 8, the days from 1867 to the birth, serial and a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "hu-tax-id",
  label: "ADOAZONOSITO",
  description: "Hungarian tax identifiers of persons: a right check digit, by context.",
  forms: { "9999999999": 0.35 },
  isValid: (code) => code.startsWith("8") && weightedSum(code, WEIGHTS) % 11 === digitAt(code, 9),
  context: ["adóazonosító", "adóazonosító jel", "adoazonosito", "adószám", "hungarian tax"],
  examples: ["Adóazonosító jel: «8071592153»"],
  nearMisses: ["Adóazonosító jel: 8071592154", "Adóazonosító jel: 7071592153"],
});

const WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
