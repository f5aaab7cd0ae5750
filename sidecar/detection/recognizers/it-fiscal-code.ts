import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { valueAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Italian fiscal codes of persons (D.M. 23/12/1976): name, birth, place and a check letter; letters may stand for digits. */
export const recognizer = nationalId({
  entity: "it-fiscal-code",
  label: "FISCALCODE",
  description: "Italian fiscal codes (codice fiscale): the form, a date of birth and the right check letter.",
  forms: {
    "AAAAAA**A**A***A": 0.95,
    "AAA AAA **A** A***A": 0.97,
    "AAA AAA **A** A*** A": 0.97,
    "AAA-AAA-**A**-A***A": 0.95,
    "AAA-AAA-**A**-A***-A": 0.95,
    "AAAAAA **A** A***A": 0.95,
    "AAAAAA-**A**-A***A": 0.95,
  },
  isValid(code) {
    const born = PLAIN_POSITIONS.reduce(plainDigitAt, code);
    const day = numberAt(born, 9, 2);
    const month = MONTHS.indexOf(born.charAt(8)) + 1;
    if (!/^[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]$/.test(born)) return false;
    return isDayOfMonth(month, day > 40 ? day - 40 : day) && hasCheckLetter(code);
  },
  context: [
    "codice fiscale",
    "cf",
    "cod fiscale",
    "cod fisc",
    "fiscal code",
    "tax code",
    "cod. fisc",
    "fiscale",
  ],
  examples: ["Codice fiscale: «RSSMRA85T10A562S»"],
  nearMisses: ["Codice fiscale: RSSMRA85T10A562T", "Codice fiscale: RSSMRA85T41A562S"],
});

const MONTHS = "ABCDEHLMPRST";
/** Where letters may stand for digits, to tell two persons with one code apart (omocodia). */
const PLAIN_POSITIONS = [6, 7, 9, 10, 12, 13, 14];
const STAND_FOR_DIGITS = "LMNPQRSTUV";

function plainDigitAt(code: string, position: number): string {
  const digit = STAND_FOR_DIGITS.indexOf(code.charAt(position));
  return digit === -1 ? code : `${code.slice(0, position)}${digit}${code.slice(position + 1)}`;
}

/** Of the characters in odd places, 0 to 9 and A to Z; a digit counts as the letter of its value. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function hasCheckLetter(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const value = valueAt(code, index);
    const letter = value >= 10 ? value - 10 : value;
    sum += index % 2 === 0 ? (ODD[letter] ?? 0) : letter;
  }
  return code.charCodeAt(15) === 0x41 + (sum % 26);
}
