import { isDayOfMonth, numberAt } from "../national-ids/birth-dates.ts";
import { nationalId } from "../national-ids/national-id.ts";

/**
 * Driving licence numbers: the British form, which has name and date of birth in it, by itself; the forms of US states,
 * Canadian provinces, India and European countries where words say what they are.
 */
export const recognizer = nationalId({
  entity: "driving-licence",
  label: "LICENCE",
  description:
    "Driving licence numbers: the British form by itself, those of US states and many countries by context.",
  forms: {
    "A****999999***AA": 0.85,
    "A****999999***AA 99": 0.85,
    "A**** 999999 ***AA": 0.9,
    "A**** 999999 ***AA 99": 0.9,
    "A****-999999-***AA": 0.9,
    // US states and Canadian provinces.
    A9999999: 0.2,
    A99999999: 0.2,
    A999999: 0.1,
    A999999999: 0.15,
    A99999999999: 0.2,
    A999999999999: 0.25,
    A9999999999999: 0.25,
    A99999999999999: 0.3,
    AA999999: 0.15,
    AA9999999: 0.15,
    "999AA9999": 0.25,
    "99AAA99999": 0.25,
    "9AAA99999": 0.2,
    "A999-999-99-999-9": 0.55,
    "A999-999-99-999": 0.5,
    "A999-9999-9999": 0.45,
    "A999-9999-9999-99": 0.55,
    "A-999-999-999-999": 0.5,
    "A 999 999 999 999": 0.5,
    "A9999-99999-99999": 0.6,
    "A9999 99999 99999": 0.6,
    "A9999-999999-99": 0.45,
    "A99-99-9999": 0.25,
    "99-999-9999": 0.14,
    "999 999 999": 0.14,
    "999-999-999": 0.14,
    "9999999": 0.1,
    "99999999": 0.14,
    "999999999": 0.14,
    "9999999999": 0.12,
    "99999999999": 0.1,
    "999999999999": 0.1,
    AAAAAAA999: 0.15,
    AAAAAAA999A9: 0.3,
    AAAAAAA999AA: 0.3,
    "AAA**AA999*A": 0.25,
    // India.
    "AA99 99999999999": 0.6,
    AA9999999999999: 0.45,
    "AA99-99999999999": 0.6,
    "AA-9999999999999": 0.5,
    "AA-99-9999-9999999": 0.65,
    "AA99 9999 9999999": 0.65,
    "AA 99 99999999999": 0.6,
    // Germany, Italy, Poland.
    "A**9******9": 0.2,
    AA9999999A: 0.3,
    "U1*******A": 0.3,
    "99999/99/9999": 0.45,
  },
  isValid(code) {
    if (/^(.)\1+$/.test(code) || /^[A-Z]{0,2}0+$/.test(code)) return false;
    if (/^[A-Z].{15}(?:\d\d)?$/.test(code)) return isBritish(code);
    if (/^[A-Z]{2}\d{13}$/.test(code)) return /^[A-Z]{2}\d\d(?:19|20)\d{9}$/.test(code);
    return (code.match(/\d/g)?.length ?? 0) >= 3;
  },
  context: [
    "driving licence",
    "driving license",
    "driver licence",
    "driver license",
    "drivers license",
    "drivers licence",
    "driver's license",
    "driver's licence",
    "driver’s license",
    "licence number",
    "license number",
    "licence no",
    "license no",
    "dl",
    "dl no",
    "dln",
    "dlno",
    "d.l.",
    "dvla",
    "dmv",
    "driver number",
    "driver id",
    "license id",
    "führerschein",
    "führerscheinnummer",
    "fahrerlaubnis",
    "permis de conduire",
    "numéro de permis",
    "carnet de conducir",
    "permiso de conducir",
    "licencia de conducir",
    "licencia de conducción",
    "patente di guida",
    "patente",
    "carta de condução",
    "carteira de motorista",
    "cnh",
    "rijbewijs",
    "rijbewijsnummer",
    "prawo jazdy",
    "prawa jazdy",
    "körkort",
    "førerkort",
    "kørekort",
    "ajokortti",
    "водительское удостоверение",
    "運転免許",
    "운전면허",
    "驾驶证",
  ],
  examples: ["«MORGA657054SM9IJ»", "driver's license: «D1234567»", "DL No. «S123-456-78-901-0»"],
  nearMisses: ["driving licence MORGA657354SM9IJ", "driver's license 00000000", "DL 12"],
  specificity: 28,
});

/**
 * DVLA: five letters of the surname, padded with 9; decade, month, day and year of birth, the month of women 50 higher;
 * initials, padded with 9; a digit against doubles and two letters; perhaps the issue.
 */
function isBritish(code: string): boolean {
  if (
    !/^[A-Z]{1,5}9{0,4}\d{6}[A-Z9]{2}[A-Z\d][A-Z]{2}(?:\d\d)?$/.test(code) ||
    !/^[A-Z][A-Z9]{4}\d/.test(code)
  )
    return false;
  const month = numberAt(code, 6, 2);
  return isDayOfMonth(month > 50 ? month - 50 : month, numberAt(code, 8, 2));
}
