import { numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/**
 * US social security numbers as the SSA issues them: AAA-GG-SSSS with dashes, dots or spaces; area not 000, 666 or 9xx, group
 * not 00, serial not 0000. They have no check digit: nine digits in one piece count only where words say what they are.
 */
export const recognizer = nationalId({
  entity: "ssn",
  label: "SSN",
  description: "US social security numbers; nine digits in one piece only where words say what they are.",
  forms: { "999-99-9999": 0.8, "999 99 9999": 0.7, "999.99.9999": 0.65, "999999999": 0.15 },
  isValid(code) {
    const area = numberAt(code, 0, 3);
    return area !== 0 && area !== 666 && area < 900 && code.slice(3, 5) !== "00" && !code.endsWith("0000");
  },
  context: [
    "ssn",
    "ssns",
    "ss#",
    "social security",
    "social security no",
    "soc sec",
    "social sec",
    "my social",
    "social #",
    "itin",
    "seguro social",
  ],
  examples: ["SSN «536-22-8726»", "social security number: «536228726»"],
  nearMisses: ["SSN 000-22-8726", "SSN 666-22-8726", "SSN 536-00-8726", "SSN 536-22-0000", "SSN 5362287260"],
});
