import { beginsWord, endsWord, isDigit, isDigitAt, nextDigit } from "../boundaries.ts";
import { DATES, nationalDigits, PLAIN_FORMS, TRUNK_FORMS } from "../phone/phone-forms.ts";
import { isNamedOtherwise, isNamedPhone } from "../phone/phone-words.ts";
import type { Recognizer, Span } from "../recognizer.ts";

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
    "Phone numbers: international (E.164), national in the forms of many countries, and any digits right after words such as `call` or `mobile`.",
  specificity: 20,
  score: 0.7,
  context: ["phone", "call"],
  examples: ["Call «+1 415 555 2671»."],
  nearMisses: ["order 4155552671"],
  mayOccur: ({ digits }) => digits >= SHORTEST,
  *find(text): Generator<Span> {
    let digit = nextDigit(text, 0);
    while (digit !== -1) {
      const found = hasEnoughDigits(text, digit) ? phoneAt(text, digit) : undefined;
      if (found !== undefined) yield found;
      let next = found?.end ?? digit + 1;
      while (isDigitAt(text, next)) next++;
      digit = nextDigit(text, next);
    }
  },
};

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
    } else if (BETWEEN_DIGITS.includes(text.charAt(at))) {
      others++;
    } else {
      return false;
    }
  }
  return false;
}

const BETWEEN_DIGITS = " -./()\u00a0\u202f\u2009\u2010\u2011\u2013";

/** @param digit the first digit of a group; a bracket before it belongs to the number that has the closing one */
function phoneAt(text: string, digit: number): Span | undefined {
  if (text.charAt(digit - 1) === "(") {
    const found = phoneFrom(text, digit - 1, digit);
    if (found !== undefined && text.slice(digit, found.end).includes(")")) return found;
  }
  return phoneFrom(text, digit, digit);
}

function phoneFrom(text: string, open: number, digit: number): Span | undefined {
  const plus = plusBefore(text, open);
  if (plus !== undefined) {
    const end = beginsWord(text, plus) ? internationalEnd(text, digit) : undefined;
    if (end === undefined) return undefined;
    const isBracketed = text.charAt(plus - 1) === "(" && /^[^(]*\)/.test(text.slice(digit, end));
    return { start: isBracketed ? plus - 1 : plus, end: withExtension(text, end) };
  }
  if (!mayBegin(text, open)) return undefined;
  const national = nationalEnd(text, open, digit);
  const mayBeNamed = hasWordBefore(text, open);
  // Tells most other digits at once.
  if (national === undefined && !mayBeNamed && !hasWordAfter(text, digit)) return undefined;
  const end = national ?? digitsEnd(text, open);
  if (end === undefined || DATES.test(text.slice(digit, digit + 11))) return undefined;
  const before = text.slice(Math.max(0, open - CONTEXT), open);
  const isPhone =
    (mayBeNamed && isNamedPhone(before)) ||
    (national === undefined ? NAMED_AFTER.test(text.slice(end, end + 12)) : !isNamedOtherwise(before));
  return isPhone ? { start: open, end: withExtension(text, end) } : undefined;
}

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
function hasWordAfter(text: string, digit: number): boolean {
  for (let at = digit + SHORTEST; at < Math.min(text.length, digit + LONGEST_SPELLING); at++) {
    if (isLetter(text.charCodeAt(at))) return true;
  }
  return false;
}

/** Digits, and at most `) / (` between two of them. */
const LONGEST_SPELLING = 6 * LONGEST;
const LINE_END = 0x0a;

function isLetter(code: number): boolean {
  return code >= 0x80 || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

const NAMED_AFTER = /^[ (,]{1,3}(?:mobile|cell|phone|tel)\b/i;

function plusBefore(text: string, open: number): number | undefined {
  const at = text.charAt(open - 1) === " " ? open - 1 : open;
  if (text.charAt(at - 1) === "+") return isDigitAt(text, at - 2) ? undefined : at - 1;
  return at === open && text.slice(at - 3, at).toUpperCase() === "%2B" ? at - 3 : undefined;
}

/** Not inside a word, a decimal, a date, an amount, a path or another number. */
function mayBegin(text: string, start: number): boolean {
  if (!beginsWord(text, start)) return false;
  const before = text.charAt(start - 1);
  if (before !== "" && "$€£¥#".includes(before)) return false;
  return !(".-/:_+*=".includes(before) && before !== "" && isDigitAt(text, start - 2));
}

interface Group {
  readonly digits: string;
  readonly end: number;
}

/** Groups of digits from `start` with separators that phone numbers have between them; no more than a number can hold. */
function* groupsFrom(text: string, start: number, longest: number): Generator<Group> {
  let total = 0;
  let at = start;
  while (total < longest) {
    GROUP.lastIndex = at;
    const digits = GROUP.exec(text)?.[1];
    if (digits === undefined) return;
    total += digits.length;
    if (total > longest) return;
    at = GROUP.lastIndex;
    yield { digits, end: at };
  }
}

/** At most one opening and one closing bracket, a space, and one other separator before a group. */
const GROUP = /\)? ?[-./\u2010\u2011\u2013\u00a0\u202f]? ?\(?(\d+)/y;

/** E.164: the country code and as many digits as the country's numbers have. */
function internationalEnd(text: string, start: number): number | undefined {
  let digits = "";
  let end: number | undefined;
  for (const group of groupsFrom(text, start, LONGEST + 1)) {
    // The trunk prefix that is dialled inside the country only: `+44 (0)20 …`.
    const isTrunk =
      group.digits === "0" ||
      (group.digits.startsWith("0") && text.charAt(group.end - group.digits.length - 1) === "(");
    digits += isTrunk && digits.length <= 3 ? group.digits.slice(1) : group.digits;
    const range = nationalDigits(digits);
    if (range === undefined) continue;
    const [shortest, longest, code] = range;
    const national = digits.length - code;
    if (national > longest) break;
    if (national >= shortest) end = group.end;
  }
  return end === undefined || !endsNumber(text, end) ? undefined : end;
}

/** `0044 20 …`, `011 44 …`: an exit code, and separators to tell it from any other number with zeros before it. */
function exitCodeEnd(text: string, start: number): number | undefined {
  EXIT_CODE.lastIndex = start;
  if (!EXIT_CODE.test(text)) return undefined;
  const end = internationalEnd(text, EXIT_CODE.lastIndex);
  return end !== undefined && /\D/.test(text.slice(start, end)) ? end : undefined;
}

const EXIT_CODE = /(?:00|011)[ -]?(?=[1-9])/y;

function nationalEnd(text: string, start: number, digit: number): number | undefined {
  const hasTrunk = text.charAt(digit) === "0";
  // Without a trunk prefix all forms begin with three digits, or with a 1 alone: tells most other numbers.
  if (!hasTrunk && !isDigitAt(text, digit + 2) && (isDigitAt(text, digit + 1) || text.charAt(digit) !== "1"))
    return undefined;
  for (const form of hasTrunk ? TRUNK_FORMS : PLAIN_FORMS) {
    form.lastIndex = start;
    if (!form.test(text)) continue;
    const end = form.lastIndex;
    if (endsNumber(text, end) && !isInRow(text, start, end)) return end;
  }
  return hasTrunk ? exitCodeEnd(text, digit) : undefined;
}

/** Written with spaces alone and after yet another number with a space: rather a table, or a card with a typing error. */
function isInRow(text: string, start: number, end: number): boolean {
  return (
    text.charAt(start - 1) === " " && isDigitAt(text, start - 2) && /^[\d ]+$/.test(text.slice(start, end))
  );
}

/** Any 7 to 15 digits, in one piece or in groups of two or more. */
function digitsEnd(text: string, start: number): number | undefined {
  let total = 0;
  let end: number | undefined;
  for (const { digits, end: groupEnd } of groupsFrom(text, start, LONGEST)) {
    if (digits.length < 2 && total > 1) break;
    total += digits.length;
    if (total >= SHORTEST) end = groupEnd;
    if (total >= 10) break;
  }
  return end === undefined || !endsNumber(text, end) ? undefined : end;
}

function endsNumber(text: string, end: number): boolean {
  if (!endsWord(text, end)) return EXTENSION.test(text.slice(end, end + 12));
  const after = text.charAt(end);
  return (
    !(after !== "" && ".-/:_".includes(after) && isDigitAt(text, end + 1)) &&
    !AMOUNT.test(text.slice(end, end + 8))
  );
}

const AMOUNT = /^ ?(?:[€$£¥%]|(?:EUR|USD|GBP|CHF|euros?|dollars?)\b)/i;

const EXTENSION = /^(?: ?(?:x|ext\.?|extension|#) ?\d{1,6})(?!\d)/i;

function withExtension(text: string, end: number): number {
  return end + (EXTENSION.exec(text.slice(end, end + 20))?.[0].length ?? 0);
}
