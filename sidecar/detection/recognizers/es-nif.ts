import { nationalId } from "../national-ids/national-id.ts";
import { isSpanishId } from "../national-ids/spain.ts";

/** Spanish tax and identity numbers of citizens (DNI, NIF): eight digits and a letter that follows from them. */
export const recognizer = nationalId({
  entity: "es-nif",
  label: "NIF",
  description: "Spanish NIF and DNI numbers: eight digits and the right letter.",
  forms: {
    "99999999A": 0.75,
    "99999999-A": 0.85,
    "99999999 A": 0.6,
    "99.999.999-A": 0.95,
    "99.999.999A": 0.9,
    "99.999.999 A": 0.85,
    "99 999 999 A": 0.7,
    "99 999 999-A": 0.8,
    "9999999A": 0.2,
    "9999999-A": 0.3,
    "9.999.999-A": 0.8,
    // Of minors, of Spaniards abroad, and of foreigners without another number.
    A9999999A: 0.4,
  },
  isValid: (code) => isSpanishId(/^[KLM]/.test(code) ? code.slice(1) : code),
  context: [
    "nif",
    "dni",
    "documento nacional de identidad",
    "número de identificación fiscal",
    "identificación fiscal",
    "dni nif",
    "nif dni",
    "nif cif",
    "documento nacional",
    "identificacion fiscal",
    "spanish id",
  ],
  examples: ["DNI «12345678Z»", "NIF: «12.345.678-Z»"],
  nearMisses: ["DNI 12345678A", "NIF 123456789Z"],
});
