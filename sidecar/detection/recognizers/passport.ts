import { digitAt, icaoCheckDigit } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** Passport numbers in the forms of many countries. None of these says by itself that it is one: words do. */
export const recognizer = nationalId({
  entity: "passport",
  label: "PASSPORT",
  description: "Passport numbers in the forms of many countries, by context.",
  forms: {
    A99999999: 0.25,
    A9999999: 0.25,
    AA9999999: 0.25,
    AA999999: 0.2,
    AAA999999: 0.2,
    AA99999999: 0.15,
    A999999: 0.1,
    "99AA99999": 0.35,
    A999A9999: 0.3,
    AA99999: 0.1,
    "999999999": 0.2,
    "99999999": 0.15,
    "9999999": 0.1,
    "99 9999999": 0.2,
    "A 99999999": 0.2,
    "A 9999999": 0.2,
    "AA 9999999": 0.2,
    "AA 999999": 0.15,
    "AAA 999999": 0.15,
    "A-9999999": 0.2,
    "A-99999999": 0.2,
    "AA-9999999": 0.2,
    "AA-999999": 0.15,
    "99 AA 99999": 0.3,
    "999 999 999": 0.15,
    // German and Dutch ones mix letters and digits.
    "A********": 0.2,
    "A********9": 0.3,
    "AA******9": 0.15,
  },
  isValid(code) {
    if (/(\d)\1{5}/.test(code)) return false;
    if (/^(?:[A-Z]{0,3}\d{6,9}|\d\d[A-Z]{2}\d{5}|[A-Z]\d{3}[A-Z]\d{4}|[A-Z]{2}\d{5})$/.test(code))
      return true;
    const isGerman = /^[CFGHJK][CFGHJKLMNPRTVWXYZ\d]{8}\d?$/.test(code);
    if (isGerman) return code.length === 9 || icaoCheckDigit(code.slice(0, 9)) === digitAt(code, 9);
    // No O, to be told from zero.
    return /^[A-NP-Z]{2}[A-NP-Z\d]{6}\d$/.test(code) && /\d.*\d/.test(code);
  },
  context: [
    "passport",
    "passport no",
    "passport id",
    "passeport",
    "pasaporte",
    "reisepass",
    "reisepassnummer",
    "pass-nr",
    "passnummer",
    "passaporto",
    "passaporte",
    "paspoort",
    "paspoortnummer",
    "paszport",
    "paszportu",
    "travel document",
    "pasaport",
    "passi",
    "cestovní pas",
    "pașaport",
    "διαβατήριο",
    "загранпаспорт",
    "護照",
    "护照",
    "パスポート",
    "旅券",
    "여권",
    "جواز",
    "דרכון",
    "पासपोर्ट",
  ],
  examples: ["Passport No. «123456789»", "Reisepass: «C01X00T47»", "passeport n° «15AB12345»"],
  nearMisses: ["Passport No. 1234567890123", "Passport 000000000", "Passport A1B"],
  specificity: 28,
});
