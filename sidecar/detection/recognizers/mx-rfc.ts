import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Mexican tax identifiers (RFC) of persons and, one letter shorter, companies: name, date, and a homonym key with a check character. */
export const recognizer = nationalId({
  entity: "mx-rfc",
  label: "RFC",
  description: "Mexican tax identifiers (RFC): the form and a date; the check character makes surer.",
  forms: {
    "AAAA999999***": 0.5,
    "AAAA-999999-***": 0.75,
    "AAAA 999999 ***": 0.65,
    "AAA999999***": 0.3,
    "AAA-999999-***": 0.5,
  },
  isValid(code) {
    const date = code.length - 9;
    return (
      isDayOfMonth(numberAt(code, date + 2, 2), numberAt(code, date + 4, 2)) &&
      /[\dA]$/.test(code) &&
      (code.length === 12 || /^.[AEIOUX]/.test(code))
    );
  },
  rate: (code, score) => (hasCheckCharacter(code) ? score + 0.2 : score - 0.15),
  context: ["rfc", "r f c", "registro federal", "contribuyentes", "clave de rfc"],
  examples: ["RFC: «GODE561231GR8»"],
  nearMisses: ["RFC GODE561331GR8", "RFC GODE5612"],
});

const VALUES = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

function hasCheckCharacter(code: string): boolean {
  const padded = code.padStart(13, " ");
  let sum = 0;
  for (let index = 0; index < 12; index++) sum += VALUES.indexOf(padded.charAt(index)) * (13 - index);
  const rest = (11 - (sum % 11)) % 11;
  return padded.charAt(12) === (rest === 10 ? "A" : String(rest));
}
