import { digitAt, isRepeated, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Uruguayan identity numbers (cédula de identidad): seven digits and a check digit modulo 10. */
export const recognizer = nationalId({
  entity: "uy-ci",
  label: "CEDULAUY",
  description: "Uruguayan identity numbers: a right check digit, grouped as printed or by context.",
  forms: { "9.999.999-9": 0.7, "9999999-9": 0.4, "99999999": 0.1 },
  isValid: (code) => (10 - (weightedSum(code, WEIGHTS) % 10)) % 10 === digitAt(code, 7) && !isRepeated(code),
  context: ["cédula de identidad", "cédula", "cedula", "c.i.", "uruguayan", "uruguay"],
  examples: ["Cédula de identidad «1.234.567-2»"],
  nearMisses: ["Cédula de identidad 1.234.567-3"],
});

const WEIGHTS = [2, 9, 8, 7, 6, 3, 4];
