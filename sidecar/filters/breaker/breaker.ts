import { EventEmitter } from "node:events";
import CircuitBreaker from "opossum";
import type { BreakerSpec } from "../../../config/schema/upstream.ts";
import { AiosError } from "../../core/errors.ts";
import type { BreakerState, BreakerStatus } from "../../core/status.ts";
import type { Clock, Timer } from "../../platform/clock.ts";
import type { Verdict } from "./verdict.ts";

/** Leave to make one call. It is owed exactly one verdict, once the call's body has ended; the first one counts. */
export interface Permit {
  settle(verdict: Verdict): void;
}

export interface BreakerOptions {
  readonly upstream: string;
  readonly spec: BreakerSpec;
  readonly clock: Clock;
  readonly onState: (state: BreakerState) => void;
}

const BUCKETS = 10;
/** A probe is on its way and may close the breaker at any moment. */
const RETRY_AFTER_PROBE_MS = 1_000;

/** Between two changes of state. What was begun in one period is no evidence in the next. */
interface Period {
  readonly state: BreakerState;
  /** Unix ms. */
  readonly since: number;
  /** Monotonic ms. */
  readonly startedAt: number;
  probesRunning: number;
  probesSucceeded: number;
}

/**
 * The breaker of one upstream. opossum keeps the window and the states and is told each call's verdict when its body has
 * ended: told at the start, as `fire` is meant, a stream longer than the window would count as a failure of no call, and
 * one begun before the breaker opened would close it again. Two things are done around it: opossum lets a single call
 * through while half-open, where `halfOpenCalls` are wanted; and it keeps the old failures in its window when it closes,
 * so that the first hiccup would open it again.
 */
export class Breaker {
  readonly spec: BreakerSpec;
  readonly #upstream: string;
  readonly #clock: Clock;
  readonly #circuit: CircuitBreaker<[Verdict], void>;
  readonly #rotation = new EventEmitter();
  readonly #rotationTimer: Timer;
  #period: Period;

  constructor({ upstream, spec, clock, onState }: BreakerOptions) {
    this.spec = spec;
    this.#upstream = upstream;
    this.#clock = clock;
    this.#period = this.#begin("closed");
    this.#circuit = new CircuitBreaker(actOut, {
      name: upstream,
      timeout: false,
      errorThresholdPercentage: spec.errorRate * 100,
      volumeThreshold: spec.minimumCalls,
      resetTimeout: spec.openFor,
      rollingCountTimeout: spec.window,
      rollingCountBuckets: BUCKETS,
      rotateBucketController: this.#rotation,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
    const enter = (state: BreakerState) => {
      this.#period = this.#begin(state);
      onState(state);
    };
    this.#circuit.on("open", () => enter("open"));
    this.#circuit.on("halfOpen", () => enter("half-open"));
    this.#circuit.on("close", () => enter("closed"));
    this.#rotationTimer = clock.after(spec.window / BUCKETS, () => {
      this.#rotation.emit("rotate");
      this.#rotationTimer.refresh();
    });
  }

  /** @throws AiosError `breaker-open`, with the time that is left as `retryAfterMs`. */
  admit(): Permit {
    const period = this.#period;
    if (period.state === "closed") return this.#permit(period, (verdict) => this.#count(verdict));
    if (period.state === "open")
      throw this.#refusal(period.startedAt + this.spec.openFor - this.#clock.monotonic());
    if (period.probesRunning + period.probesSucceeded >= this.spec.halfOpenCalls) {
      throw this.#refusal(RETRY_AFTER_PROBE_MS);
    }
    period.probesRunning++;
    return this.#permit(period, (verdict) => this.#judgeProbe(period, verdict));
  }

  status(): BreakerStatus {
    const { fires, failures } = this.#circuit.stats;
    const { state, since } = this.#period;
    return { upstream: this.#upstream, state, calls: fires, failures, since };
  }

  /** Releases its timers; permits that are still out come to nothing. */
  shutdown(): void {
    this.#period = this.#begin("closed");
    this.#rotationTimer.cancel();
    this.#circuit.shutdown();
  }

  #permit(period: Period, judge: (verdict: Verdict) => void): Permit {
    let settled = false;
    return {
      settle: (verdict) => {
        if (settled || period !== this.#period) return;
        settled = true;
        judge(verdict);
      },
    };
  }

  #count(verdict: Verdict): void {
    if (verdict === "neutral") return;
    // It rejects with the failure it was just told of.
    this.#circuit.fire(verdict).catch(() => undefined);
  }

  #judgeProbe(period: Period, verdict: Verdict): void {
    period.probesRunning--;
    if (verdict === "failure") this.#circuit.open();
    if (verdict !== "success") return;
    period.probesSucceeded++;
    if (period.probesSucceeded < this.spec.halfOpenCalls) return;
    for (let bucket = 0; bucket < BUCKETS; bucket++) this.#rotation.emit("rotate");
    this.#circuit.close();
  }

  #begin(state: BreakerState): Period {
    const since = this.#clock.now();
    return { state, since, startedAt: this.#clock.monotonic(), probesRunning: 0, probesSucceeded: 0 };
  }

  #refusal(retryAfterMs: number): AiosError {
    return new AiosError(
      "breaker-open",
      `Upstream "${this.#upstream}" has been failing and gets no calls for the moment; try again shortly.`,
      { retryAfterMs: Math.max(0, Math.ceil(retryAfterMs)) },
    );
  }
}

/** The action opossum guards: a call that has ended already, played back. */
async function actOut(verdict: Verdict): Promise<void> {
  if (verdict === "failure") throw new Error("The call failed.");
}
