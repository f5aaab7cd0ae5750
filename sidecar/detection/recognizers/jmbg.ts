import { isDate, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Citizen numbers of Serbia, Slovenia (EMŠO), Bosnia, Montenegro and North Macedonia (EMBG): birth, region, check digit. */
export const recognizer = nationalId({
  entity: "jmbg",
  label: "JMBG",
  description:
    "Citizen numbers of the former Yugoslavia (JMBG, EMŠO, EMBG): a date of birth and a right check digit.",
  forms: { "9999999999999": 0.6 },
  isValid(code) {
    const year = numberAt(code, 4, 3);
    if (!isDate(year >= 800 ? 1000 + year : 2000 + year, numberAt(code, 2, 2), numberAt(code, 0, 2)))
      return false;
    const check = (11 - (weightedSum(code, WEIGHTS) % 11)) % 11;
    return (year >= 880 || year < 50) && check % 10 === digitAt(code, 12) && check < 11;
  },
  context: ["jmbg", "emšo", "emso", "embg", "matični broj", "maticni broj", "јмбг", "ембг"],
  examples: ["JMBG: «0101006500006»"],
  nearMisses: ["JMBG: 0101006500007", "JMBG: 0113006500006"],
});

const WEIGHTS = [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
