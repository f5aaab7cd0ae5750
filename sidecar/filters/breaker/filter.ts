import { type AiosError, toAiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { hasHung, isGivenUp } from "../../core/given-up.ts";
import { watchBody } from "../../core/watch.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Breakers } from "./registry.ts";
import { VERDICTS, type Verdict } from "./verdict.ts";

export { type Breakers, createBreakers } from "./registry.ts";

export interface BreakerFilterOptions {
  readonly breakers: Breakers;
  readonly clock: Clock;
}

/**
 * Refuses calls to an upstream that keeps failing, with `breaker-open`, until probes succeed. A call is judged when its
 * body has ended: a stream that dies half-way is a failure, one that is abandoned says nothing. How long it took to its
 * first frame is judged when that is there. A unary call to an upstream that takes requests and never answers ends with
 * the deadline and nothing else: that is a failure when it was a long one (see `hasHung`).
 */
export function createBreakerFilter({ breakers, clock }: BreakerFilterOptions): Filter {
  return {
    name: "breaker",
    wrap: (next) => async (call) => {
      const { target } = call;
      const breaker = target === undefined ? undefined : breakers.get(target.upstream, target.model);
      if (breaker === undefined) return next(call);
      const permit = breaker.admit();
      const startedAt = clock.monotonic();
      let isAnswered = false;
      const verdictOf = (error: AiosError): Verdict =>
        !isAnswered && hasHung(error, call, startedAt, clock.monotonic()) ? "failure" : VERDICTS[error.kind];
      // The backstop for a body that nobody pulls, say because the head could not be written. A call that is given up ends
      // at once, before the attempt beneath has told of it; any other error may be that of another attempt.
      call.onEnd((end) =>
        permit.settle(end.outcome === "failed" && isGivenUp(end.error) ? verdictOf(end.error) : "neutral"),
      );
      try {
        const reply = await next(call);
        // It is primed: there is no reply without its first frame.
        isAnswered = true;
        permit.answered();
        const body = watchBody(reply.body, {
          end(end) {
            if (end.outcome === "completed") permit.settle("success");
            else if (end.outcome === "failed")
              permit.settle(VERDICTS[end.error.kind], end.error.retryAfterMs);
            else permit.settle("neutral");
          },
        });
        return body === reply.body ? reply : { ...reply, body };
      } catch (thrown) {
        const error = toAiosError(thrown);
        permit.settle(verdictOf(error), error.retryAfterMs);
        throw error;
      }
    },
  };
}
