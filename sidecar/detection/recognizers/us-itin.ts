import { numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** US individual taxpayer identification numbers (IRS): like social security numbers, with areas from 900 and own groups. */
export const recognizer = nationalId({
  entity: "us-itin",
  label: "ITIN",
  description: "US individual taxpayer identification numbers: 9XX with the groups that the IRS issues.",
  forms: { "999-99-9999": 0.8, "999 99 9999": 0.65, "999.99.9999": 0.5, "999999999": 0.2 },
  isValid: (code) => code.startsWith("9") && isIssued(numberAt(code, 3, 2)) && !code.endsWith("0000"),
  context: [
    "itin",
    "individual taxpayer identification",
    "taxpayer identification",
    "taxpayer id",
    "tax id",
    "us tax id",
    "taxpayer",
    "irs",
    "w-7",
    "individual tax",
  ],
  examples: ["ITIN: «912-70-1234»"],
  nearMisses: ["ITIN 912-45-1234", "ITIN 812-70-1234"],
});

function isIssued(group: number): boolean {
  return group >= 50 && group <= 99 && !(group >= 66 && group <= 69) && group !== 89 && group !== 93;
}
