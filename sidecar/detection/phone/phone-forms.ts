const SEPARATOR = "[ \\-./\\u00a0\\u202f\\u2009\\u2010\\u2011\\u2013]";
/** Not a dot: `612.345.678` is a number with thousands marked. */
const BLANK_OR_DASH = "[ \\-\\u00a0\\u202f\\u2009\\u2010\\u2011\\u2013]";

const form = (pattern: string): RegExp =>
  new RegExp(pattern.replaceAll("S", SEPARATOR).replaceAll("B", BLANK_OR_DASH), "y");

/**
 * How numbers are written inside their country, with the trunk prefix 0; sticky, tried in this order. Sources: the
 * numbering plans of Ofcom, Arcep, BNetzA, AGCOM, ACM, BIPT and OFCOM (Switzerland).
 */
export const TRUNK_FORMS: readonly RegExp[] = [
  // France, and the Netherlands' mobiles: 06 12 34 56 78
  form("0[1-9](S)\\d{2}(?:\\1\\d{2}){3}(?!\\d)"),
  // United Kingdom: 020 7946 0958, 0161 496 0000, 07700 900 123, 01632 960001
  form("\\(?0[1-9]\\d\\)?B?\\d{4}B\\d{4}(?!\\d)"),
  form("\\(?0[1-9]\\d{2}\\)?B?\\d{3}B\\d{4}(?!\\d)"),
  form("\\(?0[1-9]\\d{3}\\)?B\\d{3}B\\d{3}(?!\\d)"),
  form("\\(?0[1-9]\\d{3}\\)?(?:B| ?[/-] ?)\\d{5,6}(?!\\d)"),
  // Belgium, Switzerland: 0470 12 34 56, 044 668 18 00
  form("0[1-9]\\d{1,2}B\\d{2,3}B\\d{2}B\\d{2}(?!\\d)"),
  // Germany, Austria, Italy, the Netherlands: 030 123456, (030) 12345678, 0171/1234567, 06-12345678
  form(
    "(?=\\(?(?:\\d\\D{0,3}){9,12}(?!\\d))\\(?0[1-9]\\d{0,2}(?:\\)? ?[/-] ?|B|\\) ?)\\d{3,8}(?:B\\d{2,5}){0,2}(?!\\d)",
  ),
  form("0[1-9]\\d(?:\\.\\d{2,4}){3}(?!\\d)"),
];

/** The same without a trunk prefix. Sources: the numbering plans of NANPA, CNMC and AGCOM. */
export const PLAIN_FORMS: readonly RegExp[] = [
  // US, Canada: 415-555-0132, (415) 555-0132, 1-415-555-0132
  form("(?:1S)?(?:\\([2-9]\\d{2}\\)S?|[2-9]\\d{2}S)[2-9]\\d{2}S\\d{4}(?!\\d)"),
  // Spain: 612 34 56 78, 612 345 678
  form("[6-9]\\d{2}(B)\\d{2}(?:\\1\\d{2}){2}(?!\\d)"),
  form("[6-9]\\d{2}(B)(?!000)\\d{3}\\1(?!000)\\d{3}(?!B?\\d)"),
  // Italy: 333 1234567, 347 123 4567
  form("3\\d{2}(?:S\\d{6,7}|B\\d{3}B\\d{3,4})(?!\\d)"),
];

/** What begins like one of these is a date, or two years. */
export const DATES =
  /^(?:(?:19|20)\d{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ]\d{1,2}(?!\d)|[0-3]?\d([-./ ])[0-3]?\d\1(?:19|20)\d{2}(?!\d)|(?:19|20)\d{2}[-/–](?:19|20)\d{2}(?!\d))/;

/** Digits of national numbers, without trunk prefix, where they are known more closely than E.164 says. */
const RANGES: Readonly<Record<string, readonly [shortest: number, longest: number]>> = {
  "1": [10, 10],
  "7": [10, 10],
  "31": [9, 9],
  "32": [8, 9],
  "33": [9, 9],
  "34": [9, 9],
  "39": [6, 11],
  "41": [9, 9],
  "43": [7, 13],
  "44": [9, 10],
  "45": [8, 8],
  "46": [7, 10],
  "47": [8, 8],
  "48": [9, 9],
  "49": [6, 11],
  "52": [10, 10],
  "55": [10, 11],
  "61": [9, 9],
  "65": [8, 8],
  "81": [9, 10],
  "82": [8, 10],
  "86": [10, 11],
  "90": [10, 10],
  "91": [10, 10],
  "351": [9, 9],
  "353": [7, 9],
};

const TWO_DIGIT_CODES = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
/** The zones where ITU assigns codes of three digits. */
const THREE_DIGIT_CODES = /^(?:2[1-689]\d|3[578]\d|42\d|50\d|59\d|6[789]\d|8[0578]\d|9[679]\d)/;

/** How many digits may follow the country code that `digits` begin with, and its length; undefined when there is none. */
export function nationalDigits(
  digits: string,
): readonly [shortest: number, longest: number, codeLength: number] | undefined {
  const code = /^[17]/.test(digits)
    ? 1
    : TWO_DIGIT_CODES.test(digits)
      ? 2
      : THREE_DIGIT_CODES.test(digits)
        ? 3
        : 0;
  if (code === 0) return undefined;
  // Area codes of the North American plan begin with 2 to 9.
  if (digits.startsWith("1") && /^1[01]/.test(digits)) return undefined;
  const [shortest, longest] = RANGES[digits.slice(0, code)] ?? [code === 3 ? 6 : 7, 15 - code];
  return [shortest, longest, code];
}
