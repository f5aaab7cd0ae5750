/** Older answers count for 1/e after this time; as in Finagle and Linkerd. */
const DECAY_MS = 10_000;

/**
 * A moving average of times in ms that follows a peak at once and forgets it slowly, so that a server that has become
 * slow loses its calls with the first slow answer. While nothing is observed it decays to nothing: whoever is avoided for
 * an old peak is tried again.
 */
export class PeakEwma {
  #average: number | undefined;
  #observedAt = 0;

  /** `now` is monotonic ms, as is that of the other methods. */
  observe(ms: number, now: number): void {
    const kept = Math.exp((this.#observedAt - now) / DECAY_MS);
    const average = this.#average;
    this.#average = average === undefined || ms > average * kept ? ms : average * kept + ms * (1 - kept);
    this.#observedAt = now;
  }

  /** It would have taken at least so long: counts only if that is longer than what is known. */
  observeAtLeast(ms: number, now: number): void {
    if (ms > (this.at(now) ?? -1)) this.observe(ms, now);
  }

  /** Undefined until something was observed. */
  at(now: number): number | undefined {
    return this.#average === undefined
      ? undefined
      : this.#average * Math.exp((this.#observedAt - now) / DECAY_MS);
  }
}
