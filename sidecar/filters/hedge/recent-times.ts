import type { Clock } from "../../platform/clock.ts";

/** Times that are kept; the oldest makes room. */
const CAPACITY = 512;
/** Older ones say nothing about the upstream as it is now. */
const LONGEST_AGE_MS = 5 * 60_000;
/** Fewer say nothing about its slowest calls. */
const ENOUGH = 50;
/** How old a percentile may be before it is worked out anew: sorting is not for every call. */
const REFRESH_MS = 1_000;

/** Times to the first frame, as observed of late. */
export class RecentTimes {
  readonly #clock: Clock;
  readonly #times = new Float64Array(CAPACITY);
  readonly #observedAt = new Float64Array(CAPACITY);
  #observed = 0;
  #sorted: Float64Array = new Float64Array(0);
  #sortedAt = Number.NEGATIVE_INFINITY;
  #sortedOf = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  observe(ms: number): void {
    const index = this.#observed % CAPACITY;
    this.#times[index] = ms;
    this.#observedAt[index] = this.#clock.monotonic();
    this.#observed++;
  }

  /** ms, by nearest rank; undefined until enough have been observed of late. `share` is in (0, 1). */
  percentile(share: number): number | undefined {
    const now = this.#clock.monotonic();
    const mayBeEnoughNow = this.#sorted.length < ENOUGH && this.#observed !== this.#sortedOf;
    if (mayBeEnoughNow || now - this.#sortedAt >= REFRESH_MS) this.#sort(now);
    if (this.#sorted.length < ENOUGH) return undefined;
    return this.#sorted[Math.ceil(share * this.#sorted.length) - 1];
  }

  #sort(now: number): void {
    const kept = Math.min(this.#observed, CAPACITY);
    this.#sorted = this.#times
      .subarray(0, kept)
      .filter((_ms, index) => now - (this.#observedAt[index] ?? 0) <= LONGEST_AGE_MS)
      .sort();
    this.#sortedAt = now;
    this.#sortedOf = this.#observed;
  }
}
