import { isDayMonthYear, numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Finnish personal identity codes (henkilötunnus): date of birth, a sign for the century, serial and a check character. */
export const recognizer = nationalId({
  entity: "fi-hetu",
  label: "HETU",
  description: "Finnish personal identity codes: a date of birth and the right check character.",
  forms: { "999999-999*": 0.9, "999999A999*": 0.9 },
  isValid(code) {
    const digits = code.length === 11 ? code.slice(0, 6) + code.slice(7) : code;
    if (code.length === 11 && !/^[A-FU-Y]$/.test(code.charAt(6))) return false;
    if (!/^\d{9}[\dA-Y]$/.test(digits) || !isDayMonthYear(digits) || numberAt(digits, 6, 3) < 2) return false;
    return CHECK_CHARACTERS.charAt(numberAt(digits, 0, 9) % 31) === digits.charAt(9);
  },
  context: ["hetu", "henkilötunnus", "henkilotunnus", "personbeteckning", "finnish personal", "sotu"],
  examples: ["Henkilötunnus: «131052-308T»", "hetu «131052A308T»"],
  nearMisses: ["hetu 131052-308U", "hetu 321052-308T", "hetu 131052G308T"],
});

const CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
