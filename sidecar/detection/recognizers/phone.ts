import { beginsWord, isDigit, isDigitAt } from "../boundaries.ts";
import { digitRunsOf } from "../digit-runs.ts";
import { GROUP, groupsFrom } from "../phone/digit-groups.ts";
import { internationalAt } from "../phone/international.ts";
import { nationalAt } from "../phone/national.ts";
import { endsNumber, mayBegin, withExtension } from "../phone/number-ends.ts";
import { DATES } from "../phone/phone-forms.ts";
import { isNamedOtherwise, isNamedPhone, OTHER_LABELS, PHONE_LABELS } from "../phone/phone-words.ts";
import type { Finding, Recognizer } from "../recognizer.ts";
import { perScan, type Scan } from "../scan.ts";

/**
 * Phone numbers: international (ITU-T E.164, written `+…` or `00…`), national in a form that people write phone numbers
 * in, and any digits right after words such as `call` or `mobile`. What words before it call an order, a ticket or a
 * version is none.
 */
export const recognizer: Recognizer = {
  entity: "phone",
  label: "PHONE",
  group: "contact",
  description:
    "Phone numbers: international (E.164, by the countries' numbering plans), national in the forms of many countries, and any digits right after words such as `call` or `mobile`.",
  specificity: 20,
  score: 0.7,
  context: [
    "phone",
    "telephone",
    "tel",
    "mobile",
    "mobil",
    "cell",
    "fax",
    "whatsapp",
    "msisdn",
    "contact number",
    "callback",
    "hotline",
    "sms",
    "telefon",
    "handy",
    "mobilnummer",
    "rufnummer",
    "téléphone",
    "telephone",
    "portable",
    "teléfono",
    "telefono",
    "móvil",
    "celular",
    "cellulare",
    "telefone",
    "telemóvel",
    "telefoon",
    "mobiel",
    "komórk",
    "numer tel",
    "puhelin",
    "телефон",
    "电话",
    "手机",
    "電話",
    "携帯",
    "전화",
    "휴대폰",
    "연락처",
    "मोबाइल",
    "फ़ोन",
    "landline",
    "direct line",
    "direct dial",
    "switchboard",
    "pager",
    "ph no",
    "contact no",
    "call back",
    "reach me",
    "text me",
    "gsm",
    "tlf",
    "tfno",
    "mob",
    "durchwahl",
    "festnetz",
    "fijo",
    "fixe",
    "fisso",
    "fixo",
    "stacjonarny",
    "sabit hat",
  ],
  examples: [
    "Call «+1 415 555 2671».",
    "office: «(415) 555-2671 ext. 12»",
    "«020 7946 0958» in London",
    "«06 12 34 56 78»",
    "Handy: «0151 23456789»",
  ],
  nearMisses: [
    "order 415-555-2671",
    "phone bought 2024-01-15",
    "ISBN 978-3-16-148410-0",
    "phone costs 1 234 567 890 in total",
    "cell 10.20.30",
  ],
  mayOccur: ({ digits }) => digits >= SHORTEST,
  *find(text, scan): Generator<Finding> {
    let foundTo = -1;
    for (const digit of digitRunsOf(scan).starts) {
      if (digit <= foundTo) continue;
      const found = hasEnoughDigits(text, digit) ? phoneAt(scan, digit) : undefined;
      if (found === undefined) continue;
      foundTo = found.end;
      yield found;
    }
    if (foundTo === -1) yield* wholeText(text);
  },
};

/** A text that is nothing but a number: the place where it stands may say what it is. */
function* wholeText(text: string): Generator<Finding> {
  const found = text.length <= LONGEST_SPELLING ? WHOLE.exec(text)?.[1] : undefined;
  if (found === undefined || DATES.test(found)) return;
  const digits = found.replaceAll(/\D/g, "").length;
  const start = text.indexOf(found);
  if (digits >= SHORTEST && digits <= LONGEST) yield { start, end: start + found.length, score: 0.2 };
}

const WHOLE = /^\s*(\(?\d[\d ()/-]{5,24}\d)\s*$/;

const SHORTEST = 7;
const LONGEST = 15;

/** Enough digits for a phone number follow with no more than `) - (` between two of them: most numbers are told here. */
function hasEnoughDigits(text: string, start: number): boolean {
  let digits = 1;
  let others = 0;
  for (let at = start + 1; at < text.length && others <= 5; at++) {
    if (isDigit(text.charCodeAt(at))) {
      if (++digits === SHORTEST) return true;
      others = 0;
    } else if (BETWEEN_DIGITS.has(text.charCodeAt(at))) {
      others++;
    } else {
      return false;
    }
  }
  return false;
}

const BETWEEN_DIGITS: ReadonlySet<number> = new Set(
  [..." -./()\r\n\u00a0\u202f\u2009\u2010\u2011\u2013"].map((character) => character.charCodeAt(0)),
);

/** @param digit the first digit of a group; a bracket before it belongs to the number that has the closing one */
function phoneAt(scan: Scan, digit: number): Finding | undefined {
  const { text } = scan;
  if (text.charAt(digit - 1) === "(") {
    const found = phoneFrom(scan, digit - 1, digit);
    if (found !== undefined && text.slice(digit, found.end).includes(")")) return found;
  }
  return phoneFrom(scan, digit, digit);
}

/** Right after a word that says so. */
const NAMED = 0.85;

function phoneFrom(scan: Scan, open: number, digit: number): Finding | undefined {
  const { text } = scan;
  const plus = plusBefore(text, open);
  if (plus !== undefined) {
    const found = beginsWord(text, plus) ? internationalAt(text, digit) : undefined;
    if (found === undefined) return undefined;
    const { end, score } = found;
    const isBracketed = text.charAt(plus - 1) === "(" && /^[^(]*\)/.test(text.slice(digit, end));
    return { start: isBracketed ? plus - 1 : plus, end: withExtension(text, end), score };
  }
  if (!mayBegin(text, open) || DATES.test(text.slice(digit, digit + LONGEST_DATE))) return undefined;
  const national = nationalAt(text, open, digit);
  const mayBeNamed = hasWordBefore(text, open);
  const isHeaded = PHONE_LABELS.precede(scan, open);
  // Tells most other digits at once.
  if (national === undefined && !mayBeNamed && !isHeaded && !hasWordAfter(scan, digit)) return undefined;
  const end = national?.end ?? digitsEnd(text, open);
  if (end === undefined) return undefined;
  // `[2405664](https://…)`: a revision.
  if (text.startsWith("](", end) && text.charAt(open - 1) === "[" && /^\d{7,10}$/.test(text.slice(open, end)))
    return undefined;
  const before = text.slice(Math.max(0, open - CONTEXT), open);
  if (isHeaded || (mayBeNamed && isNamedPhone(before))) {
    // No group is left behind: `089 79 97 67 27` begins like a shorter number.
    const whole = ANOTHER_GROUP.test(text.slice(end, end + 4)) ? (digitsEnd(text, open) ?? end) : end;
    return { start: open, end: withExtension(text, Math.max(end, whole)), score: NAMED };
  }
  if (national === undefined)
    return NAMED_AFTER.test(text.slice(end, end + 12)) ? { start: open, end, score: USUAL } : undefined;
  return isNamedOtherwise(before) || OTHER_LABELS.precede(scan, open)
    ? undefined
    : { start: open, end: withExtension(text, end), score: national.score };
}

const USUAL = 0.7;
const ANOTHER_GROUP = /^ \d\d(?!\d)/;

const LONGEST_DATE = 11;

/** Characters looked at before a number to see what it is called. */
const CONTEXT = 48;

/** A letter stands before, with neither a digit nor a line's end between: without one, no word names the number. */
function hasWordBefore(text: string, open: number): boolean {
  for (let at = open - 1; at >= Math.max(0, open - CONTEXT); at--) {
    const code = text.charCodeAt(at);
    if (isDigit(code) || code === LINE_END) return false;
    if (isLetter(code)) return true;
  }
  return false;
}

/** A letter follows so soon that it could belong to a word right after the number. */
function hasWordAfter(scan: Scan, digit: number): boolean {
  const next = letters(scan);
  const from = digit + SHORTEST;
  // Numbers are looked at in order: the next letter is mostly the one that was next before.
  if (from < next.from || from > next.at) {
    next.from = from;
    next.at = from;
    while (next.at < scan.text.length && !isLetter(scan.text.charCodeAt(next.at))) next.at++;
  }
  return next.at < Math.min(scan.text.length, digit + LONGEST_SPELLING);
}

/** Between `from` and `at` there is no letter. */
const letters = perScan(() => ({ from: 0, at: -1 }));

/** Digits, and at most `) / (` between two of them. */
const LONGEST_SPELLING = 6 * LONGEST;
const LINE_END = 0x0a;

function isLetter(code: number): boolean {
  return code >= 0x80 || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

const NAMED_AFTER = /^[ (,-]{1,3}(?:mobile|cell|phone|tel|fax|office|home|work)\b/i;

/** Any 7 to 15 digits, in one piece or in groups of two or more. */
function digitsEnd(text: string, start: number): number | undefined {
  let total = 0;
  let end: number | undefined;
  for (const { digits, end: groupEnd } of groupsFrom(text, start, LONGEST, GROUP)) {
    if (digits.length < 2 && total > 1) break;
    total += digits.length;
    if (total >= SHORTEST) end = groupEnd;
    if (total >= 10) break;
  }
  if (end === undefined || !endsNumber(text, end)) return undefined;
  return OCTETS.test(text.slice(start, end)) ? undefined : end;
}

/** An internet address. */
const OCTETS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

function plusBefore(text: string, open: number): number | undefined {
  const at = text.charAt(open - 1) === " " ? open - 1 : open;
  // `h * 69069 + 907133923`
  if (at !== open && /[\d)\]] \+$/.test(text.slice(Math.max(0, at - 3), at))) return undefined;
  if (text.charAt(at - 1) === "+") return isDigitAt(text, at - 2) ? undefined : at - 1;
  return at === open && text.slice(at - 3, at).toUpperCase() === "%2B" ? at - 3 : undefined;
}
