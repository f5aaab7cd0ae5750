import { nationalId } from "../national-ids/national-id.ts";
import { isSpanishId } from "../national-ids/spain.ts";

/** Spanish identity numbers of foreigners: X, Y or Z, seven digits and a letter that follows from them. */
export const recognizer = nationalId({
  entity: "es-nie",
  label: "NIE",
  description: "Spanish NIE numbers of foreigners: X, Y or Z, seven digits and the right letter.",
  forms: {
    A9999999A: 0.8,
    "A-9999999-A": 0.95,
    "A 9999999 A": 0.85,
    "A9999999-A": 0.9,
    "A-9999999A": 0.9,
    "A 9999999A": 0.6,
    "A-9.999.999-A": 0.95,
    "A9.999.999-A": 0.9,
  },
  isValid(code) {
    const first = "XYZ".indexOf(code.charAt(0));
    return first !== -1 && isSpanishId(first + code.slice(1));
  },
  context: [
    "nie",
    "número de identidad de extranjero",
    "identidad de extranjero",
    "nif",
    "dni nie",
    "extranjero",
    "extranjería",
    "foreigner",
  ],
  examples: ["NIE «X1234567L»", "NIE: «Y-0000000-Z»"],
  nearMisses: ["NIE X1234567A", "NIE W1234567L"],
});
