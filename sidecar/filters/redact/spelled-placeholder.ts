/**
 * Placeholders as models write them back. What a call is given is `[EMAIL_1]`; what comes back may be in another letter
 * case, in bold or code ticks, escaped for Markdown, HTML or URLs, broken over lines, or with another bracket, dash or
 * space in it. One reading serves whole texts and the ends of pieces: both always agree.
 */

/** How a value has to be written where a placeholder stands. */
export type Surroundings = "plain" | "percent-encoded" | "html";

export interface SpelledPlaceholder {
  readonly start: number;
  readonly end: number;
  /** In capital letters. */
  readonly label: string;
  readonly number: number;
  /** Its letters are the capitals that were given out. */
  readonly inCapitals: boolean;
  readonly surroundings: Surroundings;
  /** Marks of emphasis inside of the brackets that are not a pair: they stay, before and behind the value. */
  readonly before: string;
  readonly behind: string;
}

/** Which placeholders there may be: only these are waited for. */
export interface KnownPlaceholders {
  /** Whether a label begins with these capital letters. */
  begins(letters: string): boolean;
  /** The highest number that was given to a label; 0 where there is no such label. */
  lastNumber(label: string): number;
}

/** UTF-16 code units of the longest spelling that is understood, and so of what is held back of a stream at most. */
export const LONGEST_SPELLING = 96;

/** Where a spelling may begin. */
const BEGINNING = /[[\\%&［【]/g;

/** The position of the first character at or after `from` with which a spelling may begin; -1 when there is none. */
export function nextBeginning(text: string, from: number): number {
  BEGINNING.lastIndex = from;
  return BEGINNING.test(text) ? BEGINNING.lastIndex - 1 : -1;
}

/**
 * What stands at `start`: a placeholder, what could become one of those known when more comes (`open`), or neither.
 * @param text as it is read, without the escapes of JSON source
 */
export function readPlaceholder(
  text: string,
  start: number,
  known: KnownPlaceholders,
): SpelledPlaceholder | "open" | undefined {
  const reading = new Reading(text, start);
  const found = reading.placeholder(known);
  return found === undefined && reading.isOpen ? "open" : found;
}

/** Signs between the parts of a placeholder. */
const MOST_SIGNS_BETWEEN = 12;
const LONGEST_LABEL = 16;
const MOST_DIGITS = 9;

class Reading {
  /** The text ended where it could still go on. */
  isOpen = false;
  readonly #text: string;
  readonly #start: number;
  #at: number;
  /** Of the sign that was read last. */
  #width = 0;
  #surroundings: Surroundings = "plain";

  constructor(text: string, start: number) {
    this.#text = text;
    this.#start = start;
    this.#at = start;
  }

  placeholder(known: KnownPlaceholders): SpelledPlaceholder | undefined {
    let code = this.#next();
    const isEscaped = code === BACKSLASH;
    if (isEscaped) code = this.#next();
    if (code !== OPENING) return undefined;

    const before: number[] = [];
    code = this.#skip(isAroundParts, before);
    let label = "";
    let inCapitals = true;
    for (; isLetter(code) && label.length <= LONGEST_LABEL; code = this.#nextVisible()) {
      if (code >= SMALL_A) inCapitals = false;
      label += String.fromCharCode(code & ~CASE);
    }
    if (code === END) {
      this.isOpen &&= known.begins(label);
      return undefined;
    }
    const last = known.lastNumber(label);
    if (label.length < 2 || last === 0) return this.#none();

    const between: number[] = [];
    this.#at -= this.#width;
    code = this.#skip(isBetweenParts, between);
    if (!between.some(isSeparator) && code !== END) return this.#none();
    let number = 0;
    let digits = 0;
    for (; isDigit(code) && digits < MOST_DIGITS; code = this.#nextVisible(), digits++) {
      if (digits === 0 && code === ZERO) return this.#none();
      number = 10 * number + (code - ZERO);
    }
    if (code === END) {
      this.isOpen &&= number <= last;
      return undefined;
    }
    if (digits === 0) return this.#none();

    const behind: number[] = [];
    this.#at -= this.#width;
    code = this.#skip(isAroundParts, behind);
    if (code === END) {
      this.isOpen &&= number <= last;
      return undefined;
    }
    if (code !== CLOSING || (isEscaped && behind.at(-1) !== BACKSLASH)) return this.#none();
    return {
      start: this.#start,
      end: this.#at,
      label,
      number,
      inCapitals,
      ...this.#leftOver(before, behind),
    };
  }

  #leftOver(
    before: readonly number[],
    behind: readonly number[],
  ): Pick<SpelledPlaceholder, "surroundings" | "before" | "behind"> {
    const opening = marksIn(before);
    const closing = marksIn(behind);
    const isPair = opening === [...closing].reverse().join("");
    return {
      surroundings: this.#surroundings,
      before: isPair ? "" : opening,
      behind: isPair ? "" : closing,
    };
  }

  #none(): undefined {
    this.isOpen = false;
    return undefined;
  }

  /** Skips what a predicate takes, keeps it in `skipped`, and gives the first sign behind it. */
  #skip(takes: (code: number) => boolean, skipped: number[]): number {
    let code = this.#next();
    for (; takes(code) || isInvisible(code); code = this.#next()) {
      skipped.push(code);
      if (skipped.length > MOST_SIGNS_BETWEEN) return NOTHING;
    }
    return code;
  }

  /** The next sign that can be seen. */
  #nextVisible(): number {
    let code = this.#next();
    while (isInvisible(code)) code = this.#next();
    return code;
  }

  /** The next sign as the character that it stands for; `END` where the text has none yet. */
  #next(): number {
    const at = this.#at;
    const text = this.#text;
    if (at - this.#start >= LONGEST_SPELLING) return this.#step(NOTHING, 0);
    if (at >= text.length) return this.#end();
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      if (code === OPENING || code === CLOSING) return this.#step(code, 1);
      return code === PERCENT || code === AMPERSAND ? this.#escape(code) : this.#step(code, 1);
    }
    if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST) return this.#step(code - FULL_WIDTH_SHIFT, 1);
    if (code === LENTICULAR_OPENING) return this.#step(OPENING, 1);
    return this.#step(code === LENTICULAR_CLOSING ? CLOSING : code, 1);
  }

  #step(code: number, width: number): number {
    this.#at += width;
    this.#width = width;
    return code;
  }

  #end(): number {
    this.#width = 0;
    this.isOpen = true;
    return END;
  }

  #escape(mark: number): number {
    const rest = this.#text.slice(this.#at, this.#at + LONGEST_ESCAPE).toLowerCase();
    for (const [spelled, code] of mark === PERCENT ? PERCENT_CODES : HTML_REFERENCES) {
      if (rest.startsWith(spelled)) {
        if (code === OPENING) this.#surroundings = mark === PERCENT ? "percent-encoded" : "html";
        return this.#step(code, spelled.length);
      }
      if (spelled.startsWith(rest)) return this.#end();
    }
    return this.#step(mark, 1);
  }
}

/** No character at all. */
const END = -1;
/** No character that belongs into a placeholder. */
const NOTHING = -2;
const OPENING = 0x5b;
const CLOSING = 0x5d;
const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const UNDERSCORE = 0x5f;
const HYPHEN = 0x2d;
const SPACE = 0x20;
const ZERO = 0x30;
const SMALL_A = 0x61;
const CASE = 0x20;
const LENTICULAR_OPENING = 0x3010;
const LENTICULAR_CLOSING = 0x3011;
const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

const PERCENT_CODES: readonly (readonly [string, number])[] = [
  ["%5b", OPENING],
  ["%5d", CLOSING],
  ["%5f", UNDERSCORE],
  ["%2d", HYPHEN],
  ["%20", SPACE],
  ["%0a", 0x0a],
  ["%5c", BACKSLASH],
  ["%2a", 0x2a],
  ["%60", 0x60],
];
/** https://html.spec.whatwg.org/multipage/named-characters.html and numeric references. */
const HTML_REFERENCES: readonly (readonly [string, number])[] = [
  ["&#91;", OPENING],
  ["&#x5b;", OPENING],
  ["&lsqb;", OPENING],
  ["&lbrack;", OPENING],
  ["&#93;", CLOSING],
  ["&#x5d;", CLOSING],
  ["&rsqb;", CLOSING],
  ["&rbrack;", CLOSING],
  ["&#95;", UNDERSCORE],
  ["&#x5f;", UNDERSCORE],
  ["&lowbar;", UNDERSCORE],
  ["&nbsp;", 0xa0],
  ["&#160;", 0xa0],
  ["&shy;", 0xad],
];
const LONGEST_ESCAPE = 8;

/** Marks of emphasis and code in Markdown. */
const MARKS = new Set([..."*`_~"].map((mark) => mark.charCodeAt(0)));
/** The dashes of Unicode, the minus sign, and small and full-width forms. */
const DASHES = new Set([HYPHEN, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xfe58, 0xfe63]);
/** White space, no-break and of any width. */
const SPACES = new Set([
  ...[0x09, 0x0a, 0x0d, SPACE, 0xa0, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007],
  ...[0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
]);
/** Soft hyphen, zero-width characters, and marks of direction. */
const INVISIBLE = new Set([0xad, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfeff]);

function isAroundParts(code: number): boolean {
  return code === BACKSLASH || MARKS.has(code) || SPACES.has(code);
}

function isBetweenParts(code: number): boolean {
  return isAroundParts(code) || DASHES.has(code);
}

function isSeparator(code: number): boolean {
  return code === UNDERSCORE || DASHES.has(code) || SPACES.has(code);
}

function isInvisible(code: number): boolean {
  return code > 0x7f && INVISIBLE.has(code);
}

function isLetter(code: number): boolean {
  const letter = code & ~CASE;
  return code > 0 && letter >= 0x41 && letter <= 0x5a;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= 0x39;
}

function marksIn(codes: readonly number[]): string {
  return codes
    .filter((code) => MARKS.has(code))
    .map((code) => String.fromCharCode(code))
    .join("");
}
