import { digitAt, digitsOf, lastDigit, luhn, mod11and10, weighted } from "../checksums.ts";
import { alone, as, asNamed, birthday, checkedNumber, type Kind, named, two } from "./kind.ts";

function crossSum(value: number): number {
  return Math.floor(value / 10) + (value % 10);
}

/** A letter counts as its two digits, A = 01. */
function letterDigits(letter: string): string {
  return two(letter.charCodeAt(0) - 64);
}

const GERMAN_HEALTH = checkedNumber({
  entity: "de-health-insurance",
  languages: ["de"],
  names: {
    en: ["German health insurance number"],
    de: ["Krankenversichertennummer", "Versichertennummer", "KVNR"],
  },
  keys: ["kvnr", "versichertennummer"],
  draw: (random) => random.fill("@#########"),
  valid(plain) {
    const digits = digitsOf(letterDigits(plain.charAt(0)) + plain.slice(1, 9));
    const sum = digits.reduce((total, digit, at) => total + crossSum(digit * (at % 2 === 0 ? 1 : 2)), 0);
    return sum % 10 === lastDigit(plain);
  },
  spellings: [asNamed("##########")],
});

const GERMAN_SOCIAL = checkedNumber({
  entity: "de-social-insurance",
  languages: ["de"],
  names: {
    en: ["German social insurance number"],
    de: ["Sozialversicherungsnummer", "Rentenversicherungsnummer", "SV-Nummer"],
  },
  keys: ["svNummer", "rentenversicherungsnummer"],
  draw(random) {
    const { yy, mm, dd } = birthday(random);
    return `${random.pick(["12", "15", "53", "65", "25"])}${dd}${mm}${yy}${random.fill("@")}${random.fill("###")}`;
  },
  valid(plain) {
    const digits = digitsOf(plain.slice(0, 8) + letterDigits(plain.charAt(8)) + plain.slice(9, 11));
    const sum = digits.reduce(
      (total, digit, at) => total + crossSum(digit * ([2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1][at] ?? 0)),
      0,
    );
    return sum % 10 === lastDigit(plain);
  },
  spellings: [as("## ###### # ###"), asNamed("############")],
});

function icao(text: string): number {
  return (
    [...text].reduce(
      (sum, character, at) => sum + Number.parseInt(character, 36) * ([7, 3, 1][at % 3] ?? 0),
      0,
    ) % 10
  );
}

const GERMAN_CARD = checkedNumber({
  entity: "de-id-card",
  languages: ["de"],
  names: {
    en: ["German identity card number"],
    de: ["Personalausweisnummer", "Personalausweis", "Ausweisnummer"],
  },
  keys: ["personalausweis", "ausweisnummer"],
  draw: (random) =>
    `${random.pick(["L", "T", "M"])}${random.text("0123456789CFGHJKLMNPRTVWXYZ", 8)}${random.fill("#")}`,
  valid: (plain) => icao(plain.slice(0, 9)) === lastDigit(plain),
  spellings: [asNamed("##########")],
});

const SPANISH_SOCIAL = checkedNumber({
  entity: "es-nss",
  languages: ["es"],
  names: {
    en: ["Spanish social security number"],
    es: ["número de la Seguridad Social", "NSS", "número de afiliación"],
  },
  keys: ["nss"],
  draw: (random) => `${two(random.between(1, 52))}${random.fill("^#######")}${random.fill("##")}`,
  valid: (plain) => Number(plain.slice(0, 10)) % 97 === Number(plain.slice(10)),
  spellings: [as("##/########/##"), asNamed("############"), asNamed("## ######## ##")],
});

const EU_VAT: Kind = {
  entity: "eu-vat",
  names: {
    en: ["VAT number", "VAT ID", "VAT no."],
    de: ["USt-IdNr.", "Umsatzsteuer-ID"],
    fr: ["numéro de TVA"],
    nl: ["btw-nummer"],
  },
  keys: ["vatId", "vat_number"],
  write(random) {
    for (;;) {
      const german = random.fill("^########");
      if (!mod11and10(german)) continue;
      const siren = random.fill("^########");
      if (!luhn(siren)) continue;
      const belgian = `0${random.fill("^######")}`;
      return named(
        random.pick([
          `DE${german}`,
          `FR${two((12 + 3 * (Number(siren) % 97)) % 97)}${siren}`,
          `BE${belgian}${two(97 - (Number(belgian) % 97))}`,
        ]),
      );
    }
  },
};

const ITALIAN_VAT = checkedNumber({
  entity: "it-vat",
  languages: ["it"],
  names: { en: ["Italian VAT number"], it: ["P.IVA", "partita IVA", "Partita IVA"] },
  keys: ["partitaIva", "piva"],
  draw: (random) => `0${random.fill("######")}0${two(random.between(1, 99))}${random.fill("#")}`,
  valid: luhn,
  spellings: [asNamed("###########")],
});

const POLISH_TAX = checkedNumber({
  entity: "pl-nip",
  languages: ["pl"],
  names: { en: ["NIP"], pl: ["NIP", "numer NIP"] },
  keys: ["nip"],
  draw: (random) => random.fill("^#########"),
  valid: (plain) => weighted(plain, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === lastDigit(plain),
  spellings: [asNamed("###-###-##-##"), asNamed("##########"), asNamed("###-##-##-###")],
});

const POLISH_CARD = checkedNumber({
  entity: "pl-id-card",
  languages: ["pl"],
  names: { en: ["Polish identity card"], pl: ["dowód osobisty", "numer dowodu", "seria i numer dowodu"] },
  keys: ["dowodOsobisty"],
  draw: (random) => random.fill("@@@######"),
  valid(plain) {
    const sum = [...plain].reduce(
      (total, character, at) =>
        total + Number.parseInt(character, 36) * ([7, 3, 1, 0, 7, 3, 1, 7, 3][at] ?? 0),
      0,
    );
    return sum % 10 === Number(plain.charAt(3));
  },
  spellings: [asNamed("#########"), asNamed("### ######")],
});

const PORTUGUESE_CARD = checkedNumber({
  entity: "pt-citizen-card",
  languages: ["pt"],
  names: {
    en: ["Portuguese citizen card"],
    pt: ["Cartão de Cidadão", "cartão de cidadão", "número do cartão de cidadão"],
  },
  keys: ["cartaoCidadao"],
  draw: (random) => `${random.fill("#########")}${random.pick(["ZZ", "ZY", "ZX"])}${random.fill("#")}`,
  valid(plain) {
    const sum = [...plain].reduce((total, character, at) => {
      const value = Number.parseInt(character, 36) * (at % 2 === 0 ? 2 : 1);
      return total + (at % 2 === 0 && value > 9 ? value - 9 : value);
    }, 0);
    return sum % 10 === 0;
  },
  spellings: [asNamed("######## # ###"), asNamed("############")],
});

const ICELANDIC = checkedNumber({
  entity: "is-kennitala",
  languages: ["en"],
  names: { en: ["kennitala", "Icelandic kennitala"] },
  keys: ["kennitala"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${dd}${mm}${yy}${random.pick(["2", "3", "4"])}${random.fill("##")}9`;
  },
  valid: (plain) => (11 - (weighted(plain, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(plain, 8),
  spellings: [asNamed("######-####"), asNamed("##########")],
});

/** Estonia's, and Lithuania's in the same manner. */
function isBaltic(plain: string): boolean {
  const first = weighted(plain, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weighted(plain, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return lastDigit(plain) === (first < 10 ? first : second % 10);
}

const ESTONIAN = checkedNumber({
  entity: "ee-isikukood",
  languages: ["en"],
  names: { en: ["isikukood", "asmens kodas", "Estonian personal code"] },
  keys: ["isikukood"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${random.pick(["3", "4"])}${yy}${mm}${dd}${random.fill("####")}`;
  },
  valid: isBaltic,
  spellings: [asNamed("###########")],
});

const LATVIAN = checkedNumber({
  entity: "lv-personas-kods",
  languages: ["en"],
  names: { en: ["personas kods", "Latvian personal code"] },
  keys: ["personasKods"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${dd}${mm}${yy}1${random.fill("####")}`;
  },
  valid: (plain) => ((1 + weighted(plain, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10 === lastDigit(plain),
  spellings: [asNamed("######-#####")],
});

const YUGOSLAV = checkedNumber({
  entity: "jmbg",
  languages: ["en"],
  names: { en: ["JMBG", "EMŠO", "ЈМБГ"] },
  keys: ["jmbg", "emso"],
  draw(random) {
    const { year, mm, dd } = birthday(random, 1940, 1999);
    return `${dd}${mm}${String(year).slice(1)}${random.pick(["71", "50", "33", "17"])}${random.fill("####")}`;
  },
  valid(plain) {
    const check = 11 - (weighted(plain, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
    return lastDigit(plain) === (check > 9 ? 0 : check);
  },
  spellings: [asNamed("#############")],
});

const RUSSIAN_TAX = checkedNumber({
  entity: "ru-inn",
  languages: ["en"],
  names: { en: ["ИНН", "INN"] },
  keys: ["inn"],
  draw: (random) => random.fill("^###########"),
  valid: (plain) =>
    (weighted(plain, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digitAt(plain, 10) &&
    (weighted(plain, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === lastDigit(plain),
  spellings: [asNamed("############")],
});

const RUSSIAN_PASSPORT: Kind = {
  entity: "ru-passport",
  languages: ["en"],
  names: { en: ["паспорт", "серия и номер паспорта", "Паспорт"] },
  keys: ["russianPassport"],
  write: (random) => named(random.fill(random.pick(["45 ## ######", "45## ######"]))),
};

const UKRAINIAN = checkedNumber({
  entity: "ua-rnokpp",
  languages: ["en"],
  names: { en: ["РНОКПП", "ІПН", "RNOKPP"] },
  keys: ["rnokpp"],
  draw: (random) => random.fill("^#########"),
  valid: (plain) =>
    (((weighted(plain, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === lastDigit(plain),
  spellings: [asNamed("##########")],
});

/** ICAO Doc 9303 part 4: the second line of a passport, with its check digits. */
const MRZ: Kind = {
  entity: "mrz",
  languages: ["en"],
  names: { en: ["MRZ", "machine-readable zone"] },
  keys: ["mrz"],
  write(random) {
    const check = (text: string): number =>
      [...text].reduce(
        (sum, character, at) =>
          sum + (character === "<" ? 0 : Number.parseInt(character, 36)) * ([7, 3, 1][at % 3] ?? 0),
        0,
      ) % 10;
    const { yy, mm, dd } = birthday(random);
    const number = random.fill("@########");
    const born = `${yy}${mm}${dd}`;
    const expires = `31${mm}${dd}`;
    const personal = "<".repeat(14);
    const checked = `${number}${check(number)}${born}${check(born)}${expires}${check(expires)}${personal}${check(personal)}`;
    const second = `${number}${check(number)}UTO${born}${check(born)}${random.pick(["M", "F"])}${expires}${check(expires)}${personal}${check(personal)}${check(checked)}`;
    const first = `P<UTO${random.pick(["ERIKSSON<<ANNA<MARIA", "REED<<TOM", "LOPEZ<<MARIA"])}`.padEnd(
      44,
      "<",
    );
    return alone(`${first}\n${second}`);
  },
};

export const MORE_EUROPE: readonly Kind[] = [
  GERMAN_HEALTH,
  GERMAN_SOCIAL,
  GERMAN_CARD,
  SPANISH_SOCIAL,
  EU_VAT,
  ITALIAN_VAT,
  POLISH_TAX,
  POLISH_CARD,
  PORTUGUESE_CARD,
  ICELANDIC,
  ESTONIAN,
  LATVIAN,
  YUGOSLAV,
  RUSSIAN_TAX,
  RUSSIAN_PASSPORT,
  UKRAINIAN,
  MRZ,
];
