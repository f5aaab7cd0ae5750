import {
  COMPANIONS,
  GREETINGS,
  INTRODUCTIONS,
  LABELS,
  NAME_LABELS,
  RELATIONS,
  SPEAKING,
  TITLES,
} from "./person-cues.ts";
import type { Word } from "./words.ts";

/**
 * What stands right before a word and tells whether it is the name of a person, from the surest on. `title`: Mr. Smith.
 * `introduction`: my name is … `label`: `Name: …`. `greeting`: Dear … `relation`: my wife … `companion`: a word that
 * persons are often beside. `none` of them.
 */
export type Cue =
  | "title"
  | "introduction"
  | "label"
  | "greeting"
  | "relation"
  | "speaking"
  | "companion"
  | "none";

/** Words looked at before a name. */
const LONGEST_PHRASE = 5;

/** What stands before the word at `index`. */
export function cueBefore(text: string, words: readonly Word[], index: number): Cue {
  const word = words[index];
  const before = words[index - 1];
  if (word === undefined || before === undefined) return "none";
  const gap = text.slice(before.end, word.start);
  if (gap.length > LONGEST_GAP) return "none";
  if (LABEL_GAP.test(gap)) {
    if (hasPhrase(words, index, NAME_LABELS)) return "introduction";
    return hasPhrase(words, index, LABELS) ? "label" : "none";
  }
  if (isPlain(gap)) {
    if (TITLES.has(before.lower)) return titleCue(before);
    if (gap.startsWith(".")) return "none";
    if (hasPhrase(words, index, INTRODUCTIONS)) return "introduction";
    if (hasPhrase(words, index, GREETINGS)) return "greeting";
    if (RELATIONS.has(before.lower)) return "relation";
    if (SPEAKING.has(before.lower)) return "speaking";
    if (COMPANIONS.has(before.lower)) return "companion";
    return "none";
  }
  // A farewell stands on the line above the name, and a relation before a comma or a colon.
  if (FAREWELL_GAP.test(gap) && hasPhrase(words, index, GREETINGS)) return "greeting";
  if (gap === ", " && (RELATIONS.has(before.lower) || GREETINGS.has(before.lower))) return "relation";
  return "none";
}

const LONGEST_GAP = 12;
const LABEL_GAP = /^["'*_`)]{0,3}\s?(?:[:=]|=>|：)\s{0,3}["'*_`]{0,3}$/;
const FAREWELL_GAP = /^[,.!]?[ \t]*(?:\r?\n[ \t>]*|\\n){1,3}$/;

/** Spaces, or the dot that ends an abbreviation. */
export function isPlain(gap: string): boolean {
  return gap === " " || gap === ". " || gap === "." || gap === "\u00a0" || gap === "  " || gap === ".\u00a0";
}

/** A title in small letters is one where it is an abbreviation, or stands for nothing else. */
function titleCue(title: Word): Cue {
  if (title.shape !== "lower") return title.shape === "initial" ? "none" : "title";
  return SMALL_TITLES.has(title.lower) ? "title" : "none";
}

const SMALL_TITLES = new Set(
  "mr mrs ms dr prof herr herrn frau señor señora monsieur madame mme mlle signor signora dhr mevrouw pan pani".split(
    " ",
  ),
);

/** Whether one of `phrases` ends right before the word at `index`. */
function hasPhrase(words: readonly Word[], index: number, phrases: ReadonlySet<string>): boolean {
  let phrase = "";
  for (let length = 1; length <= LONGEST_PHRASE; length++) {
    const word = words[index - length];
    if (word === undefined) return false;
    phrase = phrase === "" ? word.lower : `${word.lower} ${phrase}`;
    if (phrases.has(phrase)) return true;
  }
  return false;
}
