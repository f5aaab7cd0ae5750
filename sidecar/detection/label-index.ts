import { escapeTail, isAlphanumeric, isDigit } from "./boundaries.ts";
import { isSpace, isUnspaced, isUpperCase, isWordCharacter, lowerCase } from "./letters.ts";
import type { Span } from "./recognizer.ts";
import { Trie } from "./trie.ts";

/** A word or phrase that says what stands beside it. */
export interface Label {
  /** In lower case, with single spaces. */
  readonly word: string;
  /** Whose it is, as `LabelIndex.add` was told. */
  readonly owners: readonly number[];
}

/** Where a label stands in a text. */
export interface LabelAt extends Span {
  readonly label: Label;
}

/**
 * Finds many words in texts: at the beginning of a word (`passport` also in `passportNumber`), in scripts that put no
 * spaces between words anywhere. `date of birth` is also found as `dateOfBirth`, `date_of_birth` and `DATE-OF-BIRTH`,
 * `teléfono` also as `telefono`. What has no more than four letters is found as a whole word only, or in the plural:
 * `pan` is not in `panel`.
 */
export class LabelIndex {
  readonly #trie = new Trie();
  /** By the node of the trie where they end. */
  readonly #labels: ({ word: string; owners: number[]; isWhole: boolean } | undefined)[] = [];
  /** With which two letters of the alphabet labels begin: most words are turned away by that. */
  readonly #beginnings = new Uint8Array(1_024);

  add(word: string, owner: number): void {
    const plain = word
      .normalize("NFC")
      .toLowerCase()
      .replaceAll(/[\s_.’'-]+/g, " ")
      .trim();
    const bare = plain.normalize("NFD").replaceAll(/\p{M}/gu, "").normalize("NFC");
    for (const spelling of new Set([plain, bare, plain.replaceAll(" ", ""), bare.replaceAll(" ", "")]))
      this.#addSpelling(spelling, plain, owner);
  }

  #addSpelling(spelling: string, word: string, owner: number): void {
    if (spelling === "") return;
    let node = 0;
    for (let at = 0; at < spelling.length; at++)
      node = this.#trie.addChild(node, lowerCase(spelling.charCodeAt(at)));
    this.#beginnings[beginningOf(spelling.charCodeAt(0), spelling.charCodeAt(1))] = 1;
    const known = this.#labels[node];
    if (known === undefined) {
      const isWhole = spelling.length <= LONGEST_WHOLE && !isUnspaced(spelling.charCodeAt(0));
      while (this.#labels.length <= node) this.#labels.push(undefined);
      this.#labels[node] = { word, owners: [owner], isWhole };
    } else if (!known.owners.includes(owner)) known.owners.push(owner);
  }

  /** Adds to `found` the labels that begin at `from` or after it and before `to`, in order of their beginnings. */
  read(text: string, from: number, to: number, found: LabelAt[]): void {
    let before = 0;
    for (let at = from; at < to; at++) {
      const preceding = before;
      const code = text.charCodeAt(at);
      before = code;
      // In the midst of a word, save behind an escape: most characters are there.
      if (isSmall(code) && isSmall(preceding) && text.charCodeAt(at - 2) !== BACKSLASH) continue;
      if (!isWordCharacter(code) || !beginsLabel(text, at, code)) continue;
      const node = this.#trie.child(0, lowerCase(code));
      if (node === 0) continue;
      const next = text.charCodeAt(at + 1);
      const isTurnedAway =
        isAsciiLetter(code) && isAsciiLetter(next) && this.#beginnings[beginningOf(code, next)] === 0;
      if (!isTurnedAway || this.#labels[node] !== undefined) this.#walk(text, at, node, found);
    }
  }

  #walk(text: string, start: number, first: number, found: LabelAt[]): void {
    let node = first;
    for (let at = start + 1; ; ) {
      const label = this.#labels[node];
      if (label !== undefined && (!label.isWhole || endsLabel(text, at)))
        found.push({ start, end: at, label });
      const code = text.charCodeAt(at);
      if (isSeparator(code)) {
        node = this.#trie.child(node, SPACE);
        for (let most = at + MOST_SEPARATORS; at < most && isSeparator(text.charCodeAt(at)); ) at++;
      } else {
        node = this.#trie.child(node, lowerCase(code));
        at++;
      }
      if (node === 0) return;
    }
  }
}

/** Letters. */
const LONGEST_WHOLE = 4;
const MOST_SEPARATORS = 3;
const SPACE = 0x20;
const BACKSLASH = 0x5c;
const SMALL_S = 0x73;
const SMALL_N = 0x6e;
/** A word for numbers that runs into a label. */
const NUMBER = /^(?:number|nummer|numero|num|nr)(?![a-z])/i;
const LONGEST_NUMBER_WORD = 7;

function isSeparator(code: number): boolean {
  return isSpace(code) || code === 0x5f || code === 0x2d || code === 0x2e || code === 0x27 || code === 0x2019;
}

function isLetter(code: number): boolean {
  return isWordCharacter(code) && !(code >= 0x30 && code <= 0x39);
}

function beginsLabel(text: string, at: number, code: number): boolean {
  if (at === 0) return true;
  const before = text.charCodeAt(at - 1);
  // The letters of a hash or a code: `edfc0cc`.
  if (isDigit(before) && !isUnspaced(code) && isAlphanumeric(text.charCodeAt(at - 2))) return false;
  if (!isLetter(before) || isUnspaced(code) || isUnspaced(before)) return true;
  if (isUpperCase(code)) return !isUpperCase(before) || isSmallLetter(text.charCodeAt(at + 1));
  return escapeTail(text, at - 1) === 1;
}

function endsLabel(text: string, at: number): boolean {
  const next = text.charCodeAt(at);
  // `cc2bb9e9`: a hash.
  if (isDigit(next) && !isUnspaced(text.charCodeAt(at - 1))) return !isLetteredBehind(text, at);
  if (at >= text.length || !isLetter(next) || isUnspaced(next)) return true;
  if (isUpperCase(next) && (!isUpperCase(text.charCodeAt(at - 1)) || isSmallLetter(text.charCodeAt(at + 1))))
    return true;
  // `imeinumber`
  if ((next | 0x20) === SMALL_N && NUMBER.test(text.slice(at, at + LONGEST_NUMBER_WORD))) return true;
  return next === SMALL_S && (at + 1 >= text.length || !isLetter(text.charCodeAt(at + 1)));
}

/** A small letter or capital stands behind the digits at `at`. */
function isLetteredBehind(text: string, at: number): boolean {
  let end = at;
  while (end - at < LONGEST_NUMBER && isDigit(text.charCodeAt(end))) end++;
  const code = text.charCodeAt(end);
  return isAlphanumeric(code) && !isDigit(code);
}

/** Digits: a longer one is a value of its own. */
const LONGEST_NUMBER = 4;

/** Of two letters in either case. */
function beginningOf(first: number, second: number): number {
  return ((first & 0x1f) << 5) | (second & 0x1f);
}

function isAsciiLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}

function isSmall(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isSmallLetter(code: number): boolean {
  return isLetter(code) && !isUpperCase(code);
}
