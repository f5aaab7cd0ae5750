import { isDigit } from "./boundaries.ts";
import { headerOf } from "./columns.ts";
import { mayBeTold, mayEndLabel, numberOf, parted, phrasesAtEnd } from "./label-phrases.ts";
import { questionEnd } from "./questions.ts";
import { perScan, type Scan } from "./scan.ts";

/** Words that name the value right behind them: `account no.: 123`, `"accountNumber": "123"`, a column's header. */
export interface Labels {
  /** One of them stands right before `start`, or heads its column; little words such as `is` or `number` may stand between. */
  precede(scan: Scan, start: number): boolean;
  /** One of them heads its column. */
  head(scan: Scan, start: number): boolean;
  /** One of them is what the place is called where the whole text stands. */
  name(scan: Scan): boolean;
}

/** Characters looked at before a value. */
const LONGEST_LABEL = 48;

/** @param phrases in lower case, words with single spaces between them, without punctuation */
export function createLabels(phrases: readonly string[]): Labels {
  const numbers: ReadonlySet<number> = new Set(phrases.map(numberOf));
  const unspaced = phrases.filter((phrase) => UNSPACED.test(phrase));
  const isLabel = ({ phrases, unspacedWord }: Ending): boolean =>
    phrases.some((phrase) => numbers.has(phrase)) ||
    (unspacedWord !== undefined && unspaced.some((phrase) => unspacedWord.includes(phrase)));
  return {
    precede(scan, start) {
      const place = placeAt(scan, start);
      if (place === NOWHERE) return false;
      if (place.heading !== undefined && isLabel(place.heading)) return true;
      return place.ending !== NOTHING && isLabel(place.ending);
    },
    head(scan, start) {
      const { heading } = placeAt(scan, start);
      return heading !== undefined && isLabel(heading);
    },
    name: ({ name }) => name !== undefined && isLabel(endingOf(wordsOf(name.slice(-LONGEST_LABEL)))),
  };
}

/** What stands before a value: worked out once for all recognizers. */
interface Place {
  /** Of its column. */
  readonly heading: Ending | undefined;
  /** Of the words before it. */
  readonly ending: Ending;
}

const places = perScan(() => new Map<number, Place>());

function placeAt(scan: Scan, start: number): Place {
  const known = places(scan);
  let place = known.get(start);
  if (place === undefined) {
    const header = headerOf(scan, start);
    // What ends the line above a row of a table is another column's heading.
    const ending = header !== undefined && beginsLine(scan.text, start) ? NOTHING : endingFor(scan, start);
    const heading = header === undefined ? undefined : endingOf(wordsOf(header));
    place = ending === NOTHING && heading === undefined ? NOWHERE : { heading, ending };
    known.set(start, place);
  }
  return place;
}

/** Of the words before a value; where they say nothing, of the question that it answers. */
function endingFor(scan: Scan, start: number): Ending {
  const ending = endingBefore(scan.text, start);
  if (ending !== NOTHING) return ending;
  const question = questionEnd(scan, start);
  return question === undefined ? NOTHING : endingBefore(scan.text, question);
}

/** What the words right before a value on its line end in, up to a digit or a sentence's end. */
function endingBefore(text: string, start: number): Ending {
  const last = readLastWord(text, start);
  if (last === undefined) return NOTHING;
  if (last !== UNTOLD && !mayEndLabel(last)) return NOTHING;
  return endingOf(readWordsBefore(text, start));
}

function beginsLine(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at <= MOST_PUNCTUATION && !isLetter(text.charCodeAt(at))) {
    if (text.charCodeAt(at) === LINE_END) return true;
    at--;
  }
  return false;
}

/** Written without spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

/** What the words before a value end in. */
interface Ending {
  /** The numbers of the phrases that they end in, little words at their end left out or not. */
  readonly phrases: readonly number[];
  /** The last word, where it is of a script that puts no spaces between words. */
  readonly unspacedWord: string | undefined;
}

const NOTHING: Ending = { phrases: [], unspacedWord: undefined };
/** Where most numbers stand. */
const NOWHERE: Place = { heading: undefined, ending: NOTHING };

function endingOf(read: readonly string[]): Ending {
  const words = parted(read);
  const phrases = phrasesAtEnd(words);
  const last = words.at(-1);
  const isUnspaced = last !== undefined && UNSPACED.test(last);
  return phrases === undefined && !isUnspaced
    ? NOTHING
    : { phrases: phrases ?? NOTHING.phrases, unspacedWord: isUnspaced ? last : undefined };
}

/** Of a word that is more than ASCII letters in one case. */
const UNTOLD = "";

/** The word right before a value; undefined also for one that is surely nothing to labels. */
function readLastWord(text: string, start: number): string | undefined {
  const floor = Math.max(0, start - MOST_PUNCTUATION);
  let end = start;
  while (end > floor && !isLetter(text.charCodeAt(end - 1))) end--;
  if (end === floor) return undefined;
  let from = end;
  let capitals = 0;
  while (from > 0 && end - from <= LONGEST_LABEL && isLetter(text.charCodeAt(from - 1))) {
    from--;
    const code = text.charCodeAt(from);
    if (code >= 0x80) return UNTOLD;
    if (code < 0x61) capitals++;
  }
  // `accountNumber`, and letters with dots.
  if (end - from === 1 && text.charCodeAt(from - 1) === BACKSLASH) return undefined;
  // `\nssn`: the letter of an escape is no letter of the word.
  if (text.charCodeAt(from - 1) === BACKSLASH && "nrt".includes(text.charAt(from))) from++;
  const isMixed = capitals > 0 && capitals < end - from && !(capitals === 1 && text.charCodeAt(from) < 0x61);
  // `D.O.B.`, `c/c`.
  const isInitial = end - from === 1 && "./".includes(text.charAt(from - 1));
  if (isMixed || isInitial) return UNTOLD;
  return mayBeTold(text, from, end) ? text.slice(from, end).toLowerCase() : undefined;
}

function isLetter(code: number): boolean {
  return code >= 0x80 || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}

const NONE: readonly string[] = [];

function readWordsBefore(text: string, start: number): readonly string[] {
  const floor = Math.max(0, start - LONGEST_LABEL);
  let from = start;
  let hasLetter = false;
  let hasDigit = false;
  while (from > floor) {
    const code = text.charCodeAt(from - 1);
    if (code === LINE_END && hasOnlyLead(text, from, start)) {
      // The label may have a line of its own.
    } else if (
      code === LINE_END ||
      code === SEMICOLON ||
      (isDigit(code) && (hasDigit || !endsWord(text, from - 1)))
    ) {
      break;
    }
    hasDigit ||= isDigit(code);
    if (isLetter(code)) hasLetter = true;
    else if (!hasLetter && start - from >= MOST_PUNCTUATION) return NONE;
    from--;
  }
  if (!hasLetter) return NONE;
  // A digit tells that the letters behind it are no word of their own.
  if (from > 0 && isDigit(text.charCodeAt(from - 1))) from--;
  return wordsOf(text.slice(from, start));
}

const BACKSLASH = 0x5c;
const LINE_END = 0x0a;
const SEMICOLON = 0x3b;
/** Characters between a label and its value. */
const MOST_PUNCTUATION = 24;

/** `CVC2`: a single digit right behind a letter. */
function endsWord(text: string, digit: number): boolean {
  const before = text.charCodeAt(digit - 1) | 0x20;
  return before >= 0x61 && before <= 0x7a && !isDigit(text.charCodeAt(digit + 1));
}

/** Blanks, and what begins the line of an answer. */
function hasOnlyLead(text: string, from: number, to: number): boolean {
  if (to - from > LONGEST_LEAD) return false;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_END || (!BLANKS.has(code) && !/^[AR-][:.]?\s*$/.test(text.slice(at, to)))) return false;
    if (!BLANKS.has(code)) return true;
  }
  return true;
}

/** Characters. */
const LONGEST_LEAD = 8;
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, 0x22, 0x27, 0x60, 0x2a]);

/** Scripts without spaces set words of others off by nothing, and Korean particles stand behind them. */
const BETWEEN_SCRIPTS =
  /(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])(?=[A-Za-z])|(?<=[\p{sc=Latin}])(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])/gu;

/** Not what stands behind a digit, such as the letters of a hash; before one it may: `CVC2`. */
const ANY_WORD = /(?<![\p{L}\p{M}])(?<!\d(?=[a-z]))[\p{L}\p{M}]+/gu;
const WORD = /(?<![a-z\d])[a-z]+/g;
const PLAIN = /^[\x20-\x5b\x5d-\x7e]*$/;
const JOINED = /[a-z][A-Z]|(?<![A-Za-z])[A-Za-z]\.[A-Za-z]/;

/** In lower case; `dateOfBirth` and `date_of_birth` are three words, and `D.O.B.` is one. */
function wordsOf(text: string): readonly string[] {
  if (PLAIN.test(text) && !JOINED.test(text)) return text.toLowerCase().match(WORD) ?? NONE;
  const plain = text
    .replaceAll(/\\[nrt](?=\p{L})/gu, " ")
    .replaceAll(/(\p{Ll})(?=\p{Lu})/gu, "$1 ")
    .replaceAll(/(?<=(?<!\p{L})\p{L})\.(?=\p{L}(?!\p{L}))/gu, "")
    .replaceAll(BETWEEN_SCRIPTS, " ")
    .toLowerCase();
  return plain.match(ANY_WORD) ?? NONE;
}
