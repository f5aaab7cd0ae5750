import { hasLuhnDigit } from "../luhn.ts";
import { digitAt, isMod11And10, remainder, weightedSum } from "../national-ids/checksums.ts";
import { nationalId } from "../national-ids/national-id.ts";

/** VAT numbers of the European Union's countries, Great Britain and Switzerland, with the country's letters before them. */
export const recognizer = nationalId({
  entity: "eu-vat",
  label: "VAT",
  description:
    "VAT numbers of European countries with the country before them: the country's form and checksum.",
  forms: {
    AA99999999: 0.5,
    AA999999999: 0.6,
    AA9999999999: 0.6,
    AA99999999999: 0.6,
    AA999999999999: 0.55,
    AAA99999999: 0.7,
    "AA**999999999": 0.6,
    "AA*9999999*": 0.55,
    AA99999999A: 0.5,
    AA9999999AA: 0.5,
    AA999999999A99: 0.9,
    AAA999999999: 0.6,
    "AAA-999.999.999": 0.95,
    "AA 999999999": 0.6,
    "AA 999 999 999": 0.7,
    "AA999 999 999": 0.6,
    "AA 999 9999 99": 0.8,
    "AA999 9999 99": 0.7,
    "AA 9999999999": 0.6,
    "AA 9999.999.999": 0.85,
    "AA9999.999.999": 0.8,
    "AA 9999 999 999": 0.75,
    "AA-999999999": 0.5,
    "AA ** 999 999 999": 0.85,
    "AA** 999 999 999": 0.75,
    "AA ** 999999999": 0.75,
    "AA 99999999999": 0.6,
    "AA999999999A 99": 0.7,
    "AA 999999999A99": 0.8,
  },
  isValid(code) {
    const country = COUNTRIES[code.slice(0, 2)];
    return country?.form.test(code.slice(2)) === true && country.isRight(code.slice(2));
  },
  context: [
    "vat",
    "vat no",
    "vat id",
    "vat number",
    "vat reg",
    "ust-id",
    "ustid",
    "ust-idnr",
    "ust-id-nr",
    "umsatzsteuer",
    "umsatzsteuer-id",
    "uid",
    "tva",
    "n° tva",
    "iva",
    "btw",
    "btw-nummer",
    "moms",
    "momsnr",
    "alv",
    "intracommunautaire",
    "intracomunitario",
    "mwst",
  ],
  examples: ["USt-IdNr. «DE136695976»", "TVA «FR40303265045»"],
  nearMisses: ["USt-IdNr. DE136695978", "VAT XX136695976", "TVA FR41303265045"],
});

interface Country {
  readonly form: RegExp;
  isRight(number: string): boolean;
}

const any = (): boolean => true;

/** Source: the European Commission's table of forms; checksums as the countries publish them. */
const COUNTRIES: Readonly<Record<string, Country | undefined>> = {
  AT: { form: /^U\d{8}$/, isRight: (number) => isAustrian(number.slice(1)) },
  BE: {
    form: /^[01]\d{9}$/,
    isRight: (number) => Number(number.slice(8)) === 97 - remainder(number.slice(0, 8), 97),
  },
  BG: { form: /^\d{9,10}$/, isRight: any },
  CH: {
    form: /^E\d{9}$/,
    isRight: (number) =>
      (11 - (weightedSum(number.slice(1), [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11 === digitAt(number, 9),
  },
  CY: { form: /^\d{8}[A-Z]$/, isRight: any },
  CZ: { form: /^\d{8,10}$/, isRight: any },
  DE: { form: /^[1-9]\d{8}$/, isRight: isMod11And10 },
  DK: { form: /^[1-9]\d{7}$/, isRight: (number) => weightedSum(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  EE: { form: /^10\d{7}$/, isRight: (number) => weightedSum(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 },
  EL: { form: /^\d{9}$/, isRight: any },
  ES: { form: /^(?:[A-Z]\d{7}[A-Z\d]|\d{8}[A-Z])$/, isRight: any },
  FI: { form: /^\d{8}$/, isRight: (number) => weightedSum(number, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0 },
  FR: { form: /^[A-HJ-NP-Z\d]{2}\d{9}$/, isRight: isFrench },
  GB: { form: /^(?:\d{9}|\d{12})$/, isRight: isBritish },
  HR: { form: /^\d{11}$/, isRight: isMod11And10 },
  HU: { form: /^\d{8}$/, isRight: (number) => weightedSum(number, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0 },
  IE: { form: /^(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/, isRight: any },
  IT: { form: /^\d{11}$/, isRight: hasLuhnDigit },
  LT: { form: /^(?:\d{9}|\d{12})$/, isRight: any },
  LU: { form: /^\d{8}$/, isRight: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)) },
  LV: { form: /^\d{11}$/, isRight: any },
  MT: {
    form: /^\d{8}$/,
    isRight: (number) => (weightedSum(number, [3, 4, 6, 7, 8, 9]) + Number(number.slice(6))) % 37 === 0,
  },
  NL: { form: /^\d{9}B\d\d$/, isRight: any },
  PL: {
    form: /^\d{10}$/,
    isRight: (number) => weightedSum(number, [6, 5, 7, 2, 3, 4, 5, 6, 7, -1]) % 11 === 0,
  },
  PT: { form: /^[1-9]\d{8}$/, isRight: isPortuguese },
  RO: { form: /^[1-9]\d{7,9}$/, isRight: any },
  SE: { form: /^\d{10}01$/, isRight: (number) => hasLuhnDigit(number.slice(0, 10)) },
  SI: {
    form: /^[1-9]\d{7}$/,
    isRight: (number) => (11 - (weightedSum(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(number, 7),
  },
  SK: { form: /^[1-9]\d{9}$/, isRight: (number) => remainder(number, 11) === 0 },
};

function isAustrian(digits: string): boolean {
  let sum = 4;
  for (let index = 0; index < 7; index++) {
    const product = digitAt(digits, index) * (index % 2 === 0 ? 1 : 2);
    sum += product > 9 ? product - 9 : product;
  }
  return (10 - (sum % 10)) % 10 === digitAt(digits, 7);
}

/** Keys with a letter follow another rule, which is left out. */
function isFrench(number: string): boolean {
  const [key, siren] = [number.slice(0, 2), number.slice(2)];
  if (!hasLuhnDigit(siren)) return false;
  return !/^\d\d$/.test(key) || Number(key) === (12 + 3 * remainder(siren, 97)) % 97;
}

function isBritish(number: string): boolean {
  const sum = weightedSum(number, [8, 7, 6, 5, 4, 3, 2]) + Number(number.slice(7, 9));
  return sum % 97 === 0 || (sum + 55) % 97 === 0;
}

function isPortuguese(number: string): boolean {
  const rest = weightedSum(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return digitAt(number, 8) === (rest < 2 ? 0 : 11 - rest);
}
