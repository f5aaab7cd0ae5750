/**
 * Where in a text that goes on a value may have begun that is not at its end yet: the last word and the one before it,
 * rows of digits, addresses, tokens, and private keys. What stands before may be judged now.
 */

/** UTF-16 code units: what is held back at most of a stream, save of one unbroken token, and of a private key. */
export const LONGEST_HELD = 128;
const LONGEST_TOKEN = 2_048;
const LONGEST_KEY = 16_384;

/** Characters behind a row of digits that may still say what it is. */
const WORDS_AFTER = 24;
/** Plain words inside of a value: `5 de junio de 1990`. */
const WORDS_INSIDE = 2;

export interface OpenValueOptions {
  /** The longest phrase that is looked for, in UTF-16 code units. */
  readonly longestPhrase: number;
}

/** The position from which on `text` has to be seen together with what follows; its length when nothing has to. */
export function openValue(text: string, { longestPhrase }: OpenValueOptions): number {
  const key = openKey(text);
  if (key !== undefined) return key;
  const least = Math.max(0, text.length - LONGEST_HELD);
  const phrase = longestPhrase === 0 ? text.length : text.length - Math.min(longestPhrase, LONGEST_HELD);
  const open = Math.max(0, Math.min(phrase, openWords(text, least)));
  return wholeCharacter(text, Math.min(open, openToken(text, least)));
}

const KEY_BEGINS = "-----BEGIN";
const KEY_ENDS = /-----END [A-Z0-9 ]{0,48}-----/;

function openKey(text: string): number | undefined {
  const begin = text.lastIndexOf(KEY_BEGINS);
  if (begin === -1 || KEY_ENDS.test(text.slice(begin))) return undefined;
  // What is longer is no key, or one that is not waited for any more.
  return text.length - begin <= LONGEST_KEY ? begin : undefined;
}

interface Word {
  readonly start: number;
  readonly end: number;
}

function openWords(text: string, least: number): number {
  let word = wordBefore(text, text.length, least);
  if (word === undefined) return text.length;
  let open = word.start;
  // A word that may go on may become one of those.
  const isUnfinished = word.end === text.length;
  let linked = isUnfinished || LINKING.test(text.slice(word.start, word.end)) ? word : undefined;
  let plain = 0;
  for (word = wordBefore(text, word.start, least); word !== undefined; ) {
    const isLinking = LINKING.test(text.slice(word.start, word.end));
    if (isLinking) {
      if (plain > WORDS_INSIDE && text.length - word.end > WORDS_AFTER) break;
      open = word.start;
      linked = word;
      plain = 0;
    } else {
      // The word before a value may be its beginning: `June 5`, `name at example`.
      if (linked !== undefined && word.end < linked.start && plain === 0) open = Math.min(open, word.start);
      plain++;
      if (plain > WORDS_INSIDE && text.length - word.start > WORDS_AFTER) break;
    }
    word = wordBefore(text, word.start, least);
  }
  return open;
}

/** What values of several words are made of: digits, the at sign, and ways to write that sign and dots in words. */
const LINKING = /[\d@]|^[([{]?(?:at|dot|arroba|punkt|punto|point|ponto|kropka)[)\]}]?$|^-----|-----$/i;

function wordBefore(text: string, before: number, least: number): Word | undefined {
  let end = before;
  while (end > least && isBreak(text.charCodeAt(end - 1))) end--;
  if (end <= least) return undefined;
  let start = end - 1;
  while (start > least && !isBreak(text.charCodeAt(start - 1))) start--;
  return { start, end };
}

/** Of a token that has no end yet and is longer than all that is held back otherwise. */
function openToken(text: string, least: number): number {
  if (least === 0 || !isTokenCharacter(text.charCodeAt(text.length - 1))) return text.length;
  const farthest = Math.max(0, text.length - LONGEST_TOKEN);
  let start = text.length;
  while (start > farthest && isTokenCharacter(text.charCodeAt(start - 1))) start--;
  return start < least && start > farthest && /\d/.test(text.slice(start)) ? start : text.length;
}

/** White space, and what stands between values in prose, JSON and markup; scripts without spaces are all breaks. */
function isBreak(code: number): boolean {
  if (code < 0x80) return BREAKS[code] === 1;
  if (code === 0xa0 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f) return true;
  return code >= 0x2e80 && (code < 0xd800 || (code > 0xdfff && code < 0xff01));
}

const BREAKS = new Uint8Array(128);
for (const sign of ' \t\n\r\v\f"{}<>,;|') BREAKS[sign.charCodeAt(0)] = 1;

const TOKEN = new Uint8Array(128);
for (let code = 0; code < 128; code++) if (/[\w.+/=~%:-]/.test(String.fromCharCode(code))) TOKEN[code] = 1;

function isTokenCharacter(code: number): boolean {
  return code < 0x80 && TOKEN[code] === 1;
}

/** Not between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
