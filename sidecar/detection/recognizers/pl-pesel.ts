import { isDate, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Polish PESEL numbers: date of birth, with the century in the month, serial, and a check digit. */
export const recognizer = nationalId({
  entity: "pl-pesel",
  label: "PESEL",
  description: "Polish PESEL numbers: a date of birth and a right check digit.",
  forms: { "99999999999": 0.5, "999999 99999": 0.6, "999999-99999": 0.55, "99 99 99 99999": 0.6 },
  isValid(code) {
    const month = numberAt(code, 2, 2);
    const century = CENTURIES[Math.floor(month / 20)] ?? 0;
    if (!isDate(century + numberAt(code, 0, 2), month % 20, numberAt(code, 4, 2))) return false;
    return (10 - (weightedSum(code, WEIGHTS) % 10)) % 10 === digitAt(code, 10);
  },
  context: ["pesel", "nr pesel", "numer pesel", "nr ewidencyjny pesel", "polish national", "polish id"],
  examples: ["PESEL: «44051401359»"],
  nearMisses: ["PESEL 44051401358", "PESEL 44053401359", "PESEL 440514013590"],
});

/** A month over 80 is one of the 1800s, and so on. */
const CENTURIES = [1900, 2000, 2100, 2200, 1800];
const WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
