import { remaining } from "../../core/deadline.ts";
import type { Filter } from "../../core/filter.ts";
import { type HedgeOptions, Race } from "./race.ts";

export { HedgeHistories } from "./history.ts";

/**
 * Makes a second attempt beside one that has given no first frame for a while: the first reply wins, and the other
 * attempt is cancelled at once. An attempt that fails is no reason for another one: that is for retries. AI calls are
 * safe to repeat, but a provider may bill both.
 */
export function createHedgeFilter(options: HedgeOptions): Filter {
  const { spec, history, clock } = options;
  return {
    name: "hedge",
    wrap: (next) => async (call) => {
      const { target } = call;
      // A stream of messages from the caller can be read only once.
      if (target === undefined || call.opaque?.transport === "grpc") return next(call);
      // Retries of a call come through here anew.
      if ((call.record.get("attempts") ?? 1) <= 1) history.budget.recordCall();
      const times = history.timesOf(target.upstream, call.stream);
      const observed = spec.percentile === undefined ? undefined : times.percentile(spec.percentile);
      const delayMs = observed ?? spec.delay;
      if (delayMs !== undefined && delayMs < remaining(call.deadline, clock.monotonic())) {
        return new Race({ ...options, call, next, target, times, delayMs }).run();
      }
      const startedAt = clock.monotonic();
      const reply = await next(call);
      times.observe(clock.monotonic() - startedAt);
      return reply;
    },
  };
}
