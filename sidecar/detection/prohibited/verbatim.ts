import { visibleText } from "../injection/readable.ts";

/** Finds long stretches of some texts repeated word for word in another one (Rabin and Karp 1987). */
export interface VerbatimIndex {
  /** Characters around white space that a repetition may take at most, in another text's own layout. */
  readonly reach: number;
  /** A stretch of at least so many characters as it was made for stands in `text`, white space and case aside. */
  isRepeatedIn(text: string): boolean;
}

/** UTF-16 code units; what texts have beyond that is not indexed. */
const LONGEST_INDEXED = 65_536;
/** Repetitions of the same block that are followed up, such as lines of dashes. */
const MOST_PLACES = 8;
/** Another layout may take so many times as many characters. */
const WIDEST_LAYOUT = 2;
/** Share of a stretch that has to be letters and digits: rulers and tables are nobody's secret. */
const LEAST_WRITTEN = 0.5;

/** Of a polynomial modulo 2^32: odd, and large, so that the first characters count, too. */
const BASE = 0x01000193;

/**
 * Only every so-manieth block of the texts is kept: a stretch of `length` characters has one of blocks half as long in it
 * wherever it begins. The blocks' neighbourhood is compared in full, so a hash that happens to be the same says nothing.
 * @param length in characters, at least 2
 */
export function createVerbatimIndex(texts: readonly string[], length: number): VerbatimIndex {
  const block = Math.floor((length + 1) / 2);
  const indexed = boundedTexts(texts);
  const places = new Map<number, { readonly text: string; readonly at: number }[]>();
  for (const text of indexed) {
    for (let at = 0; at + block <= text.length; at += block) {
      const hash = hashOf(text, at, block);
      const known = places.get(hash);
      if (known === undefined) places.set(hash, [{ text, at }]);
      else if (known.length < MOST_PLACES) known.push({ text, at });
    }
  }
  let leading = 1;
  for (let power = 1; power < block; power++) leading = Math.imul(leading, BASE);

  return {
    reach: length * WIDEST_LAYOUT,
    isRepeatedIn(text) {
      const read = evenText(text);
      if (read.length < length || places.size === 0) return false;
      let hash = hashOf(read, 0, block);
      for (let at = 0; ; at++) {
        for (const place of places.get(hash) ?? []) {
          if (isLongEnough(place.text, place.at, read, at, block, length)) return true;
        }
        if (at + block >= read.length) return false;
        const without = (hash - Math.imul(read.charCodeAt(at), leading)) | 0;
        hash = (Math.imul(without, BASE) + read.charCodeAt(at + block)) | 0;
      }
    },
  };
}

/** White space of any sort is one blank, letters are in lower case, what nobody sees is left out. */
export function evenText(text: string): string {
  const lower = visibleText(text).toLowerCase().trim();
  return UNEVEN.test(lower) ? lower.replaceAll(/\s+/g, " ") : lower;
}

const UNEVEN = /\s\s|[^\S ]/;

function boundedTexts(texts: readonly string[]): readonly string[] {
  const bounded: string[] = [];
  let left = LONGEST_INDEXED;
  for (const text of texts) {
    if (left <= 0) break;
    const read = evenText(text.slice(0, left));
    left -= text.length;
    if (!bounded.includes(read)) bounded.push(read);
  }
  return bounded;
}

function hashOf(text: string, from: number, length: number): number {
  let hash = 0;
  for (let at = from; at < from + length; at++) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0;
  return hash;
}

/** Whether what the two have in common around these places is at least `length` long, and mostly written. */
function isLongEnough(
  text: string,
  at: number,
  other: string,
  otherAt: number,
  block: number,
  length: number,
): boolean {
  let before = 0;
  while (
    before < length &&
    before < at &&
    before < otherAt &&
    text.charCodeAt(at - before - 1) === other.charCodeAt(otherAt - before - 1)
  )
    before++;
  let after = 0;
  while (
    before + after < length + block &&
    at + after < text.length &&
    otherAt + after < other.length &&
    text.charCodeAt(at + after) === other.charCodeAt(otherAt + after)
  )
    after++;
  if (after < block || before + after < length) return false;
  const common = text.slice(at - before, at + after);
  return (common.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= common.length * LEAST_WRITTEN;
}
