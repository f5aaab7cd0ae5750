import { mayFold } from "./fold.ts";
import { type FoundWords, findTriggers, mayBeTrigger } from "./trigger-words.ts";

/** What one pass over a text tells about it: enough to know which recognizers have nothing to look for. */
export interface Signs extends FoundWords {
  readonly digits: number;
  readonly at: boolean;
  readonly percent: boolean;
  readonly colon: boolean;
  /** Where colons and equals signs stand, of any width: what may assign something. */
  readonly assignments: readonly number[];
  /** A dash stands before a letter or another dash, and behind what is in no token: `--user`. */
  readonly flags: boolean;
  /** "--" or "://" stands somewhere: private-key blocks and URLs. */
  readonly dashes: boolean;
  readonly url: boolean;
  /** "<" */
  readonly angle: boolean;
  /** As addresses are spelled that are to be hidden: `[at]`, `(dot)`, and an at sign behind a space or in a bracket. */
  readonly spelledAt: boolean;
  /** The longest run of characters that access tokens are made of: letters, digits, `_`, `-`, `.`. */
  readonly longestToken: number;
  /**
   * Where such runs begin and end, by turns: those that have a digit, eight capitals in a row, or `LONG_TOKEN` characters.
   * Identifiers of all kinds are in these.
   */
  readonly tokens: readonly number[];
  /** Something stands there that stands for something else: digits of other scripts, zero-width characters (`fold.ts`). */
  readonly folds: boolean;
  /** Trigger words are found in Latin letters only. */
  readonly cyrillic: boolean;
}

/** Characters: tokens that are as long are told whatever they are made of. */
export const LONG_TOKEN = 15;
/** Capitals in a row may be an identifier. */
const CAPITALS = 8;

const AT = 1;
const PERCENT = 2;
const COLON = 4;
const DASHES = 8;
const URL_MARK = 16;
const FOLDS = 32;
const FLAGS = 64;
const ANGLE = 128;
const SPELLED_AT = 256;
const CYRILLIC = 512;
/** Not kept: where it stands is. */
const ASSIGNMENT = 1_024;

/** What a character is. Those of tokens come first, those that say something by themselves last. */
const SMALL = 0;
const CAPITAL = 1;
const JOINT = 2;
const DASH = 3;
const DIGIT = 4;
const OTHER = 5;
const TELLING = 6;

/** By ASCII code. */
const KINDS = new Uint8Array(128).fill(OTHER);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) KINDS[code] = SMALL;
  else if (/[A-Z]/.test(character)) KINDS[code] = CAPITAL;
  else if (/\d/.test(character)) KINDS[code] = DIGIT;
  else if ("_.".includes(character)) KINDS[code] = JOINT;
  else if ("@%:=<\\)]}>".includes(character)) KINDS[code] = TELLING;
}
KINDS["-".charCodeAt(0)] = DASH;

const NONE: readonly number[] = [];

export function readSigns(text: string): Signs {
  let triggers: number[][] | undefined;
  // Where the second letter of a word would be, and the character before: words are told by these two.
  let second = 1;
  let before = 0;
  let tokens: number[] | undefined;
  let assignments: number[] | undefined;
  let seen = 0;
  let digits = 0;
  let digitsBefore = 0;
  let runStart = 0;
  let longest = 0;
  const length = text.length;
  for (let at = 0; at <= length; at++) {
    // Behind its end is nothing that a token is made of.
    const code = at < length ? text.charCodeAt(at) : 0;
    const kind = code < 128 ? (KINDS[code] ?? OTHER) : TELLING;
    if (kind <= CAPITAL) {
      if (at === second && mayBeTrigger(before, code)) triggers = findTriggers(text, at - 1, triggers);
      if (kind === CAPITAL) second = at + 1;
      before = code;
      continue;
    }
    second = at + 2;
    before = 0;
    if (kind < OTHER) {
      if (kind === DIGIT) digits++;
      else if (kind === DASH) seen |= toldByDash(text, at, runStart);
      continue;
    }
    const run = at - runStart;
    if (run > longest) longest = run;
    if (digits !== digitsBefore || (run >= CAPITALS && (run >= LONG_TOKEN || isCapital(text, runStart)))) {
      tokens ??= [];
      tokens.push(runStart, at);
      digitsBefore = digits;
    }
    runStart = at + 1;
    if (kind === OTHER) continue;
    const told = toldBy(text, at, code);
    seen |= told;
    if ((told & ASSIGNMENT) !== 0) {
      assignments ??= [];
      assignments.push(at);
    }
    // `\ntoken`
    if (code === BACKSLASH) triggers = findTriggers(text, at + 2, triggers);
  }
  return {
    digits,
    at: (seen & AT) !== 0,
    percent: (seen & PERCENT) !== 0,
    colon: (seen & COLON) !== 0,
    assignments: assignments ?? NONE,
    flags: (seen & FLAGS) !== 0,
    dashes: (seen & DASHES) !== 0,
    url: (seen & URL_MARK) !== 0,
    angle: (seen & ANGLE) !== 0,
    spelledAt: (seen & SPELLED_AT) !== 0,
    longestToken: longest,
    tokens: tokens ?? NONE,
    folds: (seen & FOLDS) !== 0,
    cyrillic: (seen & CYRILLIC) !== 0,
    triggers,
  };
}

const AT_SIGN = 0x40;
const PERCENT_SIGN = 0x25;
const COLON_SIGN = 0x3a;
const EQUALS_SIGN = 0x3d;
const WIDE_COLON = 0xff1a;
const WIDE_EQUALS = 0xff1d;
const LESS_THAN = 0x3c;
const BACKSLASH = 0x5c;
const DASH_SIGN = 0x2d;
const SLASH = 0x2f;

/** What a character says that no token has. */
function toldBy(text: string, at: number, code: number): number {
  switch (code) {
    case AT_SIGN:
      return text.charCodeAt(at - 1) === SPACE ? AT | SPELLED_AT : AT;
    case PERCENT_SIGN:
      return PERCENT;
    case COLON_SIGN:
      return text.charCodeAt(at + 1) === SLASH ? COLON | ASSIGNMENT | URL_MARK : COLON | ASSIGNMENT;
    case EQUALS_SIGN:
      return ASSIGNMENT;
    case LESS_THAN:
      return ANGLE;
    case BACKSLASH:
      return 0;
    default:
      return code < 0x80 ? toldByBracket(text, at) : toldByOthers(code);
  }
}

function toldByBracket(text: string, at: number): number {
  const before = text.charCodeAt(at - 1);
  if (before === AT_SIGN) return SPELLED_AT;
  if ((before | 0x20) !== SMALL_T) return 0;
  const letter = text.charCodeAt(at - 2) | 0x20;
  return letter === SMALL_A || letter === SMALL_O ? SPELLED_AT : 0;
}

const SPACE = 0x20;
const SMALL_A = 0x61;
const SMALL_O = 0x6f;
const SMALL_T = 0x74;

function toldByOthers(code: number): number {
  const folds = code >= 0xa0 && mayFold(code) ? FOLDS : 0;
  if (code === WIDE_COLON || code === WIDE_EQUALS) return folds | ASSIGNMENT;
  return code >= 0x400 && code < 0x530 ? folds | CYRILLIC : folds;
}

function toldByDash(text: string, at: number, runStart: number): number {
  const after = text.charCodeAt(at + 1);
  if (after === DASH_SIGN) return DASHES | FLAGS;
  return at === runStart && after < 128 && (KINDS[after] ?? OTHER) < DASH ? FLAGS : 0;
}

/** Eight capitals in a row in fewer than fifteen characters: the eighth character is one of them. */
function isCapital(text: string, start: number): boolean {
  const code = text.charCodeAt(start + CAPITALS - 1);
  return code >= 0x41 && code <= 0x5a;
}
