import { beginsWord, escapeTail, isAlphanumeric, isDigit } from "../boundaries.ts";
import { codesOf } from "../codes.ts";
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
/** An escape before them runs into them: `\nAB 12`. */
const LONGEST_RUN = LONGEST_LETTERS + 5;
/** Two groups of letters alone stand before digits only in `RSS MRA 85T10 A562S`: characters of each. */
const TWIN_LENGTH = 3;
const TWIN = 1;

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

export const rowsOf = perScan((text, scan): Rows => {
  const reader = new Reader(text);
  for (const { start, end, digits } of codesOf(scan)) if (digits > 0) reader.read(start, end, digits);
  return reader;
});

class Reader implements Rows {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly lengths: number[] = [];
  readonly kinds: number[] = [];
  readonly digits: number[] = [];
  readonly gaps: Separator[] = [];
  readonly byKind: number[][] = [];
  readonly byPair = new Map<number, number[]>();
  signature = 0;
  readonly #text: string;
  /** Where the last group ends: the next one begins behind it. */
  #end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** A run of letters and digits with digits in it; in order. */
  read(start: number, end: number, digits: number): void {
    this.#addLettersBefore(start, TWIN);
    this.#add(start, end, digits);
    this.#addLettersBehind(end);
  }

  /** @param others groups of letters alone that may stand before these */
  #addLettersBefore(groupStart: number, others: number): void {
    const text = this.#text;
    const end = this.#endBefore(groupStart);
    let start = end;
    while (start > this.#end && end - start < LONGEST_RUN && kindAt(text, start - 1) === LETTER) start--;
    if (start === end || !beginsWord(text, start)) return;
    start += escapeTail(text, start);
    if (start >= end || end - start > LONGEST_LETTERS) return;
    if (others > 0 && end - start === TWIN_LENGTH && this.#isTwin(start))
      this.#addLettersBefore(start, others - 1);
    this.#add(start, end, 0);
  }

  #isTwin(start: number): boolean {
    const end = this.#endBefore(start);
    for (let at = end - TWIN_LENGTH; at < end; at++) if (kindAt(this.#text, at) !== LETTER) return false;
    return end - TWIN_LENGTH >= this.#end && kindAt(this.#text, end - TWIN_LENGTH - 1) === OTHER;
  }

  /** Where the group ends that stands before this one, with a separator between them; here, when there is none. */
  #endBefore(start: number): number {
    if (start - 3 > this.#end && separatorAt(this.#text, start - 3, start) !== APART) return start - 3;
    if (start - 1 > this.#end && separatorAt(this.#text, start - 1, start) !== APART) return start - 1;
    return this.#end;
  }

  #addLettersBehind(groupEnd: number): void {
    const text = this.#text;
    const start = groupEnd + (separatorAt(text, groupEnd, groupEnd + 3) === APART ? 1 : 3);
    if (kindAt(text, start) !== LETTER || separatorAt(text, groupEnd, start) === APART) return;
    let end = start;
    while (end - start < LONGEST_LETTERS && kindAt(text, end) === LETTER) end++;
    if (kindAt(text, end) === OTHER) this.#add(start, end, 0);
  }

  #add(start: number, end: number, digits: number): void {
    const index = this.starts.length;
    const kind = kindOf(end - start, digits < end - start);
    const gap = index === 0 ? APART : separatorAt(this.#text, this.#end, start);
    this.#end = end;
    this.starts.push(start);
    this.ends.push(end);
    this.lengths.push(end - start);
    this.kinds.push(kind);
    this.digits.push(digits);
    this.gaps.push(gap);
    const alike = this.byKind[kind];
    if (alike === undefined) {
      this.byKind[kind] = [index];
      this.signature |= bitOf(kind);
    } else alike.push(index);
    if (gap === APART) return;
    const pair = pairOf(this.kinds[index - 1] ?? 0, gap === LINE_END ? SPACE : gap, kind);
    const pairs = this.byPair.get(pair);
    if (pairs === undefined) {
      this.byPair.set(pair, [index - 1]);
      this.signature |= bitOf(pair);
    } else pairs.push(index - 1);
  }
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;

const KINDS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  if (isDigit(code)) KINDS[code] = DIGIT;
  else if (isAlphanumeric(code)) KINDS[code] = LETTER;
}

/** Outside the text is no letter, either. */
function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (KINDS[code] ?? OTHER) : OTHER;
}

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
