import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Icelandic identification numbers (kennitala): date of birth, serial, a check digit modulo 11, and the century. */
export const recognizer = nationalId({
  entity: "is-kennitala",
  label: "KENNITALA",
  description: "Icelandic identification numbers: a date of birth and a right check digit.",
  forms: { "999999-9999": 0.7, "999999 9999": 0.5, "9999999999": 0.35 },
  isValid(code) {
    const day = numberAt(code, 0, 2);
    // 40 more for companies.
    if (!isDayOfMonth(numberAt(code, 2, 2), day > 40 ? day - 40 : day) || !/[890]$/.test(code)) return false;
    return (11 - (weightedSum(code, WEIGHTS) % 11)) % 11 === digitAt(code, 8);
  },
  context: ["kennitala", "kt", "kennitölu", "icelandic"],
  examples: ["kennitala «120174-3399»"],
  nearMisses: ["kennitala 120174-3389", "kennitala 121374-3399"],
});

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2];
