import type { Lexicon } from "./lexicon.ts";
import type { Question, Word } from "./question.ts";

/** Two questions side by side: which word of one is which of the other, and what is left over. */
export interface Pair {
  readonly asked: Question;
  readonly answered: Question;
  /** Of their embeddings, at most 1. */
  readonly similarity: number;
  /** Index of a word of `asked` > index of the word of `answered` that says the same. */
  readonly aligned: ReadonlyMap<number, number>;
  /** Words of either that have none, light ones too. */
  readonly left: { readonly asked: readonly Word[]; readonly answered: readonly Word[] };
  readonly lexicon: Lexicon;
}

const FACTS = new Set(["number", "unit", "date", "identifier", "quoted", "code"]);

export function align(asked: Question, answered: Question, similarity: number, lexicon: Lexicon): Pair {
  const aligned = new Map<number, number>();
  const takenBy = new Array<number>(answered.words.length).fill(-1);
  const pairUp = (fits: (one: Word, other: Word) => boolean, reuse: boolean): void => {
    asked.words.forEach((one, index) => {
      if (aligned.has(index)) return;
      const found = answered.words.findIndex(
        (other, at) => (takenBy[at] === -1 || (reuse && !FACTS.has(one.kind))) && fits(one, other),
      );
      if (found === -1) return;
      aligned.set(index, found);
      if (takenBy[found] === -1) takenBy[found] = index;
    });
  };
  pairUp(isSameWord, false);
  pairUp(sharesKey, false);
  // A thing that is named twice on one side and once on the other.
  pairUp(sharesKey, true);
  answered.words.forEach((other, at) => {
    if (takenBy[at] !== -1 || FACTS.has(other.kind)) return;
    const index = asked.words.findIndex((one) => sharesKey(one, other));
    if (index !== -1) takenBy[at] = index;
  });
  pairUp((one, other) => isMisspelled(one, other, lexicon), false);
  joinCompounds(asked.words, answered.words, aligned, takenBy);
  return {
    asked,
    answered,
    similarity,
    aligned,
    left: {
      asked: asked.words.filter((_, index) => !aligned.has(index)),
      answered: answered.words.filter((_, at) => takenBy[at] === -1),
    },
    lexicon,
  };
}

const isSameWord = (one: Word, other: Word): boolean => one.keys[0] === other.keys[0];

function sharesKey(one: Word, other: Word): boolean {
  for (const key of one.keys) if (other.keys.includes(key)) return true;
  return false;
}

/** Fewer letters than these are too often another word. */
const MIN_MISSPELLED = 5;

/** A slip of the pen, where one of both is no word that is known and the other is. */
function isMisspelled(one: Word, other: Word, { vocabulary }: Lexicon): boolean {
  if (one.kind !== "word" || other.kind !== "word") return false;
  if (one.text.length < MIN_MISSPELLED || other.text.length < MIN_MISSPELLED) return false;
  if (one.text[0] !== other.text[0] || isKnown(one.text, vocabulary) === isKnown(other.text, vocabulary))
    return false;
  return isOneSlipApart(one.text, other.text);
}

/** Bases of long words have lost their "e". */
const isKnown = (base: string, vocabulary: ReadonlySet<string>): boolean =>
  vocabulary.has(base) || vocabulary.has(`${base}e`);

/** A letter more or less, or two that changed places. Another letter in place of one too often makes another word. */
function isOneSlipApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  return (
    short[start] === long[start + 1] &&
    short[start + 1] === long[start] &&
    short.slice(start + 2) === long.slice(start + 2)
  );
}

/** "data base" is "database". */
function joinCompounds(
  asked: readonly Word[],
  answered: readonly Word[],
  aligned: Map<number, number>,
  takenBy: number[],
): void {
  asked.forEach((one, index) => {
    if (aligned.has(index) || one.kind === "quoted") return;
    answered.forEach((other, at) => {
      const next = answered[at + 1];
      if (
        next !== undefined &&
        takenBy[at] === -1 &&
        takenBy[at + 1] === -1 &&
        one.text === other.text + next.text
      ) {
        aligned.set(index, at);
        takenBy[at] = index;
        takenBy[at + 1] = index;
      }
    });
    const next = asked[index + 1];
    if (next === undefined || aligned.has(index + 1) || aligned.has(index)) return;
    const at = answered.findIndex(
      (other, place) => takenBy[place] === -1 && other.text === one.text + next.text,
    );
    if (at === -1) return;
    aligned.set(index, at);
    aligned.set(index + 1, at);
    takenBy[at] = index;
  });
}
