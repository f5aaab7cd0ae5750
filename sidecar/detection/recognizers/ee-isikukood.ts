import { isDate, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Estonian and Lithuanian personal codes: sex and century, date of birth, serial and a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "ee-isikukood",
  label: "ISIKUKOOD",
  description: "Estonian and Lithuanian personal codes: a date of birth and a right check digit.",
  forms: { "99999999999": 0.5 },
  isValid(code) {
    const century = 1800 + 100 * Math.floor((digitAt(code, 0) - 1) / 2);
    if (!/^[1-6]/.test(code)) return false;
    if (!isDate(century + numberAt(code, 1, 2), numberAt(code, 3, 2), numberAt(code, 5, 2))) return false;
    const first = weightedSum(code, FIRST) % 11;
    const check = first < 10 ? first : (weightedSum(code, SECOND) % 11) % 10;
    return digitAt(code, 10) === check;
  },
  context: ["isikukood", "asmens kodas", "estonian", "lithuanian", "personal code", "a.k."],
  examples: ["Isikukood: «37605030299»", "Asmens kodas «38703181745»"],
  nearMisses: ["Isikukood: 37605030298", "Isikukood: 37613030299"],
});

const FIRST = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1];
const SECOND = [3, 4, 5, 6, 7, 8, 9, 1, 2, 3];
