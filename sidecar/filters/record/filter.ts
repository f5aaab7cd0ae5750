import type { DialectName, Frame, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { Filter } from "../../core/filter.ts";
import { isJsonObject } from "../../core/json.ts";
import type { Usage } from "../../core/record.ts";
import { watchBody } from "../../core/watch.ts";
import { mergeUsage } from "../../dialects/usage.ts";
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
        const usage = usageIn(bytes, reply, dialect);
        if (usage !== undefined) call.record.set("usage", mergeUsage(call.record.get("usage"), usage));
      };
      return { ...reply, body: watchBody(reply.body, { frame, end: () => {} }) };
    },
  };
}

// A token count can only be where this word is; most frames of a stream are passed on without being parsed.
const USAGE = Buffer.from('"usage"');

function usageIn(frame: Frame, reply: Reply, dialect: Dialect): Usage | undefined {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  if (!bytes.includes(USAGE)) return undefined;
  if (reply.framing === "events") return dialect.events?.usage(frame);
  try {
    const document: unknown = JSON.parse(bytes.toString("utf8"));
    return isJsonObject(document) ? dialect.usage(document) : undefined;
  } catch {
    // Whatever the provider sent is the caller's; without a readable count there is just nothing to note.
    return undefined;
  }
}
