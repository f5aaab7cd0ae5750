import { numberAt } from "../national-ids/birth-dates.ts";
import { remainder } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Spanish social security numbers: province, serial and a check number modulo 97. */
export const recognizer = nationalId({
  entity: "es-nss",
  label: "NSS",
  description: "Spanish social security numbers: a province and a right check number.",
  forms: {
    "99/99999999/99": 0.9,
    "99-99999999-99": 0.9,
    "99 99999999 99": 0.85,
    "99/9999999999": 0.8,
    "99 9999999999": 0.6,
    "999999999999": 0.48,
  },
  isValid(code) {
    const province = numberAt(code, 0, 2);
    if (province === 0 || (province > 53 && province !== 66)) return false;
    const serial = numberAt(code, 2, 8);
    const base = serial < 10_000_000 ? province * 10_000_000 + serial : numberAt(code, 0, 10);
    return remainder(String(base), 97) === numberAt(code, 10, 2);
  },
  context: ["seguridad social", "nss", "naf", "número de afiliación", "afiliación", "nuss"],
  examples: ["Seguridad Social: «28/12345678/40»"],
  nearMisses: ["Seguridad Social 28/12345678/41", "Seguridad Social 78/12345678/40"],
});
