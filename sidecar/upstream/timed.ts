import type { Handler } from "../core/call.ts";
import type { DecisionRecord } from "../core/record.ts";
import type { Clock } from "../platform/clock.ts";

/** Adds what an attempt took until its first frame, or its failure, to the record. Time that attempts share counts once. */
export function timed(attempt: Handler, clock: Clock): Handler {
  return async (call) => {
    waitingSince(call.record, clock.monotonic(), 1);
    try {
      return await attempt(call);
    } finally {
      waitingSince(call.record, clock.monotonic(), -1);
    }
  };
}

/** From `now` on, that many more attempts wait. */
function waitingSince(record: DecisionRecord, now: number, more: 1 | -1): void {
  const { attempts, countedUntil } = record.get("upstreamWait") ?? { attempts: 0, countedUntil: now };
  if (attempts > 0) record.set("upstreamMs", (record.get("upstreamMs") ?? 0) + now - countedUntil);
  record.set("upstreamWait", { attempts: attempts + more, countedUntil: now });
}
