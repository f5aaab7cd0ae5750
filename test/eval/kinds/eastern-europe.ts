import { digitAt, digitsOf, lastDigit, luhn, mod11and10, weighted } from "../checksums.ts";
import { as, asNamed, birthday, checkedNumber, type Kind, two } from "./kind.ts";

const PESEL = checkedNumber({
  entity: "pl-pesel",
  languages: ["pl", "en"],
  names: { en: ["PESEL", "PESEL number"], pl: ["PESEL", "numer PESEL", "nr PESEL"] },
  keys: ["pesel"],
  draw(random) {
    const { year, yy, mm, dd } = birthday(random);
    return `${yy}${year < 2000 ? mm : two(Number(mm) + 20)}${dd}${random.fill("#####")}`;
  },
  valid: (plain) => weighted(plain, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
  spellings: [asNamed("###########")],
});

const CZECH = checkedNumber({
  entity: "cz-birth-number",
  languages: ["en"],
  names: { en: ["rodné číslo", "Czech birth number", "Rodné číslo"] },
  keys: ["rodneCislo"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1955, 1999);
    return `${yy}${random.chance(0.5) ? mm : two(Number(mm) + 50)}${dd}${random.fill("####")}`;
  },
  valid: (plain) => Number(plain) % 11 === 0,
  spellings: [asNamed("######/####"), asNamed("##########")],
});

const ROMANIAN = checkedNumber({
  entity: "ro-cnp",
  languages: ["en"],
  names: { en: ["CNP", "Romanian CNP", "cod numeric personal"] },
  keys: ["cnp"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${random.pick(["1", "2"])}${yy}${mm}${dd}${two(random.between(1, 40))}${random.fill("####")}`;
  },
  valid(plain) {
    const rest = weighted(plain, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    return lastDigit(plain) === (rest === 10 ? 1 : rest);
  },
  spellings: [asNamed("#############")],
});

const BULGARIAN = checkedNumber({
  entity: "bg-egn",
  languages: ["en"],
  names: { en: ["EGN", "ЕГН", "Bulgarian EGN"] },
  keys: ["egn"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${yy}${mm}${dd}${random.fill("####")}`;
  },
  valid: (plain) => (weighted(plain, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === lastDigit(plain),
  spellings: [asNamed("##########")],
});

const GREEK_TAX = checkedNumber({
  entity: "gr-afm",
  languages: ["en"],
  names: { en: ["AFM", "ΑΦΜ", "Greek tax number"] },
  keys: ["afm"],
  draw: (random) => random.fill("#########"),
  valid: (plain) => (weighted(plain, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === lastDigit(plain),
  spellings: [asNamed("#########")],
});

const GREEK_SOCIAL = checkedNumber({
  entity: "gr-amka",
  languages: ["en"],
  names: { en: ["AMKA", "ΑΜΚΑ"] },
  keys: ["amka"],
  draw(random) {
    const { yy, mm, dd } = birthday(random);
    return `${dd}${mm}${yy}${random.fill("#####")}`;
  },
  valid: luhn,
  spellings: [asNamed("###########")],
});

const CROATIAN = checkedNumber({
  entity: "hr-oib",
  languages: ["en"],
  names: { en: ["OIB", "Croatian OIB", "osobni identifikacijski broj"] },
  keys: ["oib"],
  draw: (random) => random.fill("###########"),
  valid: mod11and10,
  spellings: [asNamed("###########")],
});

const HUNGARIAN_TAX = checkedNumber({
  entity: "hu-tax-id",
  languages: ["en"],
  names: { en: ["adóazonosító jel", "Hungarian tax ID", "adóazonosító"] },
  keys: ["adoazonosito"],
  draw: (random) => `8${random.fill("#########")}`,
  valid: (plain) => weighted(plain, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === lastDigit(plain),
  spellings: [asNamed("##########")],
});

const HUNGARIAN_SOCIAL = checkedNumber({
  entity: "hu-taj",
  languages: ["en"],
  names: { en: ["TAJ", "TAJ szám", "TAJ number"] },
  keys: ["taj"],
  draw: (random) => random.fill("#########"),
  valid: (plain) => weighted(plain, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === lastDigit(plain),
  spellings: [asNamed("### ### ###"), asNamed("#########")],
});

const TURKISH = checkedNumber({
  entity: "tr-tckn",
  languages: ["en"],
  names: { en: ["T.C. kimlik no", "TC kimlik numarası", "TCKN", "Turkish identification number"] },
  keys: ["tckn", "tcKimlikNo"],
  draw: (random) => random.fill("^##########"),
  valid(plain) {
    const digits = digitsOf(plain);
    const odd = weighted(plain, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
    const even = weighted(plain, [0, 1, 0, 1, 0, 1, 0, 1]);
    const tenth = (((odd * 7 - even) % 10) + 10) % 10;
    return (
      digitAt(plain, 9) === tenth &&
      digits.slice(0, 10).reduce((sum, digit) => sum + digit, 0) % 10 === lastDigit(plain)
    );
  },
  spellings: [asNamed("###########")],
});

const RUSSIAN = checkedNumber({
  entity: "ru-snils",
  languages: ["en"],
  names: { en: ["СНИЛС", "SNILS"] },
  keys: ["snils"],
  draw: (random) => `1${random.fill("##########")}`,
  valid: (plain) => (weighted(plain, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(plain.slice(9)),
  spellings: [as("###-###-### ##")],
});

export const EASTERN_EUROPE: readonly Kind[] = [
  PESEL,
  CZECH,
  ROMANIAN,
  BULGARIAN,
  GREEK_TAX,
  GREEK_SOCIAL,
  CROATIAN,
  HUNGARIAN_TAX,
  HUNGARIAN_SOCIAL,
  TURKISH,
  RUSSIAN,
];
