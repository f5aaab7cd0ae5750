import type { DialectName, Frame } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { Filter } from "../../core/filter.ts";
import { type BodyEnd, watchBody } from "../../core/watch.ts";
import { WholeBody } from "../../core/whole-body.ts";
import { mergeUsage, usageIn, usageInWhole } from "../../dialects/usage.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";

export interface RecordOptions {
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Every model that the configuration names; any other is a caller's own word, and is not told. */
  readonly knownModels: ReadonlySet<string>;
}

/** Tells telemetry how every call began and ended, and notes the first frame's time and the tokens on the way past. */
export function createRecordFilter({ dialectOf, clock, telemetry, knownModels }: RecordOptions): Filter {
  return {
    name: "record",
    wrap: (next) => async (call) => {
      telemetry.callStarted(call);
      call.onEnd((end) => {
        const model = call.record.get("model");
        const known = model !== undefined && knownModels.has(model) ? model : undefined;
        telemetry.callEnded(call, end, clock.monotonic() - call.startedAt, known);
      });
      const reply = await next(call);
      call.record.set("firstFrameMs", clock.monotonic() - call.startedAt);
      // A document that fails on its way still gets a status of its own.
      const isDocument = reply.framing === "document";
      if (!isDocument) call.record.set("status", reply.status);
      const dialect = dialectOf(call.dialect);
      if (isDocument && reply.body instanceof WholeBody) {
        const usage = usageInWhole(reply.body, dialect);
        if (usage !== undefined) call.record.set("usage", usage);
        call.record.set("status", reply.status);
        return reply;
      }
      const frame = (bytes: Frame) => {
        const usage = usageIn(bytes, reply.framing, dialect);
        if (usage !== undefined) call.record.set("usage", mergeUsage(call.record.get("usage"), usage));
      };
      const ended = ({ outcome }: BodyEnd) => {
        if (isDocument && outcome === "completed") call.record.set("status", reply.status);
      };
      return { ...reply, body: watchBody(reply.body, { frame, end: ended }) };
    },
  };
}
