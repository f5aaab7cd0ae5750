import { toAiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { watchBody } from "../../core/watch.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Breakers } from "./registry.ts";
import { VERDICTS } from "./verdict.ts";

export { type Breakers, createBreakers } from "./registry.ts";

export interface BreakerFilterOptions {
  readonly breakers: Breakers;
  /**
   * How long a call of this route may take (ms, `timeouts.total`). A unary call to an upstream that takes requests and
   * never answers ends with the deadline and nothing else: an attempt that had half of this time without a reply is
   * held against the upstream. Without it, deadlines are held against nobody.
   */
  readonly hang?: { readonly totalMs: number; readonly clock: Clock };
}

/**
 * Refuses calls to an upstream that keeps failing, with `breaker-open`, until probes succeed. A call is judged when its
 * body has ended: a stream that dies half-way is a failure, one that is abandoned says nothing.
 */
export function createBreakerFilter({ breakers, hang }: BreakerFilterOptions): Filter {
  return {
    name: "breaker",
    wrap: (next) => async (call) => {
      const breaker = call.target === undefined ? undefined : breakers.get(call.target.upstream);
      if (breaker === undefined) return next(call);
      const permit = breaker.admit();
      // The backstop for a body that nobody pulls, say because the head could not be written.
      call.onEnd(() => permit.settle("neutral"));
      const startedAt = hang?.clock.monotonic() ?? 0;
      try {
        const reply = await next(call);
        const body = watchBody(reply.body, {
          end(end) {
            if (end.outcome === "completed") permit.settle("success");
            else if (end.outcome === "failed") permit.settle(VERDICTS[end.error.kind]);
            else permit.settle("neutral");
          },
        });
        return { ...reply, body };
      } catch (thrown) {
        const error = toAiosError(thrown);
        const hung =
          hang !== undefined &&
          error.kind === "deadline-exceeded" &&
          hang.clock.monotonic() - startedAt >= hang.totalMs / 2;
        permit.settle(hung ? "failure" : VERDICTS[error.kind]);
        throw error;
      }
    },
  };
}
