const FEWEST_SAMPLES = 10;
const MOST_SAMPLES = 100;
/** How near to the usual time a median must be to confirm it. */
const CONFIRMS = 1.1;
/** A reply from next door takes no time; ratios need some. */
const SHORTEST_MS = 0.1;

export type Latencies = Readonly<Record<"stream" | "whole", LatencyWindow>>;

/** Times to first byte: those of late, gathered until they make a median, and the usual one, the smallest median so far. */
export class LatencyWindow {
  #samples: number[] = [];
  #usual: number | undefined;
  #confirmedAt = 0;

  /** The median once there are enough: half as many as calls may be in flight, 10 to 100; then it begins anew. */
  add(ms: number, limit: number): number | undefined {
    this.#samples.push(Math.max(ms, SHORTEST_MS));
    const enough = Math.min(MOST_SAMPLES, Math.max(FEWEST_SAMPLES, limit / 2));
    if (this.#samples.length < enough) return undefined;
    const sorted = this.#samples.sort((left, right) => left - right);
    this.#samples = [];
    return sorted[Math.floor(sorted.length / 2)];
  }

  restart(): void {
    this.#samples = [];
  }

  /** The usual time, now that this median is known as well. */
  usualAfter(median: number, now: number): number {
    if (this.#usual === undefined || median <= this.#usual * CONFIRMS) this.#confirmedAt = now;
    this.#usual = Math.min(this.#usual ?? median, median);
    return this.#usual;
  }

  /** ms since something came near to the usual time. */
  unconfirmedMs(now: number): number {
    return now - this.#confirmedAt;
  }

  confirm(now: number): void {
    this.#confirmedAt = now;
  }

  setUsual(median: number, now: number): void {
    this.#usual = median;
    this.confirm(now);
  }
}
