import type { Span } from "./recognizer.ts";

/** Words that say what a value beside them is. */
export interface Context {
  /** @param name of the place where the text stands, such as the key of a JSON member */
  isNear(text: string, span: Span, name: string | undefined): boolean;
}

/** Characters looked at before and after a value. */
const BEFORE = 64;
const AFTER = 24;

/** @param words in lower case; each is found at the beginning of a word: `passport` also in `passportNumber` */
export function createContext(words: readonly string[]): Context {
  if (words.length === 0) return { isNear: () => false };
  const anywhere = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join("|")})`, "iu");
  return {
    isNear: (text, { start, end }, name) =>
      (name !== undefined && anywhere.test(inWords(name))) ||
      anywhere.test(inWords(text.slice(Math.max(0, start - BEFORE), start))) ||
      anywhere.test(text.slice(end, end + AFTER)),
  };
}

/** `dateOfBirth` and `date_of_birth` say the same as `date of birth`. */
function inWords(name: string): string {
  return name.replaceAll(/[_-]+/g, " ").replaceAll(/(\p{Ll})(?=\p{Lu})/gu, "$1 ");
}

function escaped(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
