import { callingCodeOf, lengthsOf } from "./numbering-plans.ts";

const SEPARATOR = "[ \\-./\\u00a0\\u202f\\u2009\\u2010\\u2011\\u2013]";
/** Not a dot: `612.345.678` is a number with thousands marked. */
const BLANK_OR_DASH = "[ \\-\\u00a0\\u202f\\u2009\\u2010\\u2011\\u2013]";

/** How numbers are written inside some countries. */
export interface NationalForm {
  /** Sticky. */
  readonly pattern: RegExp;
  readonly countries: readonly string[];
  /** How sure it is that digits of this form, in a range that one of the countries has, are a phone number. */
  readonly score: number;
  /** How many digits its first group may have. */
  readonly first: readonly number[];
}

const form = (
  countries: string,
  score: number,
  pattern: string,
  first: readonly number[] = [],
): NationalForm => ({
  pattern: new RegExp(pattern.replaceAll("S", SEPARATOR).replaceAll("B", BLANK_OR_DASH), "y"),
  countries: countries.split(" "),
  score,
  first,
});

/** Few other things have it. */
const USUAL = 0.7;
/** Other numbers have it, too. */
const LIKELY = 0.55;
/** Common among other numbers: by context. */
const COMMON = 0.4;

/** With the trunk prefix 0, tried in this order. Sources: the numbering plans that national regulators publish. */
const TRUNK_FORMS: readonly NationalForm[] = [
  // France, and the Netherlands' mobiles: 06 12 34 56 78
  form("FR NL BE CH MA DZ", USUAL, "0[1-9](S)\\d{2}(?:\\1\\d{2}){3}(?!\\d)"),
  // United Kingdom: 020 7946 0958, 0161 496 0000, 07700 900 123, 01632 960001
  form("GB JP KR CN TW", USUAL, "\\(?0[1-9]\\d\\)?B?\\d{4}B\\d{4}(?!\\d)"),
  form(
    "GB IE ZA FI IT DE AT NL IN NG IL AR TH VN ID PH JP KR TW EG",
    USUAL,
    "\\(?0[1-9]\\d{2}\\)?B?\\d{3}B\\d{4}(?!\\d)",
  ),
  form("GB DE AT JP", USUAL, "\\(?0[1-9]\\d{3}\\)?B\\d{3}B\\d{3}(?!\\d)"),
  form("GB IN", COMMON, "\\(?0[1-9]\\d{4}\\)?B\\d{5}(?!B?\\d)"),
  form("GB DE AT JP IN IT", USUAL, "\\(?0[1-9]\\d{3}\\)?(?:B| ?[/-] ?)\\d{5,6}(?!B?\\d)"),
  // Australia: 0412 345 678, (02) 9876 5432; Ireland: 01 234 5678; New Zealand: 021 123 4567
  form("AU GB ZA AT DE SE RO", USUAL, "\\(?0[1-9]\\d{2}\\)?B\\d{3}B\\d{3}(?!\\d)"),
  form("AU JP BR", USUAL, "(?:\\(0[1-9]\\) ?|0[1-9]B)\\d{4}B\\d{4}(?!\\d)"),
  form("IE NZ AR NL", LIKELY, "\\(?0[1-9]\\)?B\\d{3}B\\d{4}(?!\\d)"),
  // Germany in pairs: 089 79 97 67 27
  form("DE AT", USUAL, "\\(?0[2-9]\\d{1,3}\\)?(?:B| ?/ ?)\\d{2}(?:B\\d{2}){3,4}(?!\\d)"),
  // Belgium, Switzerland, Turkey: 0470 12 34 56, 044 668 18 00, 0532 123 45 67
  form("BE CH TR SE NL", USUAL, "\\(?0[1-9]\\d{0,2}\\)?B\\d{2,3}B\\d{2}B\\d{2}(?!\\d)"),
  form("TR UA RO BG", USUAL, "0 ?\\(?[2-9]\\d{2}\\)?B?\\d{3}B\\d{2}B\\d{2}(?!\\d)"),
  // Sweden: 08-123 456 78, 070-123 45 67
  form("SE FI", USUAL, "0[1-9]\\d{0,2} ?- ?\\d{2,3} \\d{2,3}(?: \\d{2,3})?(?!\\d)"),
  // Japan, Korea: 03-1234-5678, 090-1234-5678
  form("JP KR TW TH", USUAL, "0[1-9]\\d{0,3}-\\d{2,4}-\\d{4}(?!\\d)"),
  // Finland: 040 123 4567, 09 1234 567; Romania, Bulgaria: 0721 234 567
  form("FI RO BG SK CZ HR RS", LIKELY, "(?=(?:\\d\\D?){9,11}(?!\\d))0[1-9]\\d{0,2}B\\d{3,4}B\\d{3,4}(?!\\d)"),
  // Germany, Austria, Italy, the Netherlands: 030 123456, (030) 12345678, 0171/1234567, 06-12345678
  form(
    "DE AT IT NL CN IN",
    USUAL,
    "(?=\\(?(?:\\d\\D{0,3}){9,12}(?!\\d))(?!\\d{4}B\\d{4}B\\d{4})\\(?0[1-9]\\d{0,2}(?:\\)? ?[/-] ?|B|\\) ?)\\d{3,8}(?:B\\d{2,5}){0,2}(?!\\d)",
  ),
  // Area codes of five digits: 04386 62666 203
  form(
    "DE AT",
    LIKELY,
    "(?=\\(?(?:\\d\\D{0,3}){11,13}(?!\\d))\\(?0[2-9]\\d{3}(?:\\)? ?[/-] ?|B|\\) ?)\\d{3,8}(?:B\\d{2,5}){0,2}(?!\\d)",
  ),
  form("DE NL BE CH IT AT GB", USUAL, "0[1-9]\\d(?:\\.\\d{2,4}){3}(?!\\d)"),
];

/** The same without it. */
const WITHOUT_TRUNK: readonly NationalForm[] = [
  // US, Canada: 415-555-0132, (415) 555-0132, 1-415-555-0132
  form("US CA", USUAL, "(?:1S)?(?:\\([2-9]\\d{2}\\)S?|[2-9]\\d{2}S)[2-9]\\d{2}S\\d{4}(?!\\d)", [1, 3]),
  // Spain, Portugal: 612 34 56 78, 612 345 678, 91 123 45 67, 21 234 5678
  form("ES", USUAL, "[6-9]\\d{2}(B)\\d{2}(?:\\1\\d{2}){2}(?!\\d)", [3]),
  form("ES PL", USUAL, "[67]\\d{2}(B)(?!000)\\d{3}\\1(?!000)\\d{3}(?!B?\\d)", [3]),
  form("ES PT PL GR", COMMON, "[89]\\d{2}(B)(?!000)\\d{3}\\1(?!000)\\d{3}(?!B?\\d)", [3]),
  form("ES PL", LIKELY, "[6-9]\\d(B)\\d{3}\\1\\d{2}\\1\\d{2}(?!\\d)", [2]),
  form("PT MX PL", COMMON, "[2-9]\\d(B)\\d{3,4}\\1\\d{4}(?!\\d)", [2]),
  // Poland, Czechia: 512 345 678
  form("PL CZ SK HU", COMMON, "[2-8]\\d{2}(B)\\d{3}\\1\\d{3}(?!B?\\d)", [3]),
  // Italy: 333 1234567, 347 123 4567
  form("IT", USUAL, "3\\d{2}(?:S\\d{6,7}|B\\d{3}B\\d{3,4})(?!\\d)", [3]),
  form("RU KZ", USUAL, "\\([3-9]\\d{2}\\) ?\\d{3}-\\d{2}-\\d{2}(?!\\d)", [3]),
  // Brazil: (11) 91234-5678
  form("BR", USUAL, "\\([1-9]\\d\\) ?9?(?: )?\\d{4}[- ]\\d{4}(?!\\d)", [2]),
  form("BR", LIKELY, "[1-9]\\d 9\\d{4}[- ]\\d{4}(?!\\d)", [2]),
  // Russia: 8 (912) 345-67-89
  form("RU KZ", USUAL, "8[ -]?\\(?[3-9]\\d{2}\\)?[ -]?\\d{3}-\\d{2}-\\d{2}(?!\\d)", [1, 4]),
  form("RU KZ", LIKELY, "8 [3-9]\\d{2} \\d{3} \\d{2} \\d{2}(?!\\d)", [1]),
  // China: 138 1234 5678
  form("CN", LIKELY, "1[3-9]\\d(B)\\d{4}\\1\\d{4}(?!\\d)", [3]),
  // India: 98765 43210
  form("IN", COMMON, "[6-9]\\d{4}B\\d{5}(?!\\d)", [5]),
  // Singapore, Hong Kong, Norway, Denmark: 9123 4567, 12 34 56 78, 412 34 567
  form("SG HK", COMMON, "[2-9]\\d{3} \\d{4}(?! ?\\d)", [4]),
  form("NO DK", COMMON, "[2-9]\\d(?: \\d{2}){3}(?! ?\\d)", [2]),
  form("NO", COMMON, "[2-9]\\d{2} \\d{2} \\d{3}(?! ?\\d)", [3]),
  // Australia's and others' free and shared-cost numbers: 1300 123 456
  form("AU", LIKELY, "1[38]00(B)\\d{3}\\1\\d{3}(?!\\d)", [4]),
];

/** By the length of the first group of digits, which tells most forms for most numbers. */
const BY_FIRST_GROUP: ReadonlyMap<number, readonly NationalForm[]> = new Map(
  [1, 2, 3, 4, 5].map((length) => [length, WITHOUT_TRUNK.filter(({ first }) => first.includes(length))]),
);

/** @param next what stands behind the 0: in decimals such as `0.25` nothing that any of the forms has */
export function formsWithTrunk(next: string): readonly NationalForm[] {
  return (next >= "1" && next <= "9") || next === " " || next === "(" ? TRUNK_FORMS : NONE;
}

const NONE: readonly NationalForm[] = [];

/** @param length of its first group of digits */
export function formsWithoutTrunk(length: number): readonly NationalForm[] {
  return BY_FIRST_GROUP.get(length) ?? [];
}

/** What begins like one of these is a date, or two years. */
export const DATES =
  /^(?:(?:19|20)\d{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ]\d{1,2}(?!\d)|[0-3]?\d([-./ ])[0-3]?\d\1(?:19|20)\d{2}(?!\d)|(?:19|20)\d{2}[-/– ](?:19|20)\d{2}(?!\d))/;

/** Digits of national numbers, without trunk prefix, where usual ones are told more closely than by their country's plan. */
const USUAL_LENGTHS: Readonly<Record<string, readonly [shortest: number, longest: number]>> = {
  "1": [10, 10],
  "39": [6, 11],
  "43": [7, 13],
  "44": [9, 10],
  "49": [6, 11],
  "52": [10, 10],
  "55": [10, 11],
  "61": [9, 9],
  "81": [9, 10],
  "86": [10, 11],
};

/** Shorter ones are services, which belong to nobody. */
const SHORTEST_PERSONAL = 6;

const known = new Map<string, readonly [shortest: number, longest: number]>();

/** How many digits may follow the country code that `digits` begin with, and that code; undefined when there is none. */
export function nationalDigits(
  digits: string,
): { readonly shortest: number; readonly longest: number; readonly code: string } | undefined {
  const code = callingCodeOf(digits);
  // Area codes of the North American plan begin with 2 to 9.
  if (code === undefined || (code === "1" && /^1[01]/.test(digits))) return undefined;
  let lengths = known.get(code);
  if (lengths === undefined) {
    lengths = USUAL_LENGTHS[code] ?? lengthsOf(code);
    known.set(code, lengths);
  }
  return { shortest: Math.max(SHORTEST_PERSONAL, lengths[0]), longest: lengths[1], code };
}
