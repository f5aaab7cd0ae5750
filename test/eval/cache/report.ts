import { GUARDS } from "../../../sidecar/equivalence/equivalence.ts";
import type { Table } from "../../bench/table.ts";
import {
  countsByGuard,
  isHit,
  type JudgedPair,
  missedTargets,
  type Rate,
  ratesAt,
  ratesByKind,
  shareOf,
  THRESHOLDS,
} from "./score.ts";

const percent = (rate: Rate): string => (rate.pairs === 0 ? "-" : `${(shareOf(rate) * 100).toFixed(1)} %`);

export function thresholdsTable(judged: readonly JudgedPair[], threshold: number): Table {
  return {
    head: ["threshold", "false hits", "without guards", "recall", ""],
    rows: [...new Set([...THRESHOLDS, threshold])].sort().map((each) => {
      const { recall, falseHits, unguarded } = ratesAt(judged, each);
      const note = each === threshold ? "judged" : "";
      return [each.toFixed(2), percent(falseHits), percent(unguarded), percent(recall), note];
    }),
  };
}

export function kindsTable(judged: readonly JudgedPair[], threshold: number): Table {
  const rows = [...ratesByKind(judged, threshold)].map(([kind, { same, ...rate }]) => [
    kind,
    same ? "" : percent(rate),
    same ? percent(rate) : "",
    String(rate.pairs),
  ]);
  return { head: ["kind", "false hits", "recall", "pairs"], rows };
}

export function guardsTable(judged: readonly JudgedPair[], threshold: number): Table {
  const counts = countsByGuard(judged, threshold);
  return {
    head: ["guard", "traps caught", "paraphrases refused"],
    rows: GUARDS.map((guard) => {
      const { caught = 0, refused = 0 } = counts.get(guard) ?? {};
      return [guard, String(caught), String(refused)];
    }),
  };
}

/** At most so many traps that were hit and so many paraphrases that were not, with what spoke against them. */
export function failureLines(
  judged: readonly JudgedPair[],
  threshold: number,
  most: number,
): readonly string[] {
  const lineOf = ({ kind, a, b, similarity, guards }: JudgedPair): string => {
    const reason = guards.find((guard) => guard !== undefined) ?? "similarity";
    return `${kind} ${similarity.toFixed(2)} ${reason}: ${JSON.stringify(a)} ${JSON.stringify(b)}`;
  };
  const hit = judged.filter((pair) => !pair.same && isHit(pair, threshold));
  const refused = judged.filter((pair) => pair.same && !isHit(pair, threshold));
  return [
    ...hit.slice(0, most).map((pair) => `hit      ${lineOf(pair)}`),
    ...refused.slice(0, most).map((pair) => `refused  ${lineOf(pair)}`),
  ];
}

/** For programs. */
export function scoresRecord(judged: readonly JudgedPair[], threshold: number): object {
  const shares = (at: number): object => {
    const { recall, falseHits, unguarded } = ratesAt(judged, at);
    return { recall: shareOf(recall), falseHits: shareOf(falseHits), withoutGuards: shareOf(unguarded) };
  };
  return {
    pairs: judged.length,
    threshold,
    ...shares(threshold),
    missed: missedTargets(judged, threshold),
    thresholds: Object.fromEntries(THRESHOLDS.map((each) => [each.toFixed(2), shares(each)])),
    kinds: Object.fromEntries(ratesByKind(judged, threshold)),
    guards: Object.fromEntries(countsByGuard(judged, threshold)),
  };
}
