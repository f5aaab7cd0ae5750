import type { PolicyLimitsSpec } from "../../../config/schema/policy.ts";
import { type Latencies, LatencyWindow } from "./latency-window.ts";

export type AdaptiveSpec = NonNullable<PolicyLimitsSpec["adaptiveConcurrency"]>;

/** Where it begins, within the bounds: enough for most, and soon doubled where there is room. */
const FIRST_LIMIT = 20;
/** What one sign of a queue, however long, takes away at most. */
const LEAST_GRADIENT = 0.5;
/** What remains after a timeout, or a reply that says "too much". */
const AFTER_DROP = 0.8;
/** How old the usual time may be that nothing has confirmed, before it is measured anew … */
const USUAL_GOOD_FOR_MS = 600_000;
/** … and at the smallest limit, where measuring costs nothing and a provider that has become slower holds it down. */
const USUAL_GOOD_FOR_AT_MINIMUM_MS = 30_000;
/** A measurement that gets no calls is given up. */
const LONGEST_PROBE_MS = 30_000;

/** Streams answer with their first token, others with their last: two clocks, one queue. */
export type ReplyForm = "stream" | "whole";

export interface FirstFrame {
  readonly form: ReplyForm;
  /** From asking the upstream to its first frame. */
  readonly ms: number;
  /** Monotonic ms at which the call was let in. */
  readonly startedAt: number;
}

interface Probe {
  readonly form: ReplyForm;
  readonly limit: number;
  readonly until: number;
}

/**
 * A limit of calls in flight that finds itself, by the gradient between the usual time to first byte and the one of late:
 * while they are alike it grows by its root, once the time of late is beyond `tolerance` it shrinks by the ratio. What it
 * takes from Netflix' concurrency-limits and Envoy's adaptive concurrency: medians over windows and not single calls;
 * calls count that were let in after the last change, so there is one change for each round trip; nothing is learnt
 * while less than half of the limit is used; and the usual time, which would follow a queue that never ends, is measured
 * anew with little in flight when nothing has confirmed it for long.
 */
export class AdaptiveLimit {
  readonly #spec: AdaptiveSpec;
  readonly #onChange: (limit: number) => void;
  readonly #latencies: Latencies;
  #limit: number;
  #changedAt = Number.NEGATIVE_INFINITY;
  /** Most calls in flight since the last change. */
  #peak = 0;
  #probe: Probe | undefined;

  constructor(spec: AdaptiveSpec, onChange: (limit: number) => void) {
    this.#spec = spec;
    this.#onChange = onChange;
    this.#limit = this.#bounded(FIRST_LIMIT);
    this.#latencies = { stream: new LatencyWindow(), whole: new LatencyWindow() };
  }

  /** Calls that may be in flight at `now` (monotonic ms). */
  limit(now: number): number {
    if (this.#probe !== undefined && now >= this.#probe.until) this.#endProbe(now);
    return Math.floor(this.#probe?.limit ?? this.#limit);
  }

  /** A call was let in; it is among the `inFlight`. */
  started(inFlight: number): void {
    this.#peak = Math.max(this.#peak, inFlight);
  }

  firstFrame({ form, ms, startedAt }: FirstFrame, now: number): void {
    if (startedAt < this.#changedAt) return;
    const latency = this.#latencies[form];
    const median = latency.add(ms, this.limit(now));
    if (median === undefined) return;
    if (this.#probe !== undefined) {
      if (this.#probe.form !== form) return;
      latency.setUsual(median, now);
      this.#endProbe(now);
      return;
    }
    const usual = latency.usualAfter(median, now);
    // Whatever made it slow, it was not a queue of ours; and nobody needs more.
    if (this.#peak < this.#limit / 2) {
      this.#peak = 0;
      return;
    }
    if (latency.unconfirmedMs(now) >= this.#usualGoodFor()) {
      this.#beginProbe(form, now);
      return;
    }
    const gradient = Math.max(LEAST_GRADIENT, Math.min(1, (this.#spec.tolerance * usual) / median));
    this.#change(gradient < 1 ? this.#limit * gradient : this.#limit + Math.sqrt(this.#limit), now);
  }

  /** A call that was let in at `startedAt` timed out, or was told that there are too many. */
  dropped(startedAt: number, now: number): void {
    // Many fail together: those let in before the last change say nothing about it.
    if (startedAt < this.#changedAt) return;
    this.#change(this.#limit * AFTER_DROP, now);
  }

  #usualGoodFor(): number {
    return this.#limit <= this.#spec.minimum ? USUAL_GOOD_FOR_AT_MINIMUM_MS : USUAL_GOOD_FOR_MS;
  }

  #beginProbe(form: ReplyForm, now: number): void {
    // A limit that has settled lets the usual time grow to `tolerance` times itself: so much of it is queue, and half of
    // the rest makes up for what is not exact.
    const limit = this.#bounded(this.#limit / this.#spec.tolerance / 2);
    this.#probe = { form, limit, until: now + LONGEST_PROBE_MS };
    this.#changed(now);
  }

  #endProbe(now: number): void {
    if (this.#probe !== undefined) this.#latencies[this.#probe.form].confirm(now);
    this.#probe = undefined;
    this.#changed(now);
  }

  #change(next: number, now: number): void {
    this.#limit = this.#bounded(next);
    this.#changed(now);
  }

  #changed(now: number): void {
    this.#changedAt = now;
    this.#peak = 0;
    this.#latencies.stream.restart();
    this.#latencies.whole.restart();
    this.#onChange(this.limit(now));
  }

  #bounded(limit: number): number {
    return Math.min(this.#spec.maximum, Math.max(this.#spec.minimum, limit));
  }
}
