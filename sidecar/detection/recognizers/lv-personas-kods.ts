import { isDayMonthYear } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Latvian personal codes: date of birth, century, serial and a check digit; since 2017 32 and digits that say nothing. */
export const recognizer = nationalId({
  entity: "lv-personas-kods",
  label: "PERSONASKODS",
  description: "Latvian personal codes: a date of birth and a right check digit, or 32 in its place.",
  forms: { "999999-99999": 0.8, "99999999999": 0.4 },
  isValid(code) {
    if (code.startsWith("32")) return true;
    if (!isDayMonthYear(code) || digitAt(code, 6) > 2) return false;
    return ((1 + weightedSum(code, WEIGHTS)) % 11) % 10 === digitAt(code, 10);
  },
  rate: (code, score) => (code.startsWith("32") ? score - 0.25 : score),
  context: ["personas kods", "personas kodu", "latvian", "p.k."],
  examples: ["personas kods «161175-19997»"],
  nearMisses: ["personas kods 161175-19996", "personas kods 161375-19997"],
});

const WEIGHTS = [10, 5, 8, 4, 2, 1, 6, 3, 7, 9];
