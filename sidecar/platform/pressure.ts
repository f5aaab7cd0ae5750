import type { Clock } from "./clock.ts";
import { watchHeap } from "./heap.ts";

/** How hard this process has it. */
export interface Pressure {
  /** ms by which the event loop was late at worst since the last reading. */
  readonly eventLoopDelayMs: number;
  /** Share of what the heap may hold that the last full garbage collection could not give back, 0 to 1. */
  readonly heapShare: number;
}

/** What a process feels of its own load, as a port. */
export interface PressureSensor {
  read(): Pressure;
  close(): void;
}

/** Blocks are measured to within this; at 50 wake-ups a second an idle process stays idle. */
const TICK_MS = 20;

/**
 * Event loop and heap of this process. A timer of our own measures the delay, and not `monitorEventLoopDelay`: resetting
 * that one's histogram forgets the block that is going on, which is the one worth knowing about.
 */
export function systemPressure(clock: Clock): PressureSensor {
  const heap = watchHeap(clock);
  let worst = 0;
  let due = clock.monotonic() + TICK_MS;
  const note = () => {
    const now = clock.monotonic();
    worst = Math.max(worst, now - due);
    // One block is told of once, whoever is the first to see it.
    due = now + TICK_MS;
  };
  const tick = clock.after(TICK_MS, () => {
    note();
    tick.refresh();
  });
  return {
    read() {
      // A tick that is overdue has not come to tell yet: whoever reads may be before it in line.
      if (clock.monotonic() > due) note();
      const pressure = { eventLoopDelayMs: worst, heapShare: heap.share };
      worst = 0;
      return pressure;
    },
    close() {
      tick.cancel();
      heap.close();
    },
  };
}
