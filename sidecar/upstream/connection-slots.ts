import type { CallSignal } from "../core/call-signal.ts";
import { type Deadline, remaining } from "../core/deadline.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";

interface Waiter {
  take(): void;
}

/**
 * One slot for each connection that an upstream may have; calls wait here for one, in order of arrival.
 *
 * undici's own queue cannot be left: a call that is cancelled in it keeps its place, and its body in memory, until a
 * connection gets to it. Here a cancelled waiter is gone at once, so no more requests are in the pool than connections.
 */
export class ConnectionSlots {
  readonly #upstream: string;
  readonly #max: number;
  readonly #maxWaiting: number;
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiter>();
  #taken = 0;

  constructor(upstream: string, max: number, maxWaiting: number, clock: Clock) {
    this.#clock = clock;
    this.#upstream = upstream;
    this.#max = max;
    this.#maxWaiting = maxWaiting;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Undefined when a slot was free and is now taken; else a promise for one. The wait is ours, and ends before it could
   * be taken for the upstream's: a call waits until half of the time that is left until `by` has passed.
   * @throws AiosError `overloaded` when too many wait already, or for too long; the promise rejects with the signal's reason.
   */
  acquire(signal: CallSignal, by: Deadline): Promise<void> | undefined {
    if (this.#taken < this.#max) {
      this.#taken++;
      return undefined;
    }
    if (this.#waiting.size >= this.#maxWaiting) {
      throw this.#busy(`and ${this.#maxWaiting} calls wait already`);
    }
    // A signal that has aborted fires no event any more.
    if (signal.aborted) throw toAiosError(signal.reason);
    const longest = remaining(by, this.#clock.monotonic()) / 2;
    return new Promise((resolve, reject) => {
      const leave = (reason: AiosError) => {
        this.#waiting.delete(waiter);
        settle();
        reject(reason);
      };
      const abort = () => leave(toAiosError(signal.reason));
      const timer = Number.isFinite(longest)
        ? this.#clock.after(longest, () => leave(this.#busy(`for ${Math.round(longest)} ms`)))
        : undefined;
      const settle = () => {
        timer?.cancel();
        signal.removeEventListener("abort", abort);
      };
      const waiter: Waiter = {
        take: () => {
          settle();
          resolve();
        },
      };
      this.#waiting.add(waiter);
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  release(): void {
    for (const waiter of this.#waiting) {
      this.#waiting.delete(waiter);
      waiter.take();
      return;
    }
    this.#taken--;
  }

  #busy(how: string): AiosError {
    return new AiosError(
      "overloaded",
      `All ${this.#max} connections to upstream "${this.#upstream}" are busy ${how}; ` +
        "try again later, or raise its `connections.max`.",
    );
  }
}
