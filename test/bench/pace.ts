import { setImmediate, setTimeout } from "node:timers/promises";
import type { Pace } from "./load.ts";

/** A timer may be late by its whole resolution of 1 ms, and a little more. */
const TIMER_LATENESS_MS = 2;

/** Sleeps as long as a timer is sure not to be late, and turns the event loop for the rest: replies are read meanwhile. */
export const systemPace: Pace = {
  now: () => performance.now(),
  async until(time) {
    const sleepMs = Math.floor(time - performance.now() - TIMER_LATENESS_MS);
    if (sleepMs > 0) await setTimeout(sleepMs);
    while (performance.now() < time) await setImmediate();
  },
};
