import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";

const RETRY_AFTER_MS = 1_000;

/** How many calls may be in flight at once; one for the whole process, whatever routes and configurations come and go. */
export interface Admission {
  readonly inFlight: number;
  readonly limit: number;
  /** Calls already in flight stay, even when there are more of them than the new limit allows. */
  setLimit(maxConcurrentCalls: number): void;
  /** A permit's release, which counts once however often it is called; undefined when there is no room. */
  acquire(): (() => void) | undefined;
}

export function createAdmission(maxConcurrentCalls: number): Admission {
  let limit = maxConcurrentCalls;
  let inFlight = 0;
  return {
    get inFlight() {
      return inFlight;
    },
    get limit() {
      return limit;
    },
    setLimit(next) {
      limit = next;
    },
    acquire() {
      if (inFlight >= limit) return undefined;
      inFlight++;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        inFlight--;
      };
    },
  };
}

/** Refuses at once, with `overloaded`, what would be one call too many: a queue would only hide it until it is late. */
export function createAdmitFilter({ admission }: { readonly admission: Admission }): Filter {
  return {
    name: "admit",
    wrap: (next) => async (call) => {
      const release = admission.acquire();
      if (release === undefined) {
        throw new AiosError(
          "overloaded",
          `All ${admission.limit} concurrent calls (limits.maxConcurrentCalls) are in use; try again shortly.`,
          { retryAfterMs: RETRY_AFTER_MS },
        );
      }
      // Not when the handler settles: the body is the work, and a head that could not be written has no body.
      call.onEnd(release);
      return next(call);
    },
  };
}
