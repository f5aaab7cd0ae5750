import { isFullDate } from "../national-ids/birth-dates.ts";
import { isMod11And2 } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Chinese resident identity numbers (GB 11643-1999): region, date of birth, serial and a check character (MOD 11-2). */
export const recognizer = nationalId({
  entity: "cn-resident-id",
  label: "RESIDENTID",
  description:
    "Chinese resident identity numbers: a province, a date of birth and the right check character.",
  forms: { "99999999999999999*": 0.95, "999999 99999999 999*": 0.97, "999999-99999999-999*": 0.97 },
  isValid: (code) => PROVINCE.test(code) && isFullDate(code, 6) && isMod11And2(code),
  context: ["身份证", "身份證", "公民身份号码", "resident id", "chinese id", "shenfenzheng", "identity card"],
  examples: ["身份证号：«11010519491231002X»"],
  nearMisses: ["身份证号 110105194912310021", "身份证号 11010519491331002X", "身份证号 99010519491231002X"],
});

/** GB/T 2260. */
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{15}[\dX]$/;
