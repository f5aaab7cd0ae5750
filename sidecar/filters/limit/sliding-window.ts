interface Bucket {
  /** Monotonic ms of its first and its last entry. */
  readonly first: number;
  last: number;
  amount: number;
}

/** A window is kept in this many buckets and one more: what came within a 20th of it is forgotten together. */
const BUCKETS = 20;

/**
 * How much there was within the last `windowMs`. A sum over buckets that begin with their first entry and are forgotten
 * whole once their last one is `windowMs` old: no span of `windowMs`, wherever it begins, ever holds more than what was
 * let in by `limit`. A fixed window lets in twice that around its edge, and so does GCRA with a burst of `limit` (the
 * burst, and what drips in while it ages). The price: an entry may count for up to a 20th longer, never shorter. Entries
 * that are further apart than that are forgotten to the ms, so waits are exact: they end when there is room, not before.
 */
export class SlidingWindow {
  readonly limit: number;
  readonly windowMs: number;
  /** Oldest first. */
  readonly #buckets: Bucket[] = [];
  #sum = 0;

  constructor(limit: number, windowMs: number) {
    this.limit = limit;
    this.windowMs = windowMs;
  }

  /** What counts at `now` (monotonic ms). */
  used(now: number): number {
    this.#forget(now);
    return this.#sum;
  }

  add(amount: number, now: number): void {
    this.#forget(now);
    if (amount <= 0) return;
    this.#sum += amount;
    const newest = this.#buckets.at(-1);
    if (newest !== undefined && now - newest.first < this.windowMs / BUCKETS) {
      newest.last = now;
      newest.amount += amount;
    } else {
      this.#buckets.push({ first: now, last: now, amount });
    }
  }

  /**
   * ms until `amount` fits beside what counts and `held`, which does not age; 0 when it fits now, undefined when waiting
   * alone will not make it fit.
   */
  waitFor(amount: number, now: number, held = 0): number | undefined {
    let over = this.used(now) + held + amount - this.limit;
    if (over <= 0) return 0;
    for (const bucket of this.#buckets) {
      over -= bucket.amount;
      if (over <= 0) return bucket.last + this.windowMs - now;
    }
    return undefined;
  }

  /** ms until nothing counts any more, if nothing comes. */
  resetMs(now: number): number {
    this.#forget(now);
    const newest = this.#buckets.at(-1);
    return newest === undefined ? 0 : newest.last + this.windowMs - now;
  }

  #forget(now: number): void {
    let gone = 0;
    for (const { last, amount } of this.#buckets) {
      if (last + this.windowMs > now) break;
      this.#sum -= amount;
      gone++;
    }
    if (gone > 0) this.#buckets.splice(0, gone);
    // Sums of numbers with fractions drift; there are none here, but an empty window is empty whatever was summed.
    if (this.#buckets.length === 0) this.#sum = 0;
  }
}
