import type { Call, DialectName, Frame, Reply } from "../../core/call.ts";
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
    wrap: (next) => (call) => {
      telemetry.callStarted(call);
      call.onEnd((end) => {
        const model = call.record.get("model");
        const known = model !== undefined && knownModels.has(model) ? model : undefined;
        telemetry.callEnded(call, end, clock.monotonic() - call.startedAt, known);
      });
      return next(call).then((reply) => recorded(call, reply, dialectOf(call.dialect), clock));
    },
  };
}

function recorded(call: Call, reply: Reply, dialect: Dialect, clock: Clock): Reply {
  const { record } = call;
  record.set("firstFrameMs", clock.monotonic() - call.startedAt);
  if (reply.framing === "document" && reply.body instanceof WholeBody) {
    const usage = usageInWhole(reply.body, dialect);
    if (usage !== undefined) record.set("usage", usage);
    record.set("status", reply.status);
    return reply;
  }
  // A document that fails on its way still gets a status of its own.
  const isDocument = reply.framing === "document";
  if (!isDocument) record.set("status", reply.status);
  const frame = (bytes: Frame) => {
    const usage = usageIn(bytes, reply.framing, dialect);
    if (usage !== undefined) record.set("usage", mergeUsage(record.get("usage"), usage));
  };
  const ended = ({ outcome }: BodyEnd) => {
    if (isDocument && outcome === "completed") record.set("status", reply.status);
  };
  return { ...reply, body: watchBody(reply.body, { frame, end: ended }) };
}
