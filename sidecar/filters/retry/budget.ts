import type { Clock } from "../../platform/clock.ts";

const WINDOW_MS = 10_000;
const SLICES = 10;
const SLICE_MS = WINDOW_MS / SLICES;
/** Retries that a window always allows: with little traffic, a share of the calls would round down to none. */
const FLOOR = 10;

/** How many of a route's calls may be tried again, so that retries cannot pile onto an upstream that is down. */
export interface RetryBudget {
  recordCall(): void;
  /** Takes one retry from the budget; false when it is spent. */
  take(): boolean;
}

interface Slice {
  /** Which slice of time it counts, from the clock's zero. */
  ordinal: number;
  calls: number;
  retries: number;
}

/** `ratio` is retries per call over the last ten seconds; 0 allows none at all. */
export function createRetryBudget(ratio: number, clock: Clock): RetryBudget {
  // A ring: old slices are overwritten, so the memory is the same at every rate.
  const slices: Slice[] = Array.from({ length: SLICES }, () => ({
    ordinal: Number.NEGATIVE_INFINITY,
    calls: 0,
    retries: 0,
  }));

  const ordinalNow = () => Math.floor(clock.monotonic() / SLICE_MS);

  function current(): Slice {
    const ordinal = ordinalNow();
    const index = ordinal % SLICES;
    const slice = slices[index];
    if (slice?.ordinal === ordinal) return slice;
    const fresh = { ordinal, calls: 0, retries: 0 };
    slices[index] = fresh;
    return fresh;
  }

  return {
    recordCall() {
      current().calls++;
    },
    take() {
      if (ratio === 0) return false;
      const oldest = ordinalNow() - SLICES;
      let calls = 0;
      let retries = 0;
      for (const slice of slices) {
        if (slice.ordinal <= oldest) continue;
        calls += slice.calls;
        retries += slice.retries;
      }
      if (retries + 1 > Math.max(FLOOR, ratio * calls)) return false;
      current().retries++;
      return true;
    },
  };
}
