import type { AiosError, ErrorKind } from "../../core/errors.ts";

/** What an attempt that ended says about its endpoint; `neutral`: nothing. */
export type Verdict = "success" | "failure" | "neutral";

const FAILURES: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  "connect",
  "connect-timeout",
  "server-error",
  "upstream-cut",
  "first-token-timeout",
  "idle-timeout",
  "invalid-upstream-reply",
]);

/** It answered, promptly; that it did not like what it was asked is no fault of the endpoint. */
const ANSWERS: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  "upstream-rejected",
  "upstream-refused-credentials",
  "model-not-found",
]);

/** Of the time until `firstFrameBy` that an attempt must have waited to be taken for one that was given up for it. */
const NEARLY_ALL = 0.9;

export interface Wait {
  readonly startedAt: number;
  readonly firstFrameBy: number;
  readonly now: number;
}

/** `wait`: set while no frame has come. All times are monotonic ms. */
export function verdictOf(error: AiosError, wait: Wait | undefined): Verdict {
  if (FAILURES.has(error.kind)) return "failure";
  if (ANSWERS.has(error.kind)) return "success";
  // The hop before gives up waiting for a first frame by hanging up: it does not say so.
  if (error.kind === "client-closed" && wait !== undefined && Number.isFinite(wait.firstFrameBy)) {
    const granted = wait.firstFrameBy - wait.startedAt;
    if (wait.now - wait.startedAt >= granted * NEARLY_ALL) return "failure";
  }
  return "neutral";
}
