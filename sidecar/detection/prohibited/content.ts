import { visibleText } from "../injection/readable.ts";
import { createLinearPattern, LONGEST_MATCH, MatchingWork } from "../linear-pattern.ts";
import type { Span } from "../recognizer.ts";
import { createTermMatcher } from "../terms.ts";
import { isDecided, type Piece } from "./piece.ts";

/** Words, phrases and patterns that are prohibited together. */
export interface ProhibitedContent {
  readonly terms: readonly string[];
  /** In RE2's syntax. */
  readonly patterns: readonly string[];
}

export interface ContentSearch {
  /** Characters of the longest term. */
  readonly longestTerm: number;
  /** Whether anything has a pattern, which may match at any length. */
  readonly hasPatterns: boolean;
  /** The indices of those lists of which something stands in the piece, each once. */
  find(piece: Piece): ReadonlySet<number>;
}

/**
 * Looks for all lists at once: their terms, however many, in one pass. Texts are read as whoever reads them does:
 * compatibility forms (NFKC) are folded, and what nobody sees is left out.
 */
export function createContentSearch(lists: readonly ProhibitedContent[]): ContentSearch {
  const matcher = createTermMatcher(
    lists.map(({ terms }) => ({ values: terms.map((term) => visibleText(term)) })),
  );
  const patterns = lists.flatMap(({ patterns: sources }, list) =>
    sources.map((source) => ({ list, pattern: createLinearPattern(source) })),
  );
  return {
    longestTerm: Math.max(0, ...lists.flatMap(({ terms }) => terms.map(({ length }) => length))),
    hasPatterns: patterns.length > 0,
    find(piece) {
      const text = visibleText(piece.text);
      const read = text === piece.text ? piece : { ...piece, text };
      const found = new Set<number>();
      for (const { list, start, end } of matcher.find(text)) {
        if (isDecided(read, { start, end })) found.add(list);
      }
      const work = new MatchingWork(text.length);
      for (const { list, pattern } of patterns) {
        if (
          !found.has(list) &&
          pattern.find(text, work).some((span) => isDecided(read, span) || isRest(span))
        )
          found.add(list);
      }
      return found;
    },
  };
}

/** No match is as long: it stands for all that there was no work left for. */
function isRest({ start, end }: Span): boolean {
  return end - start > LONGEST_MATCH;
}
