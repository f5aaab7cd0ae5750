import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import type { Admission } from "./admission.ts";
import type { Overload, OverloadReason } from "./overload.ts";
import { concurrentCallsOf, isRefusedAt, type Priority } from "./priority.ts";

export { type Admission, createAdmission } from "./admission.ts";
export { type Overload, UNWATCHED, watchOverload } from "./overload.ts";

/** A permit is free as soon as any call ends. */
const RETRY_WHEN_FULL_MS = 1_000;
/** An overload lasts for a second after the last sign of it, at least. */
const RETRY_WHEN_OVERLOADED_MS = 2_000;

export interface AdmitOptions {
  readonly admission: Admission;
  readonly overload: Overload;
  /** Of the route. */
  readonly priority: Priority;
  readonly telemetry: Telemetry;
}

/**
 * Refuses at once, with `overloaded`, what would be one call too many: a queue would only hide it until it is late. Calls
 * of low priority first: they may fill a part of the places only, and go first when the process has too much to do.
 */
export function createAdmitFilter({ admission, overload, priority, telemetry }: AdmitOptions): Filter {
  return {
    name: "admit",
    wrap: (next) => (call) => {
      if (isRefusedAt(priority, overload.level)) {
        telemetry.callShed(priority, overload.reason);
        return Promise.reject(
          new AiosError(
            "overloaded",
            `This process is overloaded (${WORDS[overload.reason]}) and refuses calls of priority "${priority}" for now; try again shortly.`,
            { retryAfterMs: RETRY_WHEN_OVERLOADED_MS },
          ),
        );
      }
      const places = concurrentCallsOf(priority, admission.limit);
      const release = admission.acquire(places);
      if (release === undefined) {
        telemetry.callShed(priority, "concurrency");
        return Promise.reject(
          new AiosError(
            "overloaded",
            `All ${places} concurrent calls that there may be with priority "${priority}" (limits.maxConcurrentCalls is ${admission.limit}) are in use; try again shortly.`,
            { retryAfterMs: RETRY_WHEN_FULL_MS },
          ),
        );
      }
      // Not when the handler settles: the body is the work, and a head that could not be written has no body.
      call.onEnd(release);
      return next(call);
    },
  };
}

const WORDS: Readonly<Record<OverloadReason, string>> = {
  "event-loop": "its event loop is late",
  memory: "its memory is nearly used up",
};
