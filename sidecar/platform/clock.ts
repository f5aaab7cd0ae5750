import type { CallSignal } from "../core/call-signal.ts";
/** A running timer. */
export interface Timer {
  cancel(): void;
  /** Starts the same wait again from now. Cheap: nothing is allocated. */
  refresh(): void;
}

/** Time as a port, so that every timer and clock in a test is a fake one (test/support/fake-clock.ts). */
export interface Clock {
  /** Unix ms. For what people and other machines read. */
  now(): number;
  /** Monotonic ms. For everything that measures or waits. */
  monotonic(): number;
  /** Calls back once after `ms`. Does not keep the process alive. */
  after(ms: number, callback: () => void): Timer;
}

// Node clamps longer waits to 1 ms; no wait of ours is meant to be that long, so cap instead of firing at once.
const LONGEST_WAIT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timeout = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST_WAIT_MS));
    timeout.unref();
    return new SystemTimer(timeout);
  },
};

class SystemTimer implements Timer {
  readonly #timeout: NodeJS.Timeout;

  constructor(timeout: NodeJS.Timeout) {
    this.#timeout = timeout;
  }

  cancel(): void {
    clearTimeout(this.#timeout);
  }

  refresh(): void {
    this.#timeout.refresh();
  }
}

/** Waits `ms`, or rejects with the signal's reason as soon as it aborts. */
export function sleep(clock: Clock, ms: number, signal: CallSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const abort = () => {
      timer.cancel();
      reject(signal.reason);
    };
    const timer = clock.after(ms, () => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
    signal.addEventListener("abort", abort, { once: true });
  });
}
