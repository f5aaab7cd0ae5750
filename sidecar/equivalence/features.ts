import type { Pair } from "./alignment.ts";
import { questionType } from "./guards/question-type.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Word } from "./question.ts";

/**
 * What tells a question in other words from another question, apart from facts. A trap is nearly always a replacement in
 * place: all of the sentence is equal but a few words. Texts that are close to the model although they are built otherwise
 * mostly mean the same.
 */
export const FEATURES = [
  /** Of the embeddings. */
  "similarity",
  /** Share of the words of content that have a counterpart. */
  "aligned",
  /** Things that one side names and the other does not, on both sides: "cat", "dog". */
  "replacedThings",
  /** Verbs likewise. */
  "replacedVerbs",
  /** A verb on one side, a thing on the other: "combine", "together". */
  "recast",
  /** Things that one side names more than the other. */
  "addedThings",
  /** Verbs likewise. */
  "addedVerbs",
  /** Things without a counterpart that stand behind a preposition: "in babies", "for free". */
  "conditions",
  /** Share of the words of content that are equal from the start on and up to the end. */
  "contentInPlace",
  /** Share of the longer text that is equal from its start on and up to its end, small words too. */
  "inPlace",
  /** Share of all words that both have, small ones too. */
  "shared",
  /** The acts differ in a way that may not matter. */
  "asksOtherwise",
  /** Words of content, as a logarithm: in a long text one word matters less. */
  "length",
] as const;

export type Feature = (typeof FEATURES)[number];
export type Features = Readonly<Record<Feature, number>>;

export function featuresOf(pair: Pair): Features {
  const { asked, answered, aligned, left, similarity, lexicon } = pair;
  const one = countsOf(left.asked, lexicon);
  const other = countsOf(left.answered, lexicon);
  const replacedThings = Math.min(one.things, other.things);
  const replacedVerbs = Math.min(one.verbs, other.verbs);
  const all = weightOf(asked.words) + weightOf(answered.words);
  const unaligned = weightOf(left.asked) + weightOf(left.answered);
  const both = Math.min(one.things + one.verbs, other.things + other.verbs);
  return {
    similarity: similarity * 10 - 8,
    aligned: all === 0 ? 0 : 1 - unaligned / all,
    replacedThings,
    replacedVerbs,
    recast: Math.max(0, both - replacedThings - replacedVerbs),
    addedThings: Math.abs(one.things - other.things),
    addedVerbs: Math.abs(one.verbs - other.verbs),
    conditions: [...left.asked, ...left.answered].filter(isCondition).length,
    contentInPlace: contentInPlaceOf(pair),
    inPlace: inPlaceOf(asked.tokens, answered.tokens),
    shared: sharedOf(asked.tokens, answered.tokens),
    asksOtherwise: questionType.differs(pair) ? 1 : 0,
    length: Math.log2(1 + aligned.size),
  };
}

const SLIGHT = 0.4;

function weightOf(words: readonly Word[]): number {
  return words.reduce((sum, { weight }) => sum + (weight === 2 ? 1 : weight * SLIGHT), 0);
}

function countsOf(
  words: readonly Word[],
  lexicon: Lexicon,
): { readonly things: number; readonly verbs: number } {
  let things = 0;
  let verbs = 0;
  for (const { text, weight } of words) {
    const counts = weight === 2 ? 1 : weight * SLIGHT;
    if (isVerb(text, lexicon)) verbs += counts;
    else things += counts;
  }
  return { things, verbs };
}

/** Verbs that are as often a thing. */
const THINGS = new Set(
  "water paint iron plant book drill cook order schedule plan return raise report display file".split(" "),
);

export const isVerb = (base: string, { verbs }: Lexicon): boolean =>
  (verbs.has(base) || verbs.has(`${base}e`) || base.includes("_")) && !THINGS.has(base);

const isCondition = ({ role, weight }: Word): boolean => weight === 2 && role !== "" && role !== "of";

/** Frames are read, so this says what a frame explains: all else in place, the words left over are a difference. */
export function contentInPlaceOf({
  asked,
  answered,
  aligned,
}: Pick<Pair, "asked" | "answered" | "aligned">): number {
  const heavy = (words: readonly Word[]): number[] =>
    words.flatMap(({ weight }, at) => (weight === 0 ? [] : [at]));
  const ones = heavy(asked.words).map((at) => aligned.get(at) ?? -1);
  return inPlaceOf(ones, heavy(answered.words));
}

function inPlaceOf(one: readonly number[], other: readonly number[]): number {
  const least = Math.min(one.length, other.length);
  let start = 0;
  while (start < least && one[start] === other[start]) start++;
  let end = 0;
  while (end < least - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  return (start + end) / Math.max(1, one.length, other.length);
}

function sharedOf(one: readonly number[], other: readonly number[]): number {
  const ones = new Set(one);
  const others = new Set(other);
  let both = 0;
  for (const token of ones) if (others.has(token)) both++;
  return both / Math.max(1, ones.size + others.size - both);
}
