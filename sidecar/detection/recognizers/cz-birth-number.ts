import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { remainder } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/**
 * Czech and Slovak birth numbers (rodné číslo): date of birth, the month of women 50 higher, and a serial; divisible by 11
 * since 1954, one digit shorter before that.
 */
export const recognizer = nationalId({
  entity: "cz-birth-number",
  label: "RODNECISLO",
  description:
    "Czech and Slovak birth numbers: a date of birth, and divisible by 11; nine digits by context.",
  forms: {
    "999999/9999": 0.9,
    "999999/999": 0.45,
    "999999-9999": 0.4,
    "999999 9999": 0.4,
    "9999999999": 0.35,
    "999999999": 0.1,
  },
  isValid(code) {
    // From 2004 on, where the serials of a day are used up: 20 more.
    const month = (numberAt(code, 2, 2) % 50) % 20;
    if (!isDayOfMonth(month, numberAt(code, 4, 2))) return false;
    if (code.length === 9) return numberAt(code, 0, 2) < 54 && !code.endsWith("000");
    // Until 1985, with a remainder of 10 and 0 for the last digit.
    return remainder(code, 11) === 0 || (code.endsWith("0") && remainder(code.slice(0, 9), 11) === 10);
  },
  context: [
    "rodné číslo",
    "rodné č",
    "rodne cislo",
    "rč",
    "r.č.",
    "birth number",
    "rodného čísla",
    "rodným číslem",
  ],
  examples: ["rodné číslo «710319/2745»", "Rodné číslo: «7103192745»"],
  nearMisses: ["rodné číslo 710319/2746", "rodné číslo 711419/2745"],
});
