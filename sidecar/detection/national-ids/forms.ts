import { endsWord, isDigit } from "../boundaries.ts";
import type { Span } from "../recognizer.ts";
import { perScan, type Scan } from "../scan.ts";
import {
  APART,
  bitOf,
  DASH,
  DOT,
  kindOf,
  LINE_END,
  pairOf,
  type Rows,
  rowsOf,
  SEPARATORS,
  type Separator,
  SLASH,
  SPACE,
} from "./rows.ts";

/**
 * How an identifier is written: `9` is a digit, `A` a letter, `*` either; `-`, `.`, `/`, `(` and space part its groups, and a
 * last `)` closes a bracket.
 */
export interface Form {
  /** Its place in lists of all forms. */
  readonly index: number;
  readonly pattern: string;
  readonly groups: readonly string[];
  /** Before each group; the first has none. */
  readonly separators: readonly Separator[];
  readonly isBracketed: boolean;
  /** Of its first group when it is the only one, else of its first two: where candidates are looked up. */
  readonly keys: readonly number[];
  /** Their bits, as in a text's signature. */
  readonly signature: number;
}

/** Something written in a form. */
export interface Candidate extends Span {
  /** Its letters, as capitals, and digits. */
  readonly code: string;
  /** What follows behind a space: its rest, perhaps. */
  readonly follower: "digits" | "letter" | "none";
  /** It looks like something else, too: the end of `ORD-123`, or a hash in small letters such as `cacae4329f`. */
  readonly isDoubtful: boolean;
}

/** By pattern: many identifiers are written alike. */
const FORMS = new Map<string, Form>();

/** For modules to call while they are read only: forms are kept. */
export function compileForm(pattern: string): Form {
  const known = FORMS.get(pattern);
  if (known !== undefined) return known;
  const groups: string[] = [];
  const separators: Separator[] = [APART];
  let group = "";
  const isBracketed = pattern.endsWith(")");
  for (const character of isBracketed ? pattern.slice(0, -1) : pattern) {
    const separator = SEPARATORS[character];
    if (separator === undefined) {
      group += character;
      continue;
    }
    groups.push(group);
    separators.push(separator);
    group = "";
  }
  groups.push(group);
  const keys = keysOf(groups, separators);
  const signature = keys.reduce((bits, key) => bits | bitOf(key), 0);
  const form = { index: FORMS.size, pattern, groups, separators, isBracketed, keys, signature };
  FORMS.set(pattern, form);
  return form;
}

function keysOf(
  [first = "", second]: readonly string[],
  [, separator = APART]: readonly Separator[],
): readonly number[] {
  if (second === undefined) return kindsOf(first);
  return kindsOf(first).flatMap((kind) => kindsOf(second).map((next) => pairOf(kind, separator, next)));
}

function kindsOf(group: string): readonly number[] {
  const kinds = group.includes("A") ? [] : [kindOf(group.length, false)];
  return /[A*]/.test(group) ? [...kinds, kindOf(group.length, true)] : kinds;
}

const NONE: readonly Candidate[] = [];

/** By the index of their form. */
const knownCandidates = perScan((): (readonly Candidate[] | undefined)[] => []);

/** What is written in this form and is not visibly a piece of something else. */
export function candidatesOf(scan: Scan, form: Form): readonly Candidate[] {
  const rows = rowsOf(scan);
  if ((rows.signature & form.signature) === 0) return NONE;
  const known = knownCandidates(scan);
  const candidates = known[form.index] ?? readCandidates(scan.text, rows, form);
  known[form.index] = candidates;
  return candidates;
}

function readCandidates(text: string, rows: Rows, form: Form): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const key of form.keys) {
    for (const first of (form.groups.length === 1 ? rows.byKind[key] : rows.byPair.get(key)) ?? []) {
      const candidate = candidateAt(text, rows, first, form);
      if (candidate !== undefined) candidates.push(candidate);
    }
  }
  return candidates.length === 0 ? NONE : candidates;
}

function candidateAt(text: string, rows: Rows, first: number, form: Form): Candidate | undefined {
  const next = first + form.groups.length;
  if (!hasSeparators(rows, first, form) || !hasGroups(text, rows, first, form)) return undefined;
  if (continues(rows, first, first - 1, first) || continues(rows, next, next, next - 1)) return undefined;
  // In a row of groups with spaces, nothing tells where it would begin.
  if (form.separators[1] === SPACE && rows.gaps[first] === SPACE && isNumber(rows, first - 1))
    return undefined;
  // `5fd9 8746 0406 0471 ab6b`: a dump.
  if (
    form.separators[1] === SPACE &&
    (isAlike(rows, first, first - 1, first) || isAlike(rows, next, next, next - 1))
  )
    return undefined;
  const start = rows.starts[first] ?? 0;
  const end = (rows.ends[next - 1] ?? 0) + (form.isBracketed ? 1 : 0);
  if (form.isBracketed && (text.charAt(end - 1) !== ")" || !endsWord(text, end))) return undefined;
  const before = text.charAt(start - 1);
  if ((before !== "" && "+$€£¥@".includes(before)) || isAmount(text, end)) return undefined;
  // `Tél 910…`: the end of a word.
  if (before >= "\u00c0" && before <= "\u024f" && !isDigit(text.charCodeAt(start))) return undefined;
  const code = codeOf(text, rows, first, next);
  const upper = code.toUpperCase();
  // Letters of both cases are a random string's.
  if (code !== upper && code !== code.toLowerCase()) return undefined;
  const isDoubtful = (before !== "" && "-_#".includes(before)) || (code !== upper && isHash(code));
  return { start, end, code: upper, follower: followerAt(text, rows, next), isDoubtful };
}

/** A group of letters and digits that is as long as the one beside it. */
function isAlike(rows: Rows, gapAt: number, neighbour: number, own: number): boolean {
  if (rows.gaps[gapAt] !== SPACE || rows.lengths[neighbour] !== rows.lengths[own]) return false;
  return (
    (rows.lengths[own] ?? 0) > 3 &&
    (rows.digits[neighbour] ?? 0) > 0 &&
    isNumber(rows, own) &&
    !isNumber(rows, neighbour)
  );
}

function isHash(code: string): boolean {
  return /^[a-f\d]{7,}$/.test(code);
}

function followerAt(text: string, rows: Rows, next: number): Candidate["follower"] {
  if (rows.gaps[next] !== SPACE) return "none";
  if (isNumber(rows, next)) return "digits";
  // A letter of another alphabet goes on with a word.
  const isLetter = rows.kinds[next] === ONE_LETTER && !(text.charCodeAt(rows.ends[next] ?? 0) >= 0x80);
  return isLetter ? "letter" : "none";
}

const ONE_LETTER = kindOf(1, true);

function codeOf(text: string, rows: Rows, first: number, next: number): string {
  let code = "";
  for (let index = first; index < next; index++) code += text.slice(rows.starts[index], rows.ends[index]);
  return code;
}

function hasSeparators(rows: Rows, first: number, { separators, groups }: Form): boolean {
  let breaks = 0;
  for (let index = 1; index < separators.length; index++) {
    const gap = rows.gaps[first + index];
    if (gap === separators[index]) continue;
    // One line's end in the place of a space, where there are spaces, too.
    if (gap !== LINE_END || separators[index] !== SPACE || groups.length < 3 || breaks++ > 0) return false;
  }
  return true;
}

function hasGroups(text: string, rows: Rows, first: number, { groups }: Form): boolean {
  for (let index = 0; index < groups.length; index++) {
    const length = rows.lengths[first + index];
    if (length !== groups[index]?.length) return false;
  }
  for (let index = 0; index < groups.length; index++) {
    const group = groups[index] ?? "";
    const start = rows.starts[first + index] ?? 0;
    for (let at = 0; at < group.length; at++) {
      const wanted = group.charCodeAt(at);
      if (wanted !== EITHER && (wanted === NINE) !== text.charCodeAt(start + at) < 0x3a) return false;
    }
  }
  return true;
}

const EITHER = 0x2a;
const NINE = 0x39;

/** A group with digits goes on behind a dash, a dot or a slash, or a letter behind a dash: together they are something else. */
function continues(rows: Rows, gapAt: number, neighbour: number, own: number): boolean {
  const gap = rows.gaps[gapAt];
  const digits = rows.digits[neighbour];
  if (digits === undefined) return false;
  // A letter alone behind a dash: a check character, of another form.
  if (digits === 0) return gap === DASH && neighbour > own && rows.kinds[neighbour] === ONE_LETTER;
  if (gap === DASH || gap === DOT) return true;
  // Parts of a path may have digits; a date, a fraction or a number with slashes has nothing else.
  return gap === SLASH && isNumber(rows, neighbour) && isNumber(rows, own);
}

/** A group of digits alone. */
function isNumber(rows: Rows, group: number): boolean {
  const kind = rows.kinds[group];
  return kind !== undefined && kind % 2 === 0;
}

/** A currency, a percent sign or an address' `@` follows. */
function isAmount(text: string, end: number): boolean {
  const after = text.charAt(end) === " " ? text.charAt(end + 1) : text.charAt(end);
  if (after !== "" && "€£$¥".includes(after)) return true;
  return (
    text.charAt(end) === "@" || (text.charAt(end) === "%" && !/^%[0-9a-f]{2}/i.test(text.slice(end, end + 3)))
  );
}
