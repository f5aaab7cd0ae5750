import { numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Vietnamese citizen identity numbers (CCCD): province, century and sex, year of birth, serial. */
export const recognizer = nationalId({
  entity: "vn-cccd",
  label: "CCCD",
  description: "Vietnamese citizen identity numbers (CCCD), by context.",
  forms: { "999999999999": 0.2, "999 999 999 999": 0.2, "999999999": 0.1 },
  isValid: (code) =>
    code.length === 9 || (numberAt(code, 0, 3) >= 1 && numberAt(code, 0, 3) <= 96 && /^.{3}[0-3]/.test(code)),
  context: [
    "cccd",
    "căn cước công dân",
    "căn cước",
    "cmnd",
    "chứng minh nhân dân",
    "số định danh",
    "vietnamese id",
  ],
  examples: ["CCCD: «001095012345»"],
  nearMisses: ["CCCD 199095012345", "CCCD 001995"],
});
