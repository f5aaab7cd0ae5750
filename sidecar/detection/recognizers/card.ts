import { beginsWord, continuesNumber, endsWord, isContinued } from "../boundaries.ts";
import { codesOf } from "../codes.ts";
import { digitRunsOf } from "../digit-runs.ts";
import { hasLuhnDigit } from "../luhn.ts";
import type { Finding, Recognizer, Span } from "../recognizer.ts";
import type { Scan } from "../scan.ts";

/**
 * Payment card numbers (ISO/IEC 7812): 12 to 19 digits, in one piece or in groups with spaces or dashes, with an issuer's
 * known prefix and length and a right Luhn digit. Grouped as cards print them, also with any other separator, two spaces or
 * broken over two lines. One in ten numbers has a right Luhn digit: how rare the rest of the form is makes the score.
 */
export const recognizer: Recognizer = {
  entity: "card",
  label: "CARD",
  group: "financial",
  description:
    "Payment card numbers (ISO/IEC 7812): a known issuer and length, and a right Luhn digit; rare lengths in one piece by context.",
  specificity: 40,
  score: 0.95,
  context: [
    "card",
    "credit",
    "debit",
    "visa",
    "mastercard",
    "amex",
    "american express",
    "maestro",
    "diners",
    "discover",
    "jcb",
    "unionpay",
    "rupay",
    "pan:",
    "pan ",
    "cc",
    "cc number",
    "ccnum",
    "cc:",
    "kreditkarte",
    "karte",
    "carte",
    "tarjeta",
    "carta di credito",
    "cartão",
    "cartao",
    "kaart",
    "karta",
    "karty",
    "kort",
    "信用卡",
    "卡号",
    "カード",
  ],
  examples: ["card «4111 1111 1111 1111»", "«5555-5555-5555-4444»", "amex «378282246310005»"],
  nearMisses: ["card 4111 1111 1111 1112", "card 41111111111111111", "visa 1234567812345670"],
  mayOccur: ({ digits }) => digits >= SHORTEST,
  *find(text, scan): Generator<Finding> {
    const { starts, ends } = digitRunsOf(scan);
    for (let first = 0, next = 0; first < starts.length; first = next) {
      let digits = 0;
      for (next = first; next < starts.length; next++) {
        const start = starts[next] ?? 0;
        if (next > first && !isRow(text, ends[next - 1] ?? 0, start)) break;
        digits += (ends[next] ?? 0) - start;
      }
      if (digits >= SHORTEST)
        yield* cardsIn(text, groupsOf(text, starts.slice(first, next), ends.slice(first, next)));
    }
    yield* otherSpellings(scan);
  },
};

const SHORTEST = 12;
const LONGEST = 19;

/** Whether two groups of digits with this between them belong to one row: a single separator, or two spaces. */
function isRow(text: string, end: number, next: number): boolean {
  if (next - end === 2) return text.charAt(end) === " " && text.charAt(end + 1) === " ";
  return next - end === 1 && SEPARATORS.includes(text.charAt(end));
}

const SEPARATORS = " -\u00a0._";
/** Those that any grouping may have: the others stand in versions, amounts and names far more often than in cards. */
const USUAL_SEPARATORS = " -\u00a0";

function groupsOf(text: string, starts: readonly number[], ends: readonly number[]): readonly Group[] {
  return starts.map((start, index) => {
    const end = ends[index] ?? start;
    const separator = index === 0 ? "" : text.slice(ends[index - 1], start);
    return { digits: text.slice(start, end), separator, start, end };
  });
}

/** How cards print their digits. Only these are looked for among other groups of digits. */
const PRINTED = [
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 6, 4],
  [4, 4, 4, 4, 3],
];

interface Group extends Span {
  readonly digits: string;
  /** What stands between it and the group before; empty for the first of a row. */
  readonly separator: string;
}

/** @param groups of digits with single separators between them */
function* cardsIn(text: string, groups: readonly Group[]): Generator<Finding> {
  if (groups.length <= LONGEST && isOneNumber(groups)) {
    const whole = cardOf(text, groups, 0, groups.length);
    if (whole !== undefined) {
      yield whole;
      return;
    }
  }
  // Other numbers may stand beside it: `2 4111 1111 1111 1111 123`.
  for (let first = 0; first < groups.length; first++) {
    for (const shape of shapesFrom(groups[first]?.digits.length ?? 0)) {
      if (!isPrintedLike(groups, first, shape)) continue;
      const found = cardOf(text, groups, first, first + shape.length);
      if (found === undefined) continue;
      yield found;
      first += shape.length - 1;
      break;
    }
  }
}

/** What a card may look like whose first group has `length` digits. */
function shapesFrom(length: number): readonly (readonly number[])[] {
  return length === 4 ? PRINTED : length >= SHORTEST && length <= LONGEST ? [[length]] : [];
}

/** However it is grouped, it is so by one usual separator; or it is printed like a card. */
function isOneNumber(groups: readonly Group[]): boolean {
  return (
    groups.every(
      ({ separator }, index) =>
        index === 0 || (USUAL_SEPARATORS.includes(separator) && separator === groups[1]?.separator),
    ) || PRINTED.some((shape) => shape.length === groups.length && isPrintedLike(groups, 0, shape))
  );
}

/** With usual separators in any mixture, or with one and the same other one. */
function isPrintedLike(groups: readonly Group[], first: number, shape: readonly number[]): boolean {
  const separator = groups[first + 1]?.separator ?? "";
  return shape.every((length, index) => {
    const group = groups[first + index];
    if (group?.digits.length !== length) return false;
    return (
      index === 0 ||
      group.separator === separator ||
      (USUAL_SEPARATORS.includes(separator) && USUAL_SEPARATORS.includes(group.separator))
    );
  });
}

function cardOf(text: string, groups: readonly Group[], first: number, end: number): Finding | undefined {
  let digits = "";
  for (let index = first; index < end && digits.length <= LONGEST; index++)
    digits += groups[index]?.digits ?? "";
  const start = groups[first]?.start;
  const stop = groups[end - 1]?.end;
  if (start === undefined || stop === undefined || !isCard(text, start, stop, digits)) return undefined;
  const isPrinted = PRINTED.some(
    (shape) => shape.length === end - first && isPrintedLike(groups, first, shape),
  );
  if (isPrinted && isAmongFours(groups, first, end)) return { start, end: stop, score: UNUSUAL };
  return {
    start,
    end: stop,
    score: isPrinted ? 0.95 : end - first > 1 ? (digits.length === 16 ? 0.7 : UNUSUAL) : plainScore(digits),
  };
}

/** In a long row of groups of four, which is no row of cards, one in ten has a right Luhn digit. */
function isAmongFours(groups: readonly Group[], first: number, end: number): boolean {
  let before = first;
  while (before > 0 && first - before < MANY && groups[before - 1]?.digits.length === 4) before--;
  let after = end;
  while (after - end < MANY && groups[after]?.digits.length === 4) after++;
  const others = first - before + after - end;
  if (others < MANY) return false;
  return !(
    (first - before < MANY || isCardLike(groups, first - MANY)) &&
    (after - end < MANY || isCardLike(groups, end))
  );
}

/** Groups: an expiry, a code and an amount may stand beside a card. */
const MANY = 4;

function isCardLike(groups: readonly Group[], first: number): boolean {
  const digits = groups
    .slice(first, first + MANY)
    .map((group) => group.digits)
    .join("");
  return digits.length === 16 && hasIssuer(digits) && hasLuhnDigit(digits);
}

/** By context. */
const UNUSUAL = 0.45;

/** Of digits in one piece: sixteen are few other things, thirteen are barcodes, nineteen are identifiers of a database. */
function plainScore(digits: string): number {
  if (digits.length === 15) return digits.startsWith("3") ? 0.75 : UNUSUAL;
  if (digits.length === 14) return 0.55;
  if (digits.length !== 16) return UNUSUAL;
  return /^(?:[45]|2[2-7]|6[045]|62)/.test(digits) && !digits.startsWith("508") ? 0.85 : 0.6;
}

/** From the first group of four digits: with a separator that stands in lists and amounts, too, the same one throughout. */
const SAME_SEPARATOR =
  /\d{4}(?:(?<one> ?[,/:|*\u00b7\t] ?| [-_\u2013] )\d{4}\k<one>\d{4}\k<one>\d{4}|(?<other> ?[,/:|*\u00b7\t] ?| [-_\u2013] )\d{6}\k<other>\d{5})(?!\d|[.,]\d)/y;
/** Broken over two lines after a group; a quote's mark may begin the second one. */
const BROKEN =
  /\d{4}(?:[ -]?\r?\n[ \t>]{0,4}|[ -])(?:\d{4}(?:[ -]?\r?\n[ \t>]{0,4}|[ -])\d{4}(?:[ -]?\r?\n[ \t>]{0,4}|[ -])\d{4}|\d{6}(?:[ -]?\r?\n[ \t>]{0,4}|[ -])\d{5})(?!\d|\.\d)/y;
/** Broken in the middle of its digits. */
const BROKEN_ANYWHERE = /\d{6,12}\r?\n[ \t]{0,4}\d{4,10}(?!\d|\.\d)/y;

/** What all of these have behind their first group: most numbers have something else there. */
const PARTS: ReadonlySet<number> = new Set(
  [..." ,/:|*\u00b7\t-\r\n"].map((character) => character.charCodeAt(0)),
);

function* otherSpellings(scan: Scan): Generator<Finding> {
  const { text } = scan;
  const hasLines = text.includes("\n");
  for (const { start, end, digits } of codesOf(scan)) {
    const length = end - start;
    if (length !== digits || length < 4 || length > 12 || !PARTS.has(text.charCodeAt(end))) continue;
    if (length === 4) {
      yield* spelledLike(text, start, SAME_SEPARATOR, () => 0.6);
      // One group a line is a column of numbers, more probably.
      if (hasLines)
        yield* spelledLike(text, start, BROKEN, (number) => (number.split("\n").length === 2 ? 0.85 : 0.4));
    } else if (hasLines && length >= 6) {
      yield* spelledLike(text, start, BROKEN_ANYWHERE, () => 0.45);
    }
  }
}

function* spelledLike(
  text: string,
  start: number,
  form: RegExp,
  scoreOf: (number: string) => number,
): Generator<Finding> {
  form.lastIndex = start;
  const number = form.exec(text)?.[0];
  if (number === undefined || (form === BROKEN && !number.includes("\n"))) return;
  const end = start + number.length;
  // The fifth group of a list is none of four.
  if (
    form === SAME_SEPARATOR &&
    (LISTED_BEFORE.test(text.slice(Math.max(0, start - 4), start)) || isListed(text, end))
  )
    return;
  if (isCard(text, start, end, number.replaceAll(/\D/g, ""))) yield { start, end, score: scoreOf(number) };
}

const LISTED_BEFORE = /\d ?[,/:|] ?$/;

/** Another number of four digits goes on with a list: no expiry, code or amount. */
function isListed(text: string, end: number): boolean {
  return /^ ?[,/:|] ?\d{4} ?[,/:|] ?\d{4}(?!\d)/.test(text.slice(end, end + 16));
}

function isCard(text: string, start: number, end: number, digits: string): boolean {
  if (digits.length < SHORTEST || digits.length > LONGEST || !hasIssuer(digits) || !hasLuhnDigit(digits))
    return false;
  if (!beginsWord(text, start) && !NAMES_CARD.test(text.slice(Math.max(0, start - 12), start))) return false;
  if (!endsWord(text, end) && !CARD_DETAIL.test(text.slice(end, end + 5))) return false;
  // A plus sign begins a phone number.
  return text.charAt(start - 1) !== "+" && !continuesNumber(text, start) && !isContinued(text, end);
}

/** Words that run into the number where lines or cells were joined: `card4111111111111111exp12/29`. */
const NAMES_CARD = /(?:card|visa|mastercard|amex|maestro|number|pan|cc)$/i;
const CARD_DETAIL = /^(?:exp|cv[cv]|cid|valid|thru)/i;

/** First and last prefix, shortest and longest number. Source: the networks' published issuer identification ranges. */
const ISSUERS: readonly (readonly [from: string, to: string, shortest: number, longest: number])[] = [
  ["4", "4", 13, 19], // Visa: 13, 16, 19
  ["51", "55", 16, 16], // Mastercard
  ["2221", "2720", 16, 16],
  ["34", "34", 15, 15], // American Express
  ["37", "37", 15, 15],
  ["300", "305", 14, 19], // Diners Club
  ["3095", "3095", 14, 19],
  ["36", "36", 14, 19],
  ["38", "39", 14, 19],
  ["35", "35", 16, 19], // JCB
  ["1800", "1800", 15, 15],
  ["2131", "2131", 15, 15],
  ["6011", "6011", 16, 19], // Discover
  ["644", "659", 16, 19],
  ["60", "60", 16, 16], // RuPay
  ["508", "508", 16, 16],
  ["62", "62", 16, 19], // UnionPay
  ["81", "82", 16, 19],
  ["2200", "2205", 16, 19], // Mir
  ["9792", "9792", 16, 16], // Troy
  ["5018", "5018", 12, 19], // Maestro
  ["5020", "5020", 12, 19],
  ["5038", "5038", 12, 19],
  ["5893", "5893", 12, 19],
  ["56", "58", 12, 13], // As they were issued at first.
  ["6390", "6390", 12, 13],
  ["0604", "0604", 12, 12],
  ["6304", "6304", 12, 19],
  ["6759", "6763", 12, 19],
  ["506099", "506198", 16, 19], // Verve
];

function hasIssuer(digits: string): boolean {
  if (digits.startsWith("4")) return digits.length === 13 || digits.length === 16 || digits.length === 19;
  return ISSUERS.some(([from, to, shortest, longest]) => {
    if (digits.length < shortest || digits.length > longest) return false;
    const prefix = digits.slice(0, from.length);
    return prefix >= from && prefix <= to;
  });
}
