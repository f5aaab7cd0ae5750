import { isDayMonthYear } from "../national-ids/birth-dates.ts";
import { weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Danish CPR numbers: date of birth and a serial; the sum modulo 11 that older ones have is not demanded since 2007. */
export const recognizer = nationalId({
  entity: "dk-cpr",
  label: "CPR",
  description: "Danish CPR numbers: a date of birth; with a right sum, or by context.",
  forms: { "999999-9999": 0.55, "999999 9999": 0.4, "99 99 99 9999": 0.4, "9999999999": 0.25 },
  isValid: (code) => isDayMonthYear(code) && code.slice(6) !== "0000",
  rate: (code, score) => (weightedSum(code, WEIGHTS) % 11 === 0 ? score + 0.1 : score - 0.1),
  context: [
    "cpr",
    "cpr-nr",
    "cpr-nummer",
    "cprnr",
    "cprnummer",
    "personnummer",
    "danish personal",
    "det centrale personregister",
  ],
  examples: ["CPR «211062-5629»", "CPR-nr.: «2110625629»"],
  nearMisses: ["CPR 321062-5629", "CPR 211362-5629"],
});

const WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
