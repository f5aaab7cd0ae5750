import { differenceOf, type Guard, readQuestion } from "../../../sidecar/equivalence/equivalence.ts";
import type { LabelledPair } from "./pairs.ts";

/** What must hold at the default threshold. */
export const TARGET = { falseHits: 0.01, recall: 0.6 } as const;
export const DEFAULT_THRESHOLD = 0.75;
export const THRESHOLDS = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const;

export interface JudgedPair extends LabelledPair {
  readonly similarity: number;
  /** Asked with a while b is in the cache, and the other way round: a hit in either is a hit. */
  readonly guards: readonly (Guard | undefined)[];
}

export function judge(
  pairs: readonly LabelledPair[],
  similarities: readonly number[],
): readonly JudgedPair[] {
  return pairs.map((pair, index) => {
    const similarity = similarities[index] ?? 0;
    const [a, b] = [readQuestion(pair.a), readQuestion(pair.b)];
    return { ...pair, similarity, guards: [differenceOf(a, b, similarity), differenceOf(b, a, similarity)] };
  });
}

/** A trap is hit when one order of asking hits it; a paraphrase counts as found when both do. */
export function isHit({ same, similarity, guards }: JudgedPair, threshold: number): boolean {
  if (similarity < threshold) return false;
  return same ? guards.every((guard) => guard === undefined) : guards.includes(undefined);
}

export interface Rate {
  readonly hits: number;
  readonly pairs: number;
}

export const shareOf = ({ hits, pairs }: Rate): number => (pairs === 0 ? 0 : hits / pairs);

export interface Rates {
  /** Of paraphrases. */
  readonly recall: Rate;
  /** Of traps. */
  readonly falseHits: Rate;
  /** Of traps by the vector alone, without guards. */
  readonly unguarded: Rate;
}

export function ratesAt(judged: readonly JudgedPair[], threshold: number): Rates {
  const paraphrases = judged.filter(({ same }) => same);
  const traps = judged.filter(({ same }) => !same);
  return {
    recall: rateOf(paraphrases, (pair) => isHit(pair, threshold)),
    falseHits: rateOf(traps, (pair) => isHit(pair, threshold)),
    unguarded: rateOf(traps, ({ similarity }) => similarity >= threshold),
  };
}

function rateOf(pairs: readonly JudgedPair[], isCounted: (pair: JudgedPair) => boolean): Rate {
  return { hits: pairs.filter(isCounted).length, pairs: pairs.length };
}

/** Kinds of traps, then kinds of paraphrases. */
export function ratesByKind(
  judged: readonly JudgedPair[],
  threshold: number,
): ReadonlyMap<string, Rate & { readonly same: boolean }> {
  const rates = new Map<string, Rate & { readonly same: boolean }>();
  for (const pair of [...judged].sort((one, other) => Number(one.same) - Number(other.same))) {
    const { kind, same } = pair;
    const { hits, pairs } = rates.get(kind) ?? { hits: 0, pairs: 0 };
    rates.set(kind, { same, pairs: pairs + 1, hits: hits + (isHit(pair, threshold) ? 1 : 0) });
  }
  return rates;
}

export interface GuardCounts {
  /** Traps over the threshold that it was the first to speak against. */
  readonly caught: number;
  /** Paraphrases over the threshold that it was the first to speak against. */
  readonly refused: number;
}

export function countsByGuard(
  judged: readonly JudgedPair[],
  threshold: number,
): ReadonlyMap<Guard, GuardCounts> {
  const counts = new Map<Guard, GuardCounts>();
  for (const { same, similarity, guards } of judged) {
    const guard = guards.find((each) => each !== undefined);
    if (guard === undefined || similarity < threshold) continue;
    const { caught, refused } = counts.get(guard) ?? { caught: 0, refused: 0 };
    counts.set(guard, same ? { caught, refused: refused + 1 } : { caught: caught + 1, refused });
  }
  return counts;
}

/** A line for each target that is not met; a corpus without traps, or without paraphrases, misses none by them. */
export function missedTargets(judged: readonly JudgedPair[], threshold: number): readonly string[] {
  const { recall, falseHits } = ratesAt(judged, threshold);
  const missed: string[] = [];
  if (falseHits.pairs > 0 && shareOf(falseHits) > TARGET.falseHits) {
    missed.push(
      `${falseHits.hits} of ${falseHits.pairs} traps are hit, more than ${TARGET.falseHits * 100} %`,
    );
  }
  if (recall.pairs > 0 && shareOf(recall) < TARGET.recall) {
    missed.push(
      `${recall.hits} of ${recall.pairs} paraphrases are found, less than ${TARGET.recall * 100} %`,
    );
  }
  return missed;
}
