import { digitAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Colombian tax numbers (NIT) with their check digit modulo 11. */
export const recognizer = nationalId({
  entity: "co-nit",
  label: "NIT",
  description: "Colombian tax numbers (NIT): a right check digit, grouped as printed or by context.",
  forms: {
    "999.999.999-9": 0.75,
    "999999999-9": 0.5,
    "9999999999": 0.25,
    "99.999.999-9": 0.45,
    "9.999.999.999-9": 0.8,
    "9999999999-9": 0.55,
  },
  isValid(code) {
    const last = code.length - 1;
    let sum = 0;
    for (let index = 0; index < last; index++) sum += digitAt(code, index) * (WEIGHTS[last - 1 - index] ?? 0);
    const rest = sum % 11;
    return digitAt(code, last) === (rest < 2 ? rest : 11 - rest) && !code.startsWith("0");
  },
  context: ["nit", "n.i.t.", "rut", "dian", "identificación tributaria", "colombian tax"],
  examples: ["NIT «900.626.998-7»"],
  nearMisses: ["NIT 900.626.998-8"],
});

/** From the right. */
const WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43];
