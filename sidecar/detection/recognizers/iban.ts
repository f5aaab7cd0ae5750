import { beginsWord, endsWord, isAlphanumeric, isDigit, isDigitAt } from "../boundaries.ts";
import { digitRunsOf } from "../digit-runs.ts";
import type { Recognizer, Span } from "../recognizer.ts";

/**
 * International bank account numbers (ISO 13616): the country's length and a right checksum (ISO 7064 MOD 97-10). Spaces,
 * dashes, dots or one line's end may stand between characters; letters may be lower case.
 */
export const recognizer: Recognizer = {
  entity: "iban",
  label: "IBAN",
  group: "financial",
  description:
    "International bank account numbers (ISO 13616): a known country and length, and right check digits; compact or in groups, also over two lines.",
  specificity: 60,
  score: 1,
  context: ["iban", "account", "konto", "compte", "cuenta", "conto", "rekening", "conta", "rachun"],
  examples: [
    "«DE89 3704 0044 0532 0130 00»",
    "IBAN: «GB29NWBK60161331926819»",
    "«fr14-2004-1010-0505-0001-3m02-606»",
  ],
  nearMisses: [
    "IBAN DE88 3704 0044 0532 0130 00",
    "IBAN DE8937040044053201300",
    "IBAN ZZ89370400440532013000",
  ],
  // Romania's and others' may have letters nearly throughout.
  mayOccur: ({ digits }) => digits >= 2,
  *find(text, scan): Generator<Span> {
    let from = 0;
    for (const digit of digitRunsOf(scan).starts) {
      const start = headBefore(text, digit);
      if (start === undefined) continue;
      if (start < from || !(beginsWord(text, start) || LABEL.test(text.slice(Math.max(0, start - 4), start))))
        continue;
      const length = LENGTHS.get(text.slice(start, start + 2).toUpperCase());
      if (length === undefined) continue;
      const end = endOf(text, start, length);
      if (end === undefined || !endsWord(text, end)) continue;
      yield { start, end };
      from = end;
    }
  },
};

/** Where the country's letters stand before two digits, right before them or in capitals before a space. */
function headBefore(text: string, digit: number): number | undefined {
  if (!isDigitAt(text, digit + 1)) return undefined;
  const before = text.charCodeAt(digit - 1);
  if (isLetter(before)) return isLetter(text.charCodeAt(digit - 2)) ? digit - 2 : undefined;
  const isSpaced = before === SPACE && isCapital(text, digit - 2) && isCapital(text, digit - 3);
  return isSpaced ? digit - 3 : undefined;
}

const SPACE = 0x20;

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

function isCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x41 && code <= 0x5a;
}

/** What runs into the number where words were joined. */
const LABEL = /iban$/i;

/** Where `length` letters and digits from `start` end, when their checksum is right. */
function endOf(text: string, start: number, length: number): number | undefined {
  const compact: number[] = [];
  let at = start;
  let isRegular = true;
  let hasSmall = false;
  let lineEnds = 0;
  while (compact.length < length) {
    const code = text.charCodeAt(at);
    if (isAlphanumeric(code)) {
      compact.push(code);
      hasSmall ||= code >= 0x61;
      at++;
      continue;
    }
    const after = separatorEnd(text, at);
    if (after === undefined) return undefined;
    if (text.slice(at, after).includes("\n") && ++lineEnds > 1) return undefined;
    if (compact.length % 4 !== 0) isRegular = false;
    at = after;
  }
  // Words in small letters are no groups of characters, unless they are grouped as such.
  if (!isRegular && hasSmall) return undefined;
  if (!hasForm(compact)) return undefined;
  // The country and the check digits count as if they stood last.
  const rest = compact.slice(0, 4).reduce(appended, compact.slice(4).reduce(appended, 0));
  return rest === 1 ? at : undefined;
}

/** Where the next group begins, behind one or two spaces, a dash, a dot or a line's end. */
function separatorEnd(text: string, at: number): number | undefined {
  SEPARATOR.lastIndex = at;
  return SEPARATOR.test(text) ? SEPARATOR.lastIndex : undefined;
}

const SEPARATOR = /(?:[ \u00a0]{1,2}|[-./\u2010\u2011]|[ -]?\r?\n[ \t]{0,4})(?=[A-Za-z\d])/y;

/** The remainder modulo 97 of a number, after a digit or a letter (A = 10 to Z = 35) was written behind it. */
function appended(rest: number, code: number): number {
  return isDigit(code) ? (rest * 10 + code - 0x30) % 97 : (rest * 100 + (code | 0x20) - 0x57) % 97;
}

/** Where a country's account number begins with digits, or is nothing else, so does this one; the end of a UUID does not. */
function hasForm(compact: readonly number[]): boolean {
  const digits = DIGITS_FIRST.get(String.fromCharCode(...compact.slice(0, 2)).toUpperCase());
  if (digits === undefined) return true;
  const end = Math.min(compact.length, 4 + digits);
  for (let at = 4; at < end; at++) if (!isDigit(compact[at] ?? 0)) return false;
  return true;
}

const ALL = 34;
/** By country: digits at the beginning of its account numbers. Source: SWIFT IBAN registry. */
const DIGITS_FIRST: ReadonlyMap<string, number> = new Map(
  (
    [
      [
        ALL,
        "AE AT BA BE BI CR CZ DE DJ DK EE EG ES FI FO GL HR HU IL IS LT LY ME MN MR NO PL PT RS SD SE SI SK SO ST TL TN VA XK",
      ],
      [10, "FR MC"],
      [8, "AD AL CY"],
      [7, "GR"],
      [6, "TR UA"],
      [5, "CH LI"],
      [4, "LB"],
      [3, "KZ LU MK OM"],
      [2, "SA"],
    ] as const
  ).flatMap(([digits, countries]) => countries.split(" ").map((country) => [country, digits] as const)),
);

/** Length by country. Source: SWIFT IBAN registry. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
  }).flatMap(([length, countries]) =>
    countries.split(" ").map((country) => [country, Number(length)] as const),
  ),
);
