import type { Span } from "./span.ts";

/** Something found in a text; positions in UTF-16 code units, `end` exclusive. */
export interface Match extends Span {
  readonly entity: string;
  /** As placeholders name it. */
  readonly label: string;
  /** How sure that is, 0 to 1, what stands around it counted in. */
  readonly score: number;
  /** The word near it, in lower case, that has raised the score. */
  readonly word?: string;
  /** Which sets of rules look for it, in their order, and what each takes it for. At least one. */
  readonly sought: readonly Sought[];
}

/** One set of rules looks for a match: what it has found there is this. */
export interface Sought {
  /** The index among the sets that the detector was made of. */
  readonly rules: number;
  /** Mostly the match's; another one where the sets' findings overlap and differ. */
  readonly entity: string;
}

/** A list of words and phrases of a policy's own; its `name` is the entity of what is found. */
export interface OwnTerms {
  readonly name: string;
  readonly values: readonly string[];
  readonly caseSensitive: boolean;
}

/** A pattern of a policy's own, in RE2's syntax; its `name` is the entity of what is found. */
export interface OwnPattern {
  readonly name: string;
  readonly pattern: string;
  readonly context: readonly string[];
  readonly score: number;
}

/** What one policy looks for. `RedactSpec` has this shape. */
export interface DetectionRules {
  /** By name; those that have no form of their own (`person`) are not found here. */
  readonly entities: readonly string[];
  /** Findings of a lower score are none; 0.5 when absent. */
  readonly minimumScore?: number;
  readonly terms?: readonly OwnTerms[];
  readonly patterns?: readonly OwnPattern[];
  /** Values that these rules leave alone; those of other sets do not. */
  readonly except?: { readonly values: readonly string[]; readonly patterns: readonly string[] };
}
