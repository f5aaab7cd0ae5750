import { nationalId } from "../national-ids/national-id.ts";

/** Colombian and Venezuelan identity numbers (cédula de ciudadanía): without a check digit. */
export const recognizer = nationalId({
  entity: "co-cedula",
  label: "CEDULA",
  description: "Colombian and Venezuelan identity numbers (cédula), by context.",
  forms: {
    "9.999.999.999": 0.3,
    "99.999.999": 0.2,
    "9999999999": 0.15,
    "99999999": 0.15,
    "A-99.999.999": 0.35,
    "A-99999999": 0.3,
    A99999999: 0.15,
  },
  isValid: (code) => /^[VE]?[1-9]/.test(code) && !/^(.)\1+$/.test(code),
  context: [
    "cédula",
    "cedula",
    "cédula de ciudadanía",
    "c.c.",
    "cédula de identidad",
    "documento de identidad",
  ],
  examples: ["Cédula de ciudadanía «1.020.304.050»"],
  nearMisses: ["Cédula 0.020.304.050", "Cédula 1.111.111.111.111"],
});
