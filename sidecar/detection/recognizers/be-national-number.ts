import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Belgian national register numbers, and BIS numbers, whose month is 20 or 40 higher: date of birth, serial and check number. */
export const recognizer = nationalId({
  entity: "be-national-number",
  label: "RIJKSREGISTER",
  description: "Belgian national register and BIS numbers: a date of birth and a right check number.",
  forms: {
    "99.99.99-999.99": 0.97,
    "99.99.99-999-99": 0.95,
    "99.99.99.999.99": 0.9,
    "99.99.99 999.99": 0.95,
    "99.99.99 999 99": 0.95,
    "99 99 99 999 99": 0.9,
    "99-99-99-999-99": 0.9,
    "99/99/99-999/99": 0.9,
    "999999-999-99": 0.9,
    "999999-999.99": 0.9,
    "999999 999 99": 0.85,
    "99999999999": 0.5,
  },
  isValid(code) {
    const month = numberAt(code, 2, 2) % 20;
    const day = numberAt(code, 4, 2);
    // Month or day may be 0: not known.
    if (
      numberAt(code, 2, 2) > 52 ||
      month > 12 ||
      day > 31 ||
      (month > 0 && day > 0 && !isDayOfMonth(month, day))
    )
      return false;
    const check = numberAt(code, 9, 2);
    const base = numberAt(code, 0, 9);
    return base % 1000 > 0 && (check === 97 - (base % 97) || check === 97 - ((2_000_000_000 + base) % 97));
  },
  context: [
    "rijksregister",
    "rijksregisternummer",
    "insz",
    "niss",
    "registre national",
    "numéro national",
    "nationaal nummer",
    "national register",
    "numéro de registre national",
    "rrn",
    "belgian national",
    "bis nummer",
  ],
  examples: ["Rijksregisternummer «85.07.30-033.28»", "NISS: «85073003328»"],
  nearMisses: ["Rijksregisternummer 85.07.30-033.29", "NISS 85073003329", "NISS 85.13.30-033.28"],
});
