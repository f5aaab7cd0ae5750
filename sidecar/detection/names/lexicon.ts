import { readFile } from "node:fs/promises";
import { MORE_FAMILY_NAMES, MORE_GIVEN_NAMES } from "./more-names.ts";

/** Lists of names and words, all in lower case. */
export interface Lexicon {
  readonly givenNames: ReadonlySet<string>;
  readonly familyNames: ReadonlySet<string>;
  /** Cities, states and countries; some of several words. */
  readonly places: ReadonlySet<string>;
  /** Words of everyday language, which begin a sentence with a capital letter as names do. */
  readonly words: ReadonlySet<string>;
}

/** Reads the lists, about 60,000 entries. */
export async function readLexicon(): Promise<Lexicon> {
  const [givenNames, familyNames, places, words] = await Promise.all(
    ["given-names", "family-names", "places", "words"].map(readList),
  );
  return {
    givenNames: new Set([...(givenNames ?? []), ...MORE_GIVEN_NAMES]),
    familyNames: new Set([...(familyNames ?? []), ...MORE_FAMILY_NAMES]),
    places: places ?? new Set(),
    words: words ?? new Set(),
  };
}

async function readList(name: string): Promise<ReadonlySet<string>> {
  const content = await readFile(new URL(`lists/${name}.txt`, import.meta.url), "utf8");
  return new Set(content.split("\n").filter((line) => line !== "" && !line.startsWith("#")));
}
