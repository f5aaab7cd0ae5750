import { FAMOUS_PLACES } from "./famous-places.ts";
import type { Lexicon } from "./lexicon.ts";
import { isOrdinary } from "./ordinary-words.ts";
import type { Word } from "./words.ts";

/** What the lists say of a word. */
export interface Known {
  readonly word: Word;
  readonly given: boolean;
  readonly family: boolean;
  readonly place: boolean;
  readonly ordinary: boolean;
}

export function know(word: Word, { givenNames, familyNames, places, words }: Lexicon): Known {
  const inList = (list: ReadonlySet<string>) =>
    list.has(word.lower) ||
    (word.lower.includes("-") && word.lower.split("-").every((part) => list.has(part)));
  const given = inList(givenNames);
  return {
    word,
    given,
    family: inList(familyNames),
    // Most names are those of some village as well.
    place: given ? FAMOUS_PLACES.has(word.lower) : places.has(word.lower),
    ordinary: isOrdinary(word.lower, words),
  };
}
