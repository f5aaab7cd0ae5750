import type { RetrySpec } from "../../../config/schema/route.ts";
import type { AttemptBudget, AttemptBudgets } from "../../core/attempt-budget.ts";
import type { Call } from "../../core/call.ts";
import type { CallSignal } from "../../core/call-signal.ts";
import { remaining } from "../../core/deadline.ts";
import { type AiosError, type ErrorKind, toAiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import type { DecisionRecord } from "../../core/record.ts";
import { type Clock, sleep } from "../../platform/clock.ts";
import type { Random } from "../../platform/random.ts";
import type { Telemetry } from "../../platform/telemetry.ts";

export interface RetryOptions {
  readonly spec: RetrySpec;
  readonly routeName: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
  /** Of all upstreams, shared by all routes: who retries what does not matter to an upstream that is down. */
  readonly budgets: AttemptBudgets;
}

/**
 * Retries that an upstream is always given in ten seconds, however few the calls. Small, since every sidecar of a fleet
 * has as many; a route that wants more attempts than this for one call has said so, and gets them for one call.
 */
const BUDGET_FLOOR = 3;

/**
 * Tries again, against the same target, what failed before its first frame and may succeed: after a wait with
 * exponential backoff and full jitter, within the deadline, the upstream's budget and the provider's own `retry-after`.
 */
export function createRetryFilter({
  spec,
  routeName,
  clock,
  random,
  telemetry,
  budgets,
}: RetryOptions): Filter {
  const floor = Math.max(BUDGET_FLOOR, spec.attempts);
  const conditions = new Set<ErrorKind>(spec.on);
  // Two hops to one upstream: whoever wants connecting tried again means either.
  if (conditions.has("connect")) conditions.add("gateway-unreachable");

  /** ms to wait before the next attempt; undefined when there shall be none. */
  function waitAfter(
    error: AiosError,
    retriesDone: number,
    call: Call,
    budget: AttemptBudget,
  ): number | undefined {
    if (retriesDone >= spec.attempts || !error.row.retryable || !conditions.has(error.kind)) return undefined;
    // What was streamed and is not kept cannot be said again.
    if (call.opaque?.transport === "grpc" && !call.opaque.messages.isReplayable) return undefined;
    const asked = error.retryAfterMs ?? 0;
    if (asked > spec.maxBackoff) return undefined;
    const backoff = Math.min(spec.maxBackoff, spec.backoff * 2 ** retriesDone);
    // Jitter goes on top of a wait the provider asked for, or all its callers would be back in the same instant.
    const wait = Math.min(spec.maxBackoff, asked + random.next() * backoff);
    if (call.signal.aborted || wait >= remaining(call.deadline, clock.monotonic())) return undefined;
    if (!budget.take(spec.budget, floor)) {
      telemetry.retryRefused(routeName, call.target?.upstream ?? "");
      return undefined;
    }
    return wait;
  }

  return {
    name: "retry",
    wrap: (next) => async (call) => {
      const { record, target } = call;
      const budget = budgets.of(target?.upstream ?? "");
      budget.recordCall();
      for (let retries = 0; ; retries++) {
        // The count runs on over hedges, and over the rungs of the ladder, each of which comes through here anew.
        countAttempt(record, 1);
        try {
          return await next(call);
        } catch (thrown) {
          const error = toAiosError(thrown);
          // An open breaker let nothing through: no attempt was made.
          if (error.kind === "breaker-open") {
            countAttempt(record, -1);
            if (retries === 0) budget.forgetCall();
          } else if (target !== undefined) telemetry.attemptFailed(target.upstream, error.kind);
          const waitMs = waitAfter(error, retries, call, budget);
          if (waitMs === undefined) throw error;
          telemetry.retryScheduled(routeName, error.kind, waitMs);
          await interruptible(clock, waitMs, call.signal);
        }
      }
    },
  };
}

function countAttempt(record: DecisionRecord, change: 1 | -1): void {
  record.set("attempts", (record.get("attempts") ?? 0) + change);
}

/** The signal's reason is an AiosError by contract; whatever else it were must still not cross the seam as it is. */
async function interruptible(clock: Clock, ms: number, signal: CallSignal): Promise<void> {
  try {
    await sleep(clock, ms, signal);
  } catch (reason) {
    throw toAiosError(reason);
  }
}
