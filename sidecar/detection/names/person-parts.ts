import type { Finding } from "../recognizer.ts";
import type { Word } from "./words.ts";

/** The name of a person that was found. */
export interface PersonFinding extends Required<Finding> {
  /** Its words, in lower case. */
  readonly names: readonly string[];
}

/** UTF-16 code units around a full name in which its parts are known by themselves. */
export const PARTS_REACH = 8_192;

/** Parts of a full name that was found say who is meant wherever they stand by themselves, near it. */
export function withParts(words: readonly Word[], found: readonly PersonFinding[]): readonly Finding[] {
  const mentions = new Map<string, number[]>();
  for (const { names, start, score } of found) {
    if (score < 0.7 || names.length < 2) continue;
    for (const name of names) {
      const known = mentions.get(name);
      if (known !== undefined) known.push(start);
      else if (name.length > 2) mentions.set(name, [start]);
    }
  }
  if (mentions.size === 0) return found;
  const again: Finding[] = [];
  for (const { start, end, lower, shape } of words) {
    const places = shape === "capital" ? mentions.get(lower) : undefined;
    if (places !== undefined && isNearAny(start, places)) again.push({ start, end, score: 0.5 });
  }
  return [...found, ...again];
}

/** @param places in ascending order */
function isNearAny(at: number, places: readonly number[]): boolean {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < at - PARTS_REACH) low = middle + 1;
    else high = middle;
  }
  const nearest = places[low];
  return nearest !== undefined && nearest <= at + PARTS_REACH;
}
