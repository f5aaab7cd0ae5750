import { RE2JS } from "re2js";
import type { Span } from "./recognizer.ts";

/** A regular expression from configuration, in RE2's syntax: no look-around, no back-references, nothing that goes back. */
export interface LinearPattern {
  /**
   * Where it matches, from left to right, without overlaps and without empty matches. A match is at most
   * `LONGEST_MATCH` characters long. Where the work is used up, all the rest of the text is the last finding: what looks
   * for things that must not go on does not let them go on.
   * @param work that several patterns share on one text; of its own when absent
   */
  find(text: string, work?: MatchingWork): readonly Span[];
  /** It matches all of the text. */
  isWhole(text: string): boolean;
}

/** UTF-16 code units. */
export const LONGEST_MATCH = 1_024;

/**
 * What patterns may do on one text. Each search for a match is linear, but one that reads far ahead in vain for every
 * match that it finds (`a(.*b)?` on many a) would make the whole quadratic. Counted in instructions times code units
 * that may be read, each 5 to 20 ns at worst: 5 ms for a KB, and 40 ms more, for all patterns together.
 */
export class MatchingWork {
  #left: number;

  constructor(length: number) {
    this.#left = ALWAYS_LEFT + length * LEFT_PER_CODE_UNIT;
  }

  /** False when less than that is left. */
  take(amount: number): boolean {
    this.#left -= amount;
    return this.#left >= 0;
  }
}

const ALWAYS_LEFT = 4_000_000;
const LEFT_PER_CODE_UNIT = 500;

/** Code units in which a match may begin that is looked for at once; it is seen as far as that behind them at first. */
const STRETCH = 256;

/** @throws what the engine says about a pattern that it does not know; configuration was checked for that */
export function createLinearPattern(
  pattern: string,
  { ignoreCase = false }: { readonly ignoreCase?: boolean } = {},
): LinearPattern {
  const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  const size = compiled.programSize();

  /** The first match that begins at `from` or behind it and before `to`. */
  function first(
    text: string,
    from: number,
    to: number,
    work: MatchingWork,
  ): Span | typeof NONE | typeof USED_UP {
    // One character before is in sight, for `\b` and `^`.
    const offset = Math.max(0, from - 1);
    for (const sight of [STRETCH, LONGEST_MATCH]) {
      const end = Math.min(text.length, to + sight);
      const seen = text.slice(offset, end);
      // An automaton without positions says very fast that there is none.
      if (!compiled.test(seen)) continue;
      if (!work.take(seen.length * size)) return USED_UP;
      const matcher = compiled.matcher(seen);
      if (!matcher.find(from - offset)) continue;
      const match = { start: offset + matcher.start(), end: offset + matcher.end() };
      // What reaches to the end of sight may go on behind it.
      const isCut = match.end === end && end < text.length && sight !== LONGEST_MATCH;
      if (match.start < to && !isCut) return match;
    }
    return NONE;
  }

  return {
    find(text, work = new MatchingWork(text.length)) {
      if (!compiled.test(text)) return NOTHING;
      const found: Span[] = [];
      for (let from = 0, clearedTo = 0; from < text.length; ) {
        // Nothing lies wholly in sight of a long stretch: none begins in its first half.
        if (from >= clearedTo) {
          clearedTo = Math.min(text.length, from + LONGEST_MATCH);
          if (!compiled.test(text.slice(Math.max(0, from - 1), clearedTo + LONGEST_MATCH))) {
            from = clearedTo;
            continue;
          }
        }
        const to = Math.min(text.length, from + STRETCH);
        const match = first(text, from, to, work);
        if (match === USED_UP) {
          found.push({ start: from, end: text.length });
          break;
        }
        if (match === NONE) from = to;
        else if (match.end > match.start) {
          found.push(match);
          from = match.end;
        } else from = match.start + 1;
      }
      return found;
    },
    isWhole: (text) => compiled.matches(text),
  };
}

const NONE = "none";
const USED_UP = "no work left";
const NOTHING: readonly Span[] = Object.freeze([]);
