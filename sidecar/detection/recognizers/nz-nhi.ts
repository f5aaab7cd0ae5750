import { digitAt } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** New Zealand health numbers (HISO 10046): three letters without I and O, four digits or, of new ones, two and two letters. */
export const recognizer = nationalId({
  entity: "nz-nhi",
  label: "NHI",
  description: "New Zealand health numbers (NHI): a right check digit, by context.",
  forms: { AAA9999: 0.35, AAA99AA: 0.2 },
  isValid(code) {
    if (!/^[A-HJ-NP-Z]{3}\d\d(?:\d\d|[A-HJ-NP-Z]{2})$/.test(code)) return false;
    let sum = 0;
    for (let index = 0; index < 6; index++) sum += letterOrDigitValue(code.charAt(index)) * (7 - index);
    if (/\D\D$/.test(code)) return (24 - (sum % 24)) % 24 === letterOrDigitValue(code.charAt(6)) % 24;
    return sum % 11 !== 0 && (11 - (sum % 11)) % 10 === digitAt(code, 6);
  },
  context: ["nhi", "nhi number", "national health index"],
  examples: ["NHI «ZZZ0016»"],
  nearMisses: ["NHI ZZZ0017", "NHI ZIZ0016"],
});

function letterOrDigitValue(character: string): number {
  return /\d/.test(character) ? Number(character) : 1 + LETTERS.indexOf(character);
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
