import { weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** NHS numbers of England, Wales and the Isle of Man: ten digits, the last one a check digit modulo 11 (NHS Data Dictionary). */
export const recognizer = nationalId({
  entity: "uk-nhs",
  label: "NHS",
  description: "UK NHS numbers: ten digits with a right check digit, grouped 3-3-4 or by context.",
  // As grouped as telephone numbers are.
  forms: { "999 999 9999": 0.6, "999-999-9999": 0.45, "999.999.9999": 0.3, "9999999999": 0.35 },
  isValid(code) {
    // Health and Care numbers of Northern Ireland and CHI numbers of Scotland begin lower, with the same check digit.
    const check = (11 - (weightedSum(code, WEIGHTS) % 11)) % 11;
    return code.charAt(9) === String(check) && !/^0{4}/.test(code) && !/^(\d)\1{8}/.test(code);
  },
  context: [
    "nhs",
    "nhs no",
    "nhs id",
    "national health service",
    "chi",
    "health and care",
    "hsc",
    "national health",
    "chi number",
    "health service",
  ],
  examples: ["NHS number «943 476 5919»", "NHS no. «9434765919»"],
  nearMisses: ["NHS number 943 476 5918", "NHS number 94347659190"],
});

const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2];
