import type { FallbackRung } from "../../../config/schema/route.ts";
import type { Call, DialectName, Handler, Reply } from "../../core/call.ts";
import { remaining } from "../../core/deadline.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import type { Degradation } from "../../core/record.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { fixedReply } from "./fixed-reply.ts";
import { LEADS_DOWN } from "./ladder.ts";

export interface FallbackOptions {
  readonly ladder: readonly FallbackRung[];
  readonly routeName: string;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

interface RungAnswer {
  readonly rung: Degradation["rung"];
  readonly reply: Reply;
}

/**
 * Walks down the route's ladder when an attempt failed upstream before its first frame: the first rung that answers is
 * the reply, and the record says which and why. When none does, the first error is told: it names the real trouble.
 */
export function createFallbackFilter(options: FallbackOptions): Filter {
  const { ladder, routeName, clock, telemetry } = options;
  return {
    name: "fallback",
    wrap: (next) => {
      if (ladder.length === 0) return next;
      return async (call) => {
        try {
          return await next(call);
        } catch (thrown) {
          const first = toAiosError(thrown);
          if (!LEADS_DOWN[first.kind]) throw first;
          const { upstream, model, endpoint } = call.record.all();
          for (const rung of ladder) {
            if (call.signal.aborted || remaining(call.deadline, clock.monotonic()) === 0) break;
            const answer = await tryRung(rung, call, next);
            if (answer === undefined) {
              // The error that is told, and the reason of whatever answers, are not those of a rung that failed as well.
              if (upstream !== undefined) call.record.set("upstream", upstream);
              if (model !== undefined) call.record.set("model", model);
              if (endpoint !== undefined) call.record.set("endpoint", endpoint);
              continue;
            }
            call.record.set("degraded", { rung: answer.rung, reason: first.kind });
            return answer.reply;
          }
          throw first;
        }
      };
    },
  };

  /** Undefined when the rung has no answer either. */
  async function tryRung(rung: FallbackRung, call: Call, next: Handler): Promise<RungAnswer | undefined> {
    try {
      if ("stale" in rung) return staleAnswer(call, rung.stale.maxAge);
      if ("upstream" in rung) {
        const target = { upstream: rung.upstream, model: rung.model ?? call.model };
        return { rung: "upstream", reply: await next({ ...call, target }) };
      }
      const reply = fixedReply(rung.reply, call, options.dialectOf(call.dialect), clock.now());
      return reply && { rung: "reply", reply };
    } catch (thrown) {
      // A rung that fails is passed over; only what no upstream can be blamed for is worth a line of its own.
      if (!(thrown instanceof AiosError) || thrown.kind === "internal") {
        telemetry.internalError(`fallback of route ${routeName}`, thrown);
      }
      return undefined;
    }
  }

  function staleAnswer({ stale, record }: Call, maxAgeMs: number): RungAnswer | undefined {
    if (stale === undefined) return undefined;
    const { ageMs } = stale;
    if (ageMs > maxAgeMs) return undefined;
    const reply = stale.reply();
    record.set("cache", "stale");
    record.set("cacheAgeSeconds", Math.floor(ageMs / 1000));
    return { rung: "stale", reply };
  }
}
