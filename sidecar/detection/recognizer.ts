import type { Scan } from "./scan.ts";
import type { Signs } from "./signs.ts";
import type { Finding } from "./span.ts";

export type { Finding, Span } from "./span.ts";

/** What policies name several entities by. */
export type EntityGroup =
  | "contact"
  | "financial"
  | "national-ids"
  | "network"
  | "health"
  | "personal"
  | "secrets"
  | "names";

/**
 * Finds one kind of thing in text. Pure, and linear in the length of the text for every text. One file each under
 * `recognizers/`, which exports it as `recognizer`; `npm run generate` adds it to the registry, the schema and the
 * reference.
 */
export interface Recognizer {
  /** As policies name it. Several recognizers may find the same entity; they agree on `label` and `group`. */
  readonly entity: string;
  /** As placeholders name it: capital letters only, 2 to 16. */
  readonly label: string;
  readonly group: EntityGroup;
  /** For the reference: what is found, and what makes sure of it. */
  readonly description: string;
  /** Whose finding stands where two of the same score overlap: the higher one. */
  readonly specificity: number;
  /**
   * How sure a finding is by its form alone: 0.9 and more proves itself (a prefix, a strong checksum and a rare form);
   * 0.5 is enough for a policy that sets no other minimum; what has less needs one of the `context` words near it.
   */
  readonly score: number;
  /** Words, in lower case and any language, that raise a finding's score when one stands near it or names its place. */
  readonly context: readonly string[];
  /** Texts and what is found in them: each has the finding between `«` and `»`. For tests and the reference. */
  readonly examples: readonly string[];
  /** Texts in which it finds nothing, not even beside its context words: wrong checksums, other things of the form. */
  readonly nearMisses: readonly string[];
  /** A cheap necessary condition: false means that `find` would find nothing. */
  mayOccur(signs: Signs): boolean;
  /** Findings in any order; they may overlap. */
  find(text: string, scan: Scan): Iterable<Finding>;
}
