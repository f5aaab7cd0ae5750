import type { DialectName, Frame } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { Filter } from "../../core/filter.ts";
import { watchBody } from "../../core/watch.ts";
import { mergeUsage, usageIn } from "../../dialects/usage.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";

export interface RecordOptions {
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Tells telemetry how every call began and ended, and notes the first frame's time and the tokens on the way past. */
export function createRecordFilter({ dialectOf, clock, telemetry }: RecordOptions): Filter {
  return {
    name: "record",
    wrap: (next) => async (call) => {
      telemetry.callStarted(call);
      call.onEnd((end) => telemetry.callEnded(call, end, clock.monotonic() - call.startedAt));
      const reply = await next(call);
      call.record.set("firstFrameMs", clock.monotonic() - call.startedAt);
      const dialect = dialectOf(call.dialect);
      const frame = (bytes: Frame) => {
        const usage = usageIn(bytes, reply.framing, dialect);
        if (usage !== undefined) call.record.set("usage", mergeUsage(call.record.get("usage"), usage));
      };
      return { ...reply, body: watchBody(reply.body, { frame, end: () => {} }) };
    },
  };
}
