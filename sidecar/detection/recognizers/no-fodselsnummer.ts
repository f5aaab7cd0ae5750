import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Norwegian birth numbers and D numbers, whose day is 40 higher: date of birth, serial and two check digits modulo 11. */
export const recognizer = nationalId({
  entity: "no-fodselsnummer",
  label: "FODSELSNUMMER",
  description: "Norwegian birth and D numbers: a date of birth and two right check digits.",
  forms: {
    "999999 99999": 0.85,
    "999999-99999": 0.8,
    "99.99.99 99999": 0.8,
    "99 99 99 99999": 0.8,
    "999999 999 99": 0.8,
    "99999999999": 0.6,
  },
  isValid(code) {
    const day = numberAt(code, 0, 2);
    // Synthetic ones, for tests, have 40 or 80 more in the month.
    const month = numberAt(code, 2, 2) % 40;
    return (
      isDayOfMonth(month, day > 40 ? day - 40 : day) &&
      digitAt(code, 9) === (11 - (weightedSum(code, FIRST) % 11)) % 11 &&
      digitAt(code, 10) === (11 - (weightedSum(code, SECOND) % 11)) % 11
    );
  },
  context: [
    "fødselsnummer",
    "fodselsnummer",
    "personnummer",
    "fnr",
    "d-nummer",
    "dnr",
    "norwegian national",
    "fødselsnr",
  ],
  examples: ["fødselsnummer «150857 17186»", "Fnr: «15085717186»"],
  nearMisses: ["fødselsnummer 15085717187", "fødselsnummer 15135717186"],
});

const FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const SECOND = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
