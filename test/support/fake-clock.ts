import type { Clock, Timer } from "../../sidecar/platform/clock.ts";

interface Waiting {
  due: number;
  readonly ms: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until told. Timers fire in order of their due time, inside `advance`. */
export class FakeClock implements Clock {
  #now: number;
  #monotonic = 1_000;
  #order = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(ms: number, callback: () => void): Timer {
    const entry: Waiting = { due: this.#monotonic + Math.max(0, ms), ms, order: this.#order++, callback };
    this.#waiting.add(entry);
    return {
      cancel: () => {
        this.#waiting.delete(entry);
      },
      refresh: () => {
        entry.due = this.#monotonic + entry.ms;
        this.#waiting.add(entry);
      },
    };
  }

  /** How many timers are running; 0 at the end of a test means that none leaked. */
  get running(): number {
    return this.#waiting.size;
  }

  /** Moves time on, firing what falls due, and lets promise callbacks run in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    for (;;) {
      await settle();
      const next = [...this.#waiting]
        .filter((entry) => entry.due <= end)
        .sort((left, right) => left.due - right.due || left.order - right.order)[0];
      if (next === undefined) break;
      this.#step(next.due);
      this.#waiting.delete(next);
      next.callback();
    }
    this.#step(end);
    await settle();
  }

  #step(to: number): void {
    this.#now += to - this.#monotonic;
    this.#monotonic = to;
  }
}

/** Lets everything run that is ready to run: promise callbacks and immediates. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
