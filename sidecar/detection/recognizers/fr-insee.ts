import { numberAt } from "../national-ids/birth-dates.ts";
import { remainder } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/**
 * French social security numbers (NIR, INSEE): sex, year, month, department, municipality, order, and a key that is the
 * complement to 97. Corsica's departments are 2A and 2B.
 */
export const recognizer = nationalId({
  entity: "fr-insee",
  label: "INSEE",
  description:
    "French social security numbers (NIR, INSEE): a right key; the thirteen digits without it by context.",
  forms: {
    "9 99 99 9* 999 999 99": 0.97,
    "9 99 99 9* 999 999": 0.45,
    "9.99.99.9*.999.999.99": 0.97,
    "9-99-99-9*-999-999-99": 0.97,
    "9 99 99 9* 999 999/99": 0.97,
    "9 99 99 9* 999 999-99": 0.97,
    "9 99 99 9*999 999 99": 0.97,
    "99999 9* 999 999 99": 0.9,
    "999999*999999 99": 0.85,
    "999999*999999-99": 0.85,
    "999999*999999/99": 0.85,
    "999999*99999999": 0.85,
    "999999*999999": 0.15,
  },
  isValid(code) {
    const month = numberAt(code, 3, 2);
    // Where the month is not known: 20 and above.
    if (!/^[1-478]\d{5}[\dAB]/.test(code) || month === 0 || (month > 12 && month < 20)) return false;
    if (/^.{5}(?:00|[13-9][AB])/.test(code)) return false;
    return code.length === 13 || numberAt(code, 13, 2) === 97 - remainder(inDigits(code.slice(0, 13)), 97);
  },
  context: [
    "insee",
    "nir",
    "sécu",
    "secu",
    "sécurité sociale",
    "securite sociale",
    "numéro de sécu",
    "nss",
    "n de sécurité sociale",
    "social security",
    "french social security",
    "carte vitale",
    "assuré",
    "immatriculation",
  ],
  examples: ["Sécurité sociale : «1 85 05 78 006 084 91»", "NIR «185057800608491»"],
  nearMisses: ["NIR 1 85 05 78 006 084 92", "NIR 185057800608492", "NIR 1 85 15 78 006 084 91"],
});

/** 2A counts as 19, 2B as 18. */
function inDigits(code: string): string {
  return code.replace("2A", "19").replace("2B", "18");
}
