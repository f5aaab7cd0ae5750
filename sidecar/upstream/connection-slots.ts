import { AiosError, toAiosError } from "../core/errors.ts";

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
  readonly #waiting = new Set<Waiter>();
  #taken = 0;

  constructor(upstream: string, max: number, maxWaiting: number) {
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
   * Undefined when a slot was free and is now taken; else a promise for one.
   * @throws AiosError `overloaded` when too many wait already; the promise rejects with the signal's reason.
   */
  acquire(signal: AbortSignal): Promise<void> | undefined {
    if (this.#taken < this.#max) {
      this.#taken++;
      return undefined;
    }
    if (this.#waiting.size >= this.#maxWaiting) {
      throw new AiosError(
        "overloaded",
        `All ${this.#max} connections to upstream "${this.#upstream}" are busy and ${this.#maxWaiting} calls wait already; ` +
          "try again later, or raise its `connections.max`.",
      );
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(waiter);
        reject(toAiosError(signal.reason));
      };
      const waiter: Waiter = {
        take: () => {
          signal.removeEventListener("abort", abort);
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
}
