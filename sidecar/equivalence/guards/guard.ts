import type { Pair } from "../alignment.ts";
import type { Guard } from "../guard-names.ts";
import type { Word, WordKind } from "../question.ts";

/** One reason for which an answer must not be given for another question. */
export interface EquivalenceGuard {
  readonly name: Guard;
  /** True: the pair differs in what this guard looks at. */
  differs(pair: Pair): boolean;
}

/** A fact of the kind that the other side does not state. */
export function misses({ left }: Pair, ...kinds: readonly WordKind[]): boolean {
  const isMissing = ({ kind, weight }: Word): boolean => weight === 2 && kinds.includes(kind);
  return left.asked.some(isMissing) || left.answered.some(isMissing);
}
