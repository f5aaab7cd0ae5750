import type { RedactionEntity } from "../../../../config/schema/policy.ts";
import type { Signs } from "./signs.ts";

/** Where something stands in a text, in UTF-16 code units; `end` is the first one after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Finds one kind of thing in text. Pure, and linear in the length of the text for every text. */
export interface Recognizer {
  readonly entity: RedactionEntity;
  /** Whose finding stands where two overlap: the higher one. */
  readonly specificity: number;
  /** A cheap necessary condition: false means that `find` would find nothing. */
  mayOccur(signs: Signs): boolean;
  /** Findings in any order; they may overlap. */
  find(text: string): Iterable<Span>;
}
