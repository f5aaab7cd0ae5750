/**
 * Words without one of which in a text nothing of some kind is found in it. Those of all who ask are looked for in the one
 * pass that reads a text's signs: at the beginnings of words and at the humps of `apiToken`.
 */
export interface TriggerWords {
  /** One of them begins somewhere, whatever its letter case and whatever follows it. */
  areIn(found: FoundWords): boolean;
  /** Where they begin, in order. */
  placesIn(found: FoundWords): readonly number[];
}

/** Which triggers a text has. */
export interface FoundWords {
  /** By the number of their set; undefined where there are none at all. */
  readonly triggers: readonly (readonly number[] | undefined)[] | undefined;
}

/**
 * For modules to call while they are read only: each set takes part in every pass from the next one on.
 * @param words ASCII letters, two or more of each
 */
export function triggerWords(words: readonly string[]): TriggerWords {
  const set = sets++;
  for (const word of words) {
    const beginning = beginningOf(word.charCodeAt(0), word.charCodeAt(1));
    const trigger = { letters: word.toLowerCase(), set };
    TRIGGERS[beginning] = [...(TRIGGERS[beginning] ?? []), trigger];
    BEGINNINGS[beginning] = 1;
  }
  return {
    areIn: ({ triggers }) => triggers?.[set] !== undefined,
    placesIn: ({ triggers }) => triggers?.[set] ?? NONE,
  };
}

let sets = 0;
const NONE: readonly number[] = [];

interface Trigger {
  readonly letters: string;
  readonly set: number;
}

/** By their first two letters. */
const TRIGGERS: (readonly Trigger[] | undefined)[] = [];
/** Which of those there are: most words are turned away by one look-up. */
const BEGINNINGS = new Uint8Array(1_024);

/** Of two letters in either case; other characters may share the number of some. */
function beginningOf(first: number, second: number): number {
  return ((first & 0x1f) << 5) | (second & 0x1f);
}

/** Whether a trigger may begin with these two characters: most words are turned away by it. */
export function mayBeTrigger(first: number, second: number): boolean {
  return BEGINNINGS[beginningOf(first, second)] === 1;
}

/** Adds the triggers that begin at `at`, perhaps once more, to `known`, which is made when there are any. */
export function findTriggers(
  text: string,
  at: number,
  known: number[][] | undefined,
): number[][] | undefined {
  let found = known;
  for (const { letters, set } of TRIGGERS[beginningOf(text.charCodeAt(at), text.charCodeAt(at + 1))] ?? []) {
    if (!isWrittenAt(text, at, letters)) continue;
    found ??= [];
    const places = found[set];
    if (places === undefined) found[set] = [at];
    else if (places.at(-1) !== at) places.push(at);
  }
  return found;
}

function isWrittenAt(text: string, start: number, letters: string): boolean {
  for (let index = 0; index < letters.length; index++)
    if ((text.charCodeAt(start + index) | 0x20) !== letters.charCodeAt(index)) return false;
  return true;
}
