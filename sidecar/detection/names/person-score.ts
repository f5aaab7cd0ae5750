import type { Cue } from "./cue.ts";
import type { Known } from "./known-word.ts";
import { NOBODY, SUFFIXES } from "./person-cues.ts";

/** How sure it is that these words are the name of a person, 0 to 1: by what stands before them, and by the lists. */
export function scoreOf(run: readonly Known[], cue: Cue, atStart: boolean): number {
  const parts = run.filter(({ word }) => word.shape !== "lower" && !SUFFIXES.has(word.lower));
  const names = parts.filter(({ word }) => word.shape !== "initial");
  const first = names[0];
  const last = names.at(-1);
  if (first === undefined || last === undefined) return 0;
  const isKnown = names.some(({ given, family }) => given || family);
  if (NOBODY.has(first.word.lower) && names.length === 1) return 0;
  if (cue === "title") return names.every(({ ordinary, family }) => ordinary && !family) ? 0.45 : 0.9;
  if (cue === "introduction") return isKnown ? 0.9 : 0.75;
  if (cue === "label") {
    if (isKnown && !first.ordinary) return 0.9;
    return parts.length > 1 && parts.length < 5 ? 0.6 : 0.4;
  }
  return parts.length > 1 ? scoreOfSeveral(parts, names, cue) : scoreOfOne(first, cue, atStart);
}

function scoreOfSeveral(parts: readonly Known[], names: readonly Known[], cue: Cue): number {
  const [first] = names;
  const last = names.at(-1);
  if (first === undefined || last === undefined) return 0;
  const raised = cue === "none" ? 0 : cue === "companion" ? 0.1 : 0.25;
  const areCapitals = parts.every(({ word }) => word.shape !== "capital");
  if (names.length === 1) {
    // Initials and one name: J. R. Smith, Anna K.
    if (areCapitals && first.word.shape === "capitals") return first.given || first.family ? 0.4 + raised : 0;
    if (first.given && !first.ordinary) return 0.75;
    return first.family && !first.ordinary ? 0.7 : 0.3 + raised;
  }
  const isPlace =
    (first.place && last.place) || names.every(({ place, given, family }) => place && !(given && family));
  if (areCapitals) return first.given && last.family && !isPlace ? 0.7 : 0.25 + raised;
  if (first.given && last.family) return isPlace ? 0.45 + raised : 0.85;
  if (first.given && !first.ordinary)
    return last.ordinary ? 0.5 : isPlace || first.place ? 0.4 + raised : 0.75;
  if (first.family && last.given) return isPlace ? 0.3 + raised : 0.65;
  if (last.family && !last.ordinary && !isPlace) return 0.55 + raised / 2;
  if (first.given || last.family) return 0.45 + raised / 2;
  // Nothing is known but how it is written.
  return names.some(({ place }) => place) || cue === "none" ? 0.3 : 0.3 + raised;
}

function scoreOfOne({ word, given, family, place, ordinary }: Known, cue: Cue, atStart: boolean): number {
  if (word.shape === "capitals") return given && !ordinary && cue !== "none" ? 0.5 : 0;
  const isLong = word.lower.length > 2;
  if (cue === "greeting" || cue === "relation") {
    if (ordinary) return given ? 0.55 : 0;
    if (given) return 0.85;
    return isLong && !place ? 0.6 : 0.3;
  }
  if (ordinary || !isLong) return 0;
  if (given && !place) return atStart ? 0.6 : 0.65;
  if (cue === "speaking") return given || !atStart ? 0.55 : 0.5;
  if (given || family) return cue === "companion" && !place ? 0.45 : 0.3;
  return 0;
}
