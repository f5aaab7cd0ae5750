import { valueAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Hong Kong identity card numbers: one or two letters, six digits and a check character in brackets. */
export const recognizer = nationalId({
  entity: "hk-hkid",
  label: "HKID",
  description: "Hong Kong identity card numbers: the right check character, in brackets or by context.",
  forms: {
    "A999999(*)": 0.95,
    "AA999999(*)": 0.95,
    "A999999 (*)": 0.95,
    "A999999-*": 0.5,
    "AA999999-*": 0.55,
    "A999999*": 0.3,
    "AA999999*": 0.3,
  },
  isValid(code) {
    if (!/^[A-Z]{1,2}\d{6}[\dA]$/.test(code)) return false;
    // Where there is one letter only, a space counts for the other.
    let sum = code.length === 8 ? 36 * 9 : 0;
    for (let index = 0; index < code.length; index++) sum += valueAt(code, index) * (code.length - index);
    return sum % 11 === 0;
  },
  context: [
    "hkid",
    "香港身份證",
    "香港身份证",
    "身份證",
    "身份證號碼",
    "hong kong",
    "hong kong id",
    "hk id",
    "identity card",
  ],
  examples: ["HKID: «A123456(3)»", "HKID «A1234563»"],
  nearMisses: ["HKID A123456(4)", "HKID A1234567"],
});
