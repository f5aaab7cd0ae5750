import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Austrian social insurance numbers: serial, check digit, and the date of birth, whose month may go on to 15. */
export const recognizer = nationalId({
  entity: "at-svnr",
  label: "SVNR",
  description: "Austrian social insurance numbers: a date of birth and a right check digit.",
  forms: {
    "9999 999999": 0.7,
    "9999-999999": 0.65,
    "9999/999999": 0.65,
    "999 9 999999": 0.6,
    "9999 99 99 99": 0.6,
    "9999999999": 0.35,
  },
  isValid(code) {
    const month = numberAt(code, 6, 2);
    if (code.startsWith("0") || !isDayOfMonth(month > 12 && month <= 15 ? 1 : month, numberAt(code, 4, 2)))
      return false;
    return weightedSum(code, WEIGHTS) % 11 === digitAt(code, 3);
  },
  context: [
    "svnr",
    "sv-nummer",
    "sv-nr",
    "sozialversicherungsnummer",
    "versicherungsnummer",
    "vsnr",
    "austrian social",
  ],
  examples: ["SVNR «1237 010180»", "SV-Nummer: «1237010180»"],
  nearMisses: ["SVNR 1238 010180", "SVNR 1237 320180"],
});

const WEIGHTS = [3, 7, 9, 0, 5, 8, 4, 2, 1, 6];
