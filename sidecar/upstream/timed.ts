import type { Handler } from "../core/call.ts";
import type { Clock } from "../platform/clock.ts";

/** Adds what an attempt took until its first frame, or its failure, to the record. */
export function timed(attempt: Handler, clock: Clock): Handler {
  return async (call) => {
    const startedAt = clock.monotonic();
    try {
      return await attempt(call);
    } finally {
      call.record.set("upstreamMs", (call.record.get("upstreamMs") ?? 0) + clock.monotonic() - startedAt);
    }
  };
}
