import { escapeTail, isDigit } from "../boundaries.ts";
import { perScan } from "../scan.ts";

/** What stands between two groups. */
export type Separator = 0 | 1 | 2 | 3 | 4 | 5 | 6;
/** Anything else, or more than a separator. */
export const APART = 0;
export const SPACE = 1;
export const DASH = 2;
export const DOT = 3;
export const SLASH = 4;
const BRACKET = 5;
/** A line's end: where a form has a space, the line may have been broken. */
export const LINE_END = 6;

/** As forms write them. */
export const SEPARATORS: Readonly<Record<string, Separator>> = {
  " ": SPACE,
  "-": DASH,
  ".": DOT,
  "/": SLASH,
  "(": BRACKET,
};

/**
 * The runs of letters and digits in a text that may be pieces of an identifier: those with a digit, and short ones of letters
 * alone beside them. Parallel arrays, by position: there may be very many.
 */
export interface Rows {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly lengths: readonly number[];
  /** Length and whether there are letters: see `kindOf`. */
  readonly kinds: readonly number[];
  readonly digits: readonly number[];
  /** What stands between a group and the one before it. */
  readonly gaps: readonly Separator[];
  /** Which groups are of a kind. */
  readonly byKind: readonly (readonly number[] | undefined)[];
  /** Which groups begin a pair of two kinds with a separator between: see `pairOf`. */
  readonly byPair: ReadonlyMap<number, readonly number[]>;
  /** The bits of all kinds and pairs that are there: see `bitOf`. */
  readonly signature: number;
}

const LONGEST_GROUP = 31;
/** Characters, of letters alone. */
const LONGEST_LETTERS = 5;
/** Two groups of letters alone stand before digits only in `RSS MRA 85T10 A562S`: characters of each. */
const TWIN_LENGTH = 3;

/** 0 for what is longer than any piece of an identifier. */
export function kindOf(length: number, hasLetters: boolean): number {
  return length > LONGEST_GROUP ? 0 : length * 2 + (hasLetters ? 1 : 0);
}

export function pairOf(kind: number, separator: Separator, next: number): number {
  return (kind * 8 + separator) * 64 + next;
}

/** One of 31 bits: forms that share none with a text's signature are not in it. */
export function bitOf(key: number): number {
  return 1 << ((key * 2_654_435_761) % 31);
}

/** One pass over the text. */
export const rowsOf = perScan(readRows);

function readRows(text: string): Rows {
  const starts: number[] = [];
  const ends: number[] = [];
  const lengths: number[] = [];
  const kinds: number[] = [];
  const digitCounts: number[] = [];
  const gaps: Separator[] = [];
  const byKind: number[][] = [];
  const byPair = new Map<number, number[]>();
  let signature = 0;

  const add = (start: number, end: number, digits: number): void => {
    const index = starts.length;
    const kind = kindOf(end - start, digits < end - start);
    const before = ends[index - 1];
    const gap = before === undefined ? APART : separatorAt(text, before, start);
    starts.push(start);
    ends.push(end);
    lengths.push(end - start);
    kinds.push(kind);
    digitCounts.push(digits);
    gaps.push(gap);
    const alike = byKind[kind];
    if (alike === undefined) {
      byKind[kind] = [index];
      signature |= bitOf(kind);
    } else alike.push(index);
    if (gap === APART) return;
    const pair = pairOf(kinds[index - 1] ?? 0, gap === LINE_END ? SPACE : gap, kind);
    const pairs = byPair.get(pair);
    if (pairs === undefined) {
      byPair.set(pair, [index - 1]);
      signature |= bitOf(pair);
    } else pairs.push(index - 1);
  };

  let start = -1;
  let digits = 0;
  // The runs of letters before, where they are short enough to be pieces: they are when digits stand right behind.
  let letters = -1;
  let lettersEnd = -1;
  let earlier = -1;
  let earlierEnd = -1;
  for (let at = 0; at <= text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? (KINDS[code] ?? OTHER) : OTHER;
    if (kind !== OTHER) {
      if (start === -1) start = at;
      if (kind === DIGIT) digits++;
      continue;
    }
    if (start === -1) continue;
    const before = text.charCodeAt(start - 1);
    if (before === BACKSLASH || before === PERCENT) {
      for (const first = start + escapeTail(text, start); start < Math.min(first, at); start++)
        if (isDigit(text.charCodeAt(start))) digits--;
    }
    if (digits > 0) {
      if (letters !== -1 && separatorAt(text, lettersEnd, start) !== APART) {
        if (earlier !== -1 && separatorAt(text, earlierEnd, letters) !== APART) add(earlier, earlierEnd, 0);
        add(letters, lettersEnd, 0);
      }
      add(start, at, digits);
      letters = earlier = -1;
    } else if (at - start <= LONGEST_LETTERS && at > start) {
      const last = ends.at(-1);
      if (last !== undefined && digitCounts.at(-1) !== 0 && separatorAt(text, last, start) !== APART) {
        add(start, at, 0);
        letters = earlier = -1;
      } else {
        const areTwins = at - start === TWIN_LENGTH && lettersEnd - letters === TWIN_LENGTH;
        earlier = areTwins ? letters : -1;
        earlierEnd = lettersEnd;
        letters = start;
        lettersEnd = at;
      }
    } else {
      letters = earlier = -1;
    }
    start = -1;
    digits = 0;
  }
  return { starts, ends, lengths, kinds, digits: digitCounts, gaps, byKind, byPair, signature };
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;

const KINDS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (isDigit(code)) KINDS[code] = DIGIT;
  else if (/[A-Za-z]/.test(String.fromCharCode(code))) KINDS[code] = LETTER;
}

const BACKSLASH = 0x5c;
const PERCENT = 0x25;

/** One character, or a dash or slash with a space on either side. */
function separatorAt(text: string, from: number, to: number): Separator {
  if (to - from === 1) return separatorOf(text.charCodeAt(from));
  if (to - from !== 3 || text.charCodeAt(from) !== 0x20 || text.charCodeAt(from + 2) !== 0x20) return APART;
  const separator = separatorOf(text.charCodeAt(from + 1));
  return separator === DASH || separator === SLASH ? separator : APART;
}

function separatorOf(code: number): Separator {
  switch (code) {
    case 0x20:
    case 0xa0:
    case 0x2009:
    case 0x202f:
      return SPACE;
    case 0x2d:
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
      return DASH;
    case 0x2e:
      return DOT;
    case 0x2f:
      return SLASH;
    case 0x28:
      return BRACKET;
    case 0x0a:
      return LINE_END;
    default:
      return APART;
  }
}
