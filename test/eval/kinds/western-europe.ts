import { digitAt, digitsOf, ean13, lastDigit, luhn, mod11and10, weighted } from "../checksums.ts";
import { as, asNamed, birthday, checkedNumber, type Kind, two } from "./kind.ts";

const NHS = checkedNumber({
  entity: "uk-nhs",
  languages: ["en"],
  names: { en: ["NHS number", "NHS no.", "NHS No", "NHS"] },
  keys: ["nhsNumber", "nhs_number", "nhs"],
  draw: (random) => random.fill("^#########"),
  valid: (plain) => {
    const check = 11 - (weighted(plain, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return check !== 10 && check % 11 === lastDigit(plain);
  },
  spellings: [asNamed("### ### ####"), asNamed("##########"), asNamed("###-###-####")],
});

const NINO = checkedNumber({
  entity: "uk-nino",
  languages: ["en"],
  names: { en: ["National Insurance number", "NINO", "NI number", "National Insurance No"] },
  keys: ["nino", "nationalInsuranceNumber", "ni_number"],
  draw: (random) => `${random.fill("@@######")}${random.pick(["A", "B", "C", "D", "E", "X"])}`,
  valid: (plain) => /^(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]$/.test(plain),
  spellings: [as("## ## ## ## #"), as("#########"), asNamed("##-##-##-##-#")],
});

const TAX_ID = checkedNumber({
  entity: "de-tax-id",
  languages: ["de", "en"],
  names: {
    en: ["German tax ID", "tax ID", "Steuer-ID"],
    de: [
      "Steuer-ID",
      "Steueridentifikationsnummer",
      "steuerliche Identifikationsnummer",
      "IdNr.",
      "Steuer-Identifikationsnummer",
    ],
  },
  keys: ["steuerId", "tax_id", "steuer_id"],
  draw(random) {
    // One digit occurs twice or three times among the first ten, all others at most once.
    const digits = [..."0123456789"].sort(() => random.below(3) - 1).slice(0, 9);
    digits.push(random.pick(digits));
    return digits.sort(() => random.below(3) - 1).join("") + random.fill("#");
  },
  valid(plain) {
    const counts = [..."0123456789"].map((digit) => plain.slice(0, 10).split(digit).length - 1);
    return !plain.startsWith("0") && counts.filter((count) => count > 1).length === 1 && mod11and10(plain);
  },
  spellings: [asNamed("## ### ### ###"), asNamed("###########")],
});

const NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

const NIF = checkedNumber({
  entity: "es-nif",
  languages: ["es", "en"],
  names: { en: ["Spanish DNI", "NIF", "DNI"], es: ["DNI", "NIF", "número de DNI", "D.N.I."] },
  keys: ["dni", "nif"],
  draw: (random) => random.fill("########@"),
  valid: (plain) => plain.at(-1) === NIF_LETTERS.charAt(Number(plain.slice(0, 8)) % 23),
  spellings: [as("#########"), as("########-#"), as("##.###.###-#")],
});

const NIE = checkedNumber({
  entity: "es-nie",
  languages: ["es", "en"],
  names: { en: ["NIE", "Spanish NIE"], es: ["NIE", "número de identidad de extranjero"] },
  keys: ["nie"],
  draw: (random) => `${random.pick(["X", "Y", "Z"])}${random.fill("#######@")}`,
  valid: (plain) =>
    plain.at(-1) === NIF_LETTERS.charAt(Number(`${"XYZ".indexOf(plain.charAt(0))}${plain.slice(1, 8)}`) % 23),
  spellings: [as("#########"), as("#-#######-#")],
});

/** Decree of 23 December 1976: the values of the odd places, for 0-9 and for A-Z. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
function fiscalCheck(body: string): string {
  const sum = [...body].reduce((total, character, at) => {
    const value = character <= "9" ? Number(character) : character.charCodeAt(0) - 65;
    return total + (at % 2 === 0 ? (ODD[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26));
}

const FISCAL_CODE = checkedNumber({
  entity: "it-fiscal-code",
  languages: ["it", "en"],
  names: { en: ["Italian fiscal code", "codice fiscale"], it: ["codice fiscale", "C.F.", "Codice Fiscale"] },
  keys: ["codiceFiscale", "codice_fiscale", "fiscalCode"],
  draw(random) {
    const { yy, dd } = birthday(random);
    const day = random.chance(0.5) ? dd : two(Number(dd) + 40);
    return `${random.text("BCDFGLMNPRSTV", 6)}${yy}${random.pick([..."ABCDEHLMPRST"])}${day}${random.pick(["H501", "F205", "L219", "D612", "A944"])}${random.fill("@")}`;
  },
  valid: (plain) => plain.at(-1) === fiscalCheck(plain.slice(0, 15)),
  spellings: [
    as("################"),
    { spell: (plain) => plain.toLowerCase(), alone: true },
    as("### ### ##### #####"),
  ],
});

const INSEE = checkedNumber({
  entity: "fr-insee",
  languages: ["fr", "en"],
  names: {
    en: ["French social security number", "INSEE number", "NIR"],
    fr: ["numéro de sécurité sociale", "numéro INSEE", "NIR", "n° de sécurité sociale"],
  },
  keys: ["nir", "numeroSecu", "insee"],
  draw(random) {
    const { yy, mm } = birthday(random);
    return `${random.pick(["1", "2"])}${yy}${mm}${two(random.between(1, 95)).replace("20", "21")}${random.fill("######")}${random.fill("##")}`;
  },
  valid: (plain) => Number(plain.slice(13)) === 97 - Number(BigInt(plain.slice(0, 13)) % 97n),
  spellings: [as("# ## ## ## ### ### ##"), asNamed("###############"), asNamed("############# ##")],
});

const BSN = checkedNumber({
  entity: "nl-bsn",
  languages: ["nl", "en"],
  names: { en: ["BSN", "Dutch BSN"], nl: ["BSN", "burgerservicenummer", "sofinummer"] },
  keys: ["bsn"],
  draw: (random) => random.fill("^########"),
  valid: (plain) => weighted(plain, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  spellings: [asNamed("#########"), asNamed("####.##.###")],
});

const BELGIAN = checkedNumber({
  entity: "be-national-number",
  languages: ["nl", "fr", "en"],
  names: {
    en: ["Belgian national number", "national register number"],
    nl: ["rijksregisternummer"],
    fr: ["numéro national", "numéro de registre national"],
  },
  keys: ["nationalNumber", "rijksregisternummer"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${yy}${mm}${dd}${String(random.between(1, 997)).padStart(3, "0")}${random.fill("##")}`;
  },
  valid: (plain) => Number(plain.slice(9)) === 97 - (Number(plain.slice(0, 9)) % 97),
  spellings: [as("##.##.##-###.##"), asNamed("###########")],
});

const AHV = checkedNumber({
  entity: "ch-ahv",
  languages: ["de", "fr", "en"],
  names: {
    en: ["Swiss AHV number", "AHV"],
    de: ["AHV-Nummer", "AHV-Nr.", "Sozialversicherungsnummer"],
    fr: ["numéro AVS", "AVS"],
  },
  keys: ["ahv", "ahvNummer"],
  draw: (random) => `756${random.fill("##########")}`,
  valid: ean13,
  spellings: [as("###.####.####.##"), asNamed("#############")],
});

const SVNR = checkedNumber({
  entity: "at-svnr",
  languages: ["de"],
  names: { en: ["Austrian social security number"], de: ["Sozialversicherungsnummer", "SVNR", "SV-Nummer"] },
  keys: ["svnr", "svNummer"],
  draw(random) {
    const { yy, mm, dd } = birthday(random);
    return `${random.fill("^###")}${dd}${mm}${yy}`;
  },
  valid: (plain) => weighted(plain, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === digitAt(plain, 3),
  spellings: [asNamed("#### ######"), asNamed("##########")],
});

const PPS = checkedNumber({
  entity: "ie-pps",
  languages: ["en"],
  names: { en: ["PPS number", "PPSN", "PPS No"] },
  keys: ["ppsn", "ppsNumber"],
  draw: (random) => random.fill("#######@"),
  valid: (plain) =>
    plain.at(-1) === "WABCDEFGHIJKLMNOPQRSTUV".charAt(weighted(plain, [8, 7, 6, 5, 4, 3, 2]) % 23),
  spellings: [asNamed("########"), asNamed("####### #")],
});

const UTR = checkedNumber({
  entity: "uk-utr",
  languages: ["en"],
  names: { en: ["UTR", "unique taxpayer reference", "UTR number"] },
  keys: ["utr"],
  draw: (random) => random.fill("##########"),
  valid: (plain) =>
    plain.charAt(0) === "21987654321".charAt(weighted(plain.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11),
  spellings: [asNamed("##########"), asNamed("##### #####")],
});

const PORTUGUESE = checkedNumber({
  entity: "pt-nif",
  languages: ["pt", "en"],
  names: { en: ["Portuguese NIF", "NIF"], pt: ["NIF", "contribuinte", "número de contribuinte"] },
  keys: ["nif", "contribuinte"],
  draw: (random) => `${random.pick(["1", "2", "3"])}${random.fill("########")}`,
  valid(plain) {
    const rest = weighted(plain, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return lastDigit(plain) === (rest < 2 ? 0 : 11 - rest);
  },
  spellings: [asNamed("#########"), asNamed("### ### ###")],
});

const SWEDISH = checkedNumber({
  entity: "se-personnummer",
  languages: ["en"],
  names: { en: ["personnummer", "Swedish personal number", "Personnummer"] },
  keys: ["personnummer"],
  draw(random) {
    const { year, mm, dd } = birthday(random);
    return `${year}${mm}${dd}${random.fill("####")}`;
  },
  valid: (plain) => luhn(plain.slice(2)),
  spellings: [
    { spell: (plain) => `${plain.slice(2, 8)}-${plain.slice(8)}`, alone: false },
    { spell: (plain) => `${plain.slice(0, 8)}-${plain.slice(8)}`, alone: false },
    asNamed("############"),
  ],
});

const NORWEGIAN = checkedNumber({
  entity: "no-fodselsnummer",
  languages: ["en"],
  names: { en: ["fødselsnummer", "Norwegian national ID", "Fødselsnummer"] },
  keys: ["fodselsnummer"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${dd}${mm}${yy}${String(random.between(0, 499)).padStart(3, "0")}${random.fill("##")}`;
  },
  valid: (plain) =>
    weighted(plain, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(plain, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  spellings: [asNamed("###########"), asNamed("###### #####")],
});

const DANISH = checkedNumber({
  entity: "dk-cpr",
  isLenient: true,
  languages: ["en"],
  names: { en: ["CPR", "CPR number", "CPR-nummer"] },
  keys: ["cpr", "cprNummer"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${dd}${mm}${yy}${random.fill("####")}`;
  },
  valid: (plain) => weighted(plain, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && Number(plain.charAt(6)) < 4,
  spellings: [asNamed("######-####"), asNamed("##########")],
});

const FINNISH = checkedNumber({
  entity: "fi-hetu",
  languages: ["en"],
  names: { en: ["HETU", "henkilötunnus", "Finnish personal identity code"] },
  keys: ["hetu", "henkilotunnus"],
  draw(random) {
    const { yy, mm, dd } = birthday(random, 1940, 1999);
    return `${dd}${mm}${yy}-${String(random.between(2, 899)).padStart(3, "0")}${random.fill("*")}`;
  },
  valid: (plain) =>
    plain.at(-1) ===
    "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(Number(digitsOf(plain.slice(0, 10)).join("")) % 31),
  spellings: [as("###########")],
});

export const WESTERN_EUROPE: readonly Kind[] = [
  NHS,
  NINO,
  UTR,
  TAX_ID,
  NIF,
  NIE,
  FISCAL_CODE,
  INSEE,
  BSN,
  BELGIAN,
  AHV,
  SVNR,
  PPS,
  PORTUGUESE,
  SWEDISH,
  NORWEGIAN,
  DANISH,
  FINNISH,
];
