import { isDate, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/**
 * South Korean resident registration numbers: date of birth, sex and century, and six digits, the last of which was a check
 * digit until October 2020; also those of foreigners.
 */
export const recognizer = nationalId({
  entity: "kr-rrn",
  label: "RRN",
  description:
    "South Korean resident registration numbers: a date of birth, sex and century; the check digit makes surer.",
  forms: { "999999-9999999": 0.6, "999999 9999999": 0.4, "9999999999999": 0.25 },
  isValid(code) {
    const sex = digitAt(code, 6);
    const century = sex === 0 || sex === 9 ? 1800 : sex % 4 === 1 || sex % 4 === 2 ? 1900 : 2000;
    return isDate(century + numberAt(code, 0, 2), numberAt(code, 2, 2), numberAt(code, 4, 2));
  },
  rate: (code, score) =>
    (11 - (weightedSum(code, WEIGHTS) % 11)) % 10 === digitAt(code, 12) ? score + 0.2 : score,
  context: [
    "주민등록번호",
    "주민번호",
    "주민등록",
    "외국인등록번호",
    "rrn",
    "resident registration",
    "korean id",
    "foreigner registration",
  ],
  examples: ["주민등록번호: «970826-2857600»"],
  nearMisses: ["주민등록번호 971326-2857600", "주민등록번호 970832-2857600"],
});

const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
