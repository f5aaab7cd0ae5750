import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { digitAt, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Bulgarian civil numbers (EGN, ЕГН): date of birth, with the century in the month, and a check digit modulo 11. */
export const recognizer = nationalId({
  entity: "bg-egn",
  label: "EGN",
  description: "Bulgarian civil numbers (EGN): a date of birth and a right check digit, by context.",
  forms: { "9999999999": 0.4, "999999 9999": 0.45, "999999-9999": 0.45 },
  isValid(code) {
    const month = numberAt(code, 2, 2);
    if (month > 52 || !isDayOfMonth(month % 20, numberAt(code, 4, 2))) return false;
    return digitAt(code, 9) === (weightedSum(code, WEIGHTS) % 11) % 10;
  },
  context: [
    "егн",
    "egn",
    "единен граждански номер",
    "edinen grazhdanski nomer",
    "bulgarian",
    "uniform civil",
  ],
  examples: ["ЕГН: «7523169263»"],
  nearMisses: ["ЕГН 7523169264", "ЕГН 7513329263"],
});

const WEIGHTS = [2, 4, 8, 5, 10, 9, 7, 3, 6];
