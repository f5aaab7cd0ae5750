import type { Call, Target } from "./call.ts";
import type { AiosError } from "./errors.ts";
import type { Verdict } from "./verdict.ts";

/** What policies say of one place that a call could go to. */
export interface TargetJudgement {
  /** Why the call may not go there; undefined when it may. */
  readonly denial: AiosError | undefined;
  /** Everything that was said, the denial included. */
  readonly verdicts: readonly Verdict[];
}

/** Judges a place before a call goes there, whoever has chosen it: weights, a rung of the ladder, a mirror. */
export type JudgeTarget = (call: Call, target: Target) => TargetJudgement;

/** Nothing was said. */
export const PERMITTED: TargetJudgement = Object.freeze({ denial: undefined, verdicts: Object.freeze([]) });
