import type { Scrambling } from "./head-index.ts";

export interface Decoded {
  readonly text: string;
  /** Where it stands, in UTF-16 code units. */
  readonly at: number;
}

/** Pieces of one text that are decoded at most, and characters of each. */
const MOST_PIECES = 8;
const LONGEST_PIECE = 4_096;
/** Of a text with escapes; guardrails hand on no longer pieces. */
const LONGEST_ESCAPED = 32_768;
/** Of base64 and hex; shorter ones say too little. */
const SHORTEST_PIECE = 24;
/** Digits between letters, from which on a text may be written in digits. */
const SOME_LEET = 3;
/** Letters standing alone, from which on a text may be spelled out. */
const SOME_SPELLED = 8;

/**
 * What a text says in other writings: base64, hex, escapes of URLs and HTML, rot13, backwards, digits for letters, letter
 * by letter. Each with a
 * bound, and only where there is a sign of it.
 * @param visible the text as it was written, without what nobody sees
 * @param comparable the same in lower case
 */
export function decodedFrom(
  visible: string,
  comparable: string,
  scrambled: ReadonlySet<Scrambling>,
): readonly Decoded[] {
  const { pieces, mixed, single } = signsOf(visible);
  const decoded: Decoded[] = [];
  for (const { start, end } of pieces) {
    const text = fromPiece(visible.slice(start, Math.min(end, start + LONGEST_PIECE)));
    if (text !== undefined) decoded.push({ text, at: start });
  }
  for (const text of unescapedFrom(visible)) decoded.push({ text, at: 0 });
  if (scrambled.has("rot13")) decoded.push({ text: rot13(comparable), at: 0 });
  if (scrambled.has("reversed")) decoded.push({ text: reversed(comparable), at: 0 });
  if (mixed >= SOME_LEET) decoded.push({ text: fromLeet(comparable), at: 0 });
  if (single >= SOME_SPELLED) for (const text of spelledOut(comparable)) decoded.push({ text, at: 0 });
  return decoded;
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

interface EncodingSigns {
  /** Runs of characters that base64 and hex are made of. */
  readonly pieces: readonly Piece[];
  /** Runs of digits that stand between letters, tokens apart. */
  readonly mixed: number;
  /** Letters that stand alone. */
  readonly single: number;
}

function signsOf(text: string): EncodingSigns {
  const pieces: Piece[] = [];
  let mixed = 0;
  let single = 0;
  let start = 0;
  let letters = 0;
  let mixedHere = 0;
  let previous = 0;
  /** The run of digits that is being read began right after a letter. */
  let afterLetter = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0;
    const kind = code < 128 ? (KIND[code] ?? 0) : 0;
    if (kind === LETTER) letters++;
    if (kind === LETTER && previous === DIGIT && afterLetter) mixedHere++;
    if (kind === DIGIT) afterLetter = previous === LETTER || (previous === DIGIT && afterLetter);
    previous = kind;
    if (kind !== 0 && kind !== MARK) continue;
    if (kind === MARK) {
      if (letters === 1 && at - start === 1) single++;
      continue;
    }
    const length = at - start;
    if (length >= SHORTEST_PIECE) {
      if (pieces.length < MOST_PIECES) pieces.push({ start, end: at });
    } else {
      mixed += mixedHere;
      if (length === 1 && letters === 1) single++;
    }
    start = at + 1;
    letters = 0;
    mixedHere = 0;
  }
  return { pieces, mixed, single: Math.max(single, spelledByMarks(text)) };
}

/** `i-g-n-o-r-e` is one run to whoever looks for base64. */
function spelledByMarks(text: string): number {
  return SPELLED_BY_MARKS.test(text) ? SOME_SPELLED : 0;
}

const SPELLED_BY_MARKS = /(?<![\w-])[A-Za-z][-_/+][A-Za-z][-_/+][A-Za-z][-_/+][A-Za-z](?![A-Za-z])/;

const LETTER = 1;
const DIGIT = 2;
/** `+`, `/`, `_`, `-`, `=`. */
const MARK = 3;
const KIND = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) KIND[code] = LETTER;
  else if (/\d/.test(character)) KIND[code] = DIGIT;
  else if ("+/_-=".includes(character)) KIND[code] = MARK;
}

function fromPiece(piece: string): string | undefined {
  const isHex = piece.length % 2 === 0 && /^[0-9a-f]+$/i.test(piece);
  const text = Buffer.from(piece, isHex ? "hex" : "base64").toString("utf8");
  return looksWritten(text) ? text : undefined;
}

/** Escapes, from which on a text may be written in them. */
const SOME_ESCAPES = 3;
const ESCAPES = {
  percent: /%[0-9a-f]{2}/gi,
  entity: /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi,
} as const;

/** `%69gnore`, `&#105;gnore`. A few percent signs before digits are nobody's disguise; each entity may be one. */
function* unescapedFrom(text: string): Generator<string> {
  if (text.includes("&#") && text.search(ESCAPES.entity) >= 0)
    yield text
      .slice(0, LONGEST_ESCAPED)
      .replaceAll(ESCAPES.entity, (entity, hex?: string, decimal?: string) => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
      });
  const first = text.indexOf("%");
  if (first < 0) return;
  const part = text.slice(Math.max(0, first - LONGEST_PIECE), first + LONGEST_ESCAPED);
  if ((part.match(ESCAPES.percent)?.length ?? 0) >= SOME_ESCAPES)
    yield part.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
    );
}

/** Mostly letters and blanks: whatever else base64 and hex stand for is no text. */
function looksWritten(text: string): boolean {
  const written = text.match(/[\p{L} ]/gu)?.length ?? 0;
  return text.length >= 12 && written >= text.length * 0.8;
}

function rot13(text: string): string {
  return text.replaceAll(/[a-z]/g, (letter) => {
    const at = letter.charCodeAt(0) - 0x61;
    return String.fromCharCode(0x61 + ((at + 13) % 26));
  });
}

function reversed(text: string): string {
  return [...text].reverse().join("");
}

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
};

function fromLeet(text: string): string {
  return text.replaceAll(/[0134578@$]/g, (sign) => LEET[sign] ?? sign);
}

/**
 * `i g n o r e   a l l`: letters with the same gap between them are a word; another gap ends it. Where all gaps are the
 * same, what comes out is one long word, and is looked through for the words that attacks have.
 */
function spelledOut(text: string): readonly string[] {
  const found: string[] = [];
  for (const [run] of text.matchAll(
    /(?<![\p{L}\p{N}])[a-z0-9](?:[^\p{L}\p{N}]{1,3}[a-z0-9](?![\p{L}\p{N}])){5,400}/gu,
  )) {
    if (found.length >= MOST_PIECES) break;
    found.push(spaced(run.replaceAll(/[^\p{L}\p{N}]+/gu, "")));
  }
  return found;
}

const WORDS =
  /(ignore|disregard|forget|reveal|print|show|repeat|bypass|all|the|your|my|previous|prior|above|earlier|system|prompt|instructions?|rules?|guidelines?|directives?|and)/g;

function spaced(letters: string): string {
  return letters.replaceAll(WORDS, " $1 ");
}
