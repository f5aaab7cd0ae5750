import { beginsWord, continuesNumber, endsWord, isContinued } from "./boundaries.ts";
import type { Recognizer, Span } from "./recognizer.ts";

/**
 * Payment card numbers (ISO/IEC 7812): 13 to 19 digits, in one piece or in groups with single spaces or dashes, with an
 * issuer's known prefix and length and a right Luhn digit.
 */
export const card: Recognizer = {
  entity: "card",
  specificity: 40,
  mayOccur: ({ digits }) => digits >= SHORTEST,
  *find(text): Generator<Span> {
    for (const run of text.matchAll(/\d+(?:[ \u00a0-]\d+)*/g)) {
      if (run[0].length < SHORTEST) continue;
      yield* cardsIn(text, run[0], run.index);
    }
  },
};

const SHORTEST = 13;
const LONGEST = 19;

/** How cards print their digits. Only these are looked for among other groups of digits. */
const PRINTED = [
  [4, 4, 4, 4],
  [4, 6, 5],
  [4, 6, 4],
  [4, 4, 4, 4, 3],
];

interface Group extends Span {
  readonly digits: string;
}

function* cardsIn(text: string, run: string, offset: number): Generator<Span> {
  const groups: Group[] = [];
  for (const group of run.matchAll(/\d+/g)) {
    const start = offset + group.index;
    groups.push({ digits: group[0], start, end: start + group[0].length });
  }
  const whole = cardOf(text, groups, 0, groups.length);
  if (whole !== undefined) {
    yield whole;
    return;
  }
  // Other numbers may stand beside it: `2 4111 1111 1111 1111 123`.
  for (let first = 0; first < groups.length; first++) {
    for (const shape of PRINTED) {
      if (!isPrintedLike(groups, first, shape)) continue;
      const found = cardOf(text, groups, first, first + shape.length);
      if (found === undefined) continue;
      yield found;
      first += shape.length - 1;
      break;
    }
    const single = groups[first];
    if (single !== undefined && single.digits.length >= SHORTEST) {
      const found = cardOf(text, groups, first, first + 1);
      if (found !== undefined) yield found;
    }
  }
}

/** The groups from `first` have this shape, and are not just four out of a longer row of fours. */
function isPrintedLike(groups: readonly Group[], first: number, shape: readonly number[]): boolean {
  if (!shape.every((length, index) => groups[first + index]?.digits.length === length)) return false;
  const before = groups[first - 1];
  const after = groups[first + shape.length];
  return (before?.digits.length ?? 0) < 4 && (after?.digits.length ?? 0) < 4;
}

function cardOf(text: string, groups: readonly Group[], first: number, end: number): Span | undefined {
  let digits = "";
  for (let index = first; index < end && digits.length <= LONGEST; index++) digits += groups[index]?.digits ?? "";
  const start = groups[first]?.start;
  const stop = groups[end - 1]?.end;
  if (start === undefined || stop === undefined) return undefined;
  if (digits.length < SHORTEST || digits.length > LONGEST || !hasIssuer(digits) || !hasLuhnDigit(digits)) return undefined;
  if (!beginsWord(text, start) || !endsWord(text, stop)) return undefined;
  if (continuesNumber(text, start) || isContinued(text, stop)) return undefined;
  return { start, end: stop };
}

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
  ["3528", "3589", 16, 19], // JCB
  ["6011", "6011", 16, 19], // Discover
  ["644", "659", 16, 19],
  ["60", "60", 16, 16], // RuPay
  ["508", "508", 16, 16],
  ["62", "62", 16, 19], // UnionPay
  ["81", "82", 16, 19],
  ["2200", "2205", 16, 19], // Mir
  ["9792", "9792", 16, 16], // Troy
  ["5018", "5018", 13, 19], // Maestro
  ["5020", "5020", 13, 19],
  ["5038", "5038", 13, 19],
  ["5893", "5893", 13, 19],
  ["6304", "6304", 13, 19],
  ["6759", "6763", 13, 19],
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

/** ISO/IEC 7812-1, annex B. */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, doubled = false; index >= 0; index--, doubled = !doubled) {
    const digit = digits.charCodeAt(index) - 0x30;
    sum += doubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}
