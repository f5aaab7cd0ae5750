import { RollingCounts } from "./rolling-counts.ts";

const WINDOW_MS = 10_000;

/** How many attempts may be made beside the first ones, so that they cannot pile onto an upstream that is in trouble. */
export class AttemptBudget {
  readonly #counts: RollingCounts;

  /** @param now monotonic ms */
  constructor(now: () => number) {
    this.#counts = new RollingCounts(WINDOW_MS, now);
  }

  recordCall(): void {
    this.#counts.call();
  }

  /** The call that was just recorded went nowhere: it earns no further attempts, to be made all at once later. */
  forgetCall(): void {
    this.#counts.uncall();
  }

  /**
   * Takes one further attempt; false when the budget is spent. `share` is further attempts per call over the last ten
   * seconds; 0 allows none at all. `floor` of them are allowed however few calls there are: a share of little traffic
   * would round down to none.
   */
  take(share: number, floor: number): boolean {
    if (share === 0) return false;
    const { calls, marked } = this.#counts.counts();
    if (marked + 1 > Math.max(floor, share * calls)) return false;
    this.#counts.mark();
    return true;
  }
}

/** The budgets of all upstreams. They outlive configurations: a new one is no leave to begin a storm anew. */
export class AttemptBudgets {
  readonly #now: () => number;
  readonly #budgets = new Map<string, AttemptBudget>();

  /** @param now monotonic ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  of(upstream: string): AttemptBudget {
    const known = this.#budgets.get(upstream);
    if (known !== undefined) return known;
    const made = new AttemptBudget(this.#now);
    this.#budgets.set(upstream, made);
    return made;
  }

  /** Drops the budgets of upstreams that are no more. */
  sync(upstreams: { has(upstream: string): boolean }): void {
    for (const upstream of this.#budgets.keys()) {
      if (!upstreams.has(upstream)) this.#budgets.delete(upstream);
    }
  }
}
