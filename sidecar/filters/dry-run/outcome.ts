import type { DryRunDifference } from "../../platform/telemetry.ts";

/** What a set of policies makes of a call. */
export interface Outcome {
  readonly isDenied: boolean;
  /** Findings by entity. */
  readonly redactions: Readonly<Record<string, number>>;
  /** Whether the call would go where it went; it may have gone nowhere. */
  readonly goesElsewhere: boolean;
}

/** By how the outcome of a trial differs from what really was. */
export function differencesOf(real: Outcome, trial: Outcome): readonly DryRunDifference[] {
  if (real.isDenied !== trial.isDenied) return [trial.isDenied ? "newly-denied" : "newly-allowed"];
  // Of a call that nobody lets out there is nothing else to say.
  if (real.isDenied) return ["same"];
  const entities = [...new Set([...Object.keys(real.redactions), ...Object.keys(trial.redactions)])];
  const changes = entities.map((entity) => (trial.redactions[entity] ?? 0) - (real.redactions[entity] ?? 0));
  const found: DryRunDifference[] = [];
  if (changes.some((change) => change > 0)) found.push("redacts-more");
  if (changes.some((change) => change < 0)) found.push("redacts-less");
  if (trial.goesElsewhere) found.push("other-target");
  return found.length === 0 ? ["same"] : found;
}
