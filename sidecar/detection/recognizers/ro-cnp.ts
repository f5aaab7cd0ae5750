import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Romanian personal numeric codes (CNP): sex and century, date of birth, county, serial and a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "ro-cnp",
  label: "CNP",
  description: "Romanian personal numeric codes: a date of birth, a county and a right check digit.",
  forms: {
    "9999999999999": 0.65,
    "9 999999 999999": 0.9,
    "9 999999 99 9999": 0.9,
    "9-999999-99-9999": 0.9,
    "9 99 99 99 99 999 9": 0.9,
  },
  isValid(code) {
    const county = numberAt(code, 7, 2);
    if (code.startsWith("0") || !isDayOfMonth(numberAt(code, 3, 2), numberAt(code, 5, 2))) return false;
    if (county === 0 || (county > 48 && county !== 51 && county !== 52 && county !== 70 && county < 80))
      return false;
    const rest = weightedSum(code, WEIGHTS) % 11;
    return digitAt(code, 12) === (rest === 10 ? 1 : rest);
  },
  // Milliseconds since 1970, from 2017 to 2033: by context.
  rate: (code, score) => (score < 0.9 && code >= "15" && code < "20" ? 0.45 : score),
  context: ["cnp", "cod numeric personal", "cod numeric", "romanian personal"],
  examples: ["CNP: «1630615123457»"],
  nearMisses: ["CNP 1630615123458", "CNP 1631315123457"],
});

const WEIGHTS = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];
