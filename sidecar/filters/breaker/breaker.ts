import type { BreakerSpec } from "../../../config/schema/upstream.ts";
import { AiosError } from "../../core/errors.ts";
import { RollingCounts } from "../../core/rolling-counts.ts";
import type { BreakerReason, BreakerState, BreakerStatus } from "../../core/status.ts";
import type { Clock, Timer } from "../../platform/clock.ts";
import { FailureWindow } from "./failure-window.ts";
import type { Verdict } from "./verdict.ts";

/** Leave to make one call. It is owed one verdict, whatever becomes of the call; the first one counts. */
export interface Permit {
  /** The first frame is there. A probe has succeeded with it. */
  answered(): void;
  /** The call's body has ended, or there will be none. `retryAfterMs`: what the provider asked for. */
  settle(verdict: Verdict, retryAfterMs?: number): void;
}

export interface BreakerOptions {
  readonly upstream: string;
  readonly model: string;
  readonly spec: BreakerSpec;
  readonly clock: Clock;
  readonly onState: (state: BreakerState, reason: BreakerReason | undefined) => void;
}

/** A probe is on its way and may close the breaker at any moment. */
const RETRY_AFTER_PROBE_MS = 1_000;
/** However long a provider asks to be left alone: then it is asked again. */
const LONGEST_OPEN_MS = 10 * 60_000;

/** Between two changes of state. What was begun in one period is no evidence in the next. */
interface Period {
  readonly ordinal: number;
  readonly state: BreakerState;
  /** Why it is not closed. */
  readonly reason: BreakerReason | undefined;
  /** Unix ms. */
  readonly since: number;
  /** Monotonic ms; of an open one. */
  readonly endsAt: number;
  probesRunning: number;
  probesSucceeded: number;
}

/**
 * The breaker of one upstream and model. Closed, it opens when too many calls within the window failed, were slow to
 * their first frame, or were refused for their rate: three shares, each against all calls that could have been such.
 *
 * Half-open, it lets probes through. A probe has succeeded once its first frame came in time: the upstream answers, and
 * judged at its end a long stream would keep everybody else out. How the rest of it ends counts in the fresh window.
 */
export class Breaker {
  readonly spec: BreakerSpec;
  readonly #upstream: string;
  readonly #model: string;
  readonly #clock: Clock;
  readonly #onState: BreakerOptions["onState"];
  readonly #failures: FailureWindow;
  readonly #slow: RollingCounts;
  readonly #rateLimited: RollingCounts;
  /** Monotonic ms until which the provider asked to be left alone. */
  #leaveAloneUntil = 0;
  #openTimer: Timer | undefined;
  #periods = 0;
  #period: Period;
  #isShutDown = false;

  constructor({ upstream, model, spec, clock, onState }: BreakerOptions) {
    this.spec = spec;
    this.#upstream = upstream;
    this.#model = model;
    this.#clock = clock;
    this.#onState = onState;
    const now = () => clock.monotonic();
    this.#failures = new FailureWindow(spec, now, () => this.#open("failures"));
    this.#slow = new RollingCounts(spec.window, now);
    this.#rateLimited = new RollingCounts(spec.window, now);
    this.#period = this.#begin("closed", undefined, 0);
  }

  /** @throws AiosError `breaker-open`, with the time that is left as `retryAfterMs`. */
  admit(): Permit {
    const period = this.#period;
    if (period.state === "open") throw this.#refusal(period.endsAt - this.#clock.monotonic());
    if (period.state === "half-open") {
      if (period.probesRunning + period.probesSucceeded >= this.spec.halfOpenCalls) {
        throw this.#refusal(RETRY_AFTER_PROBE_MS);
      }
      period.probesRunning++;
    }
    return this.#permit(period);
  }

  status(): BreakerStatus {
    const { state, since, reason } = this.#period;
    const slow = this.#slow.counts();
    const rateLimited = this.#rateLimited.counts();
    return {
      upstream: this.#upstream,
      model: this.#model,
      state,
      ...this.#failures.counts(),
      slow: slow.marked,
      slowOf: slow.calls,
      rateLimited: rateLimited.marked,
      rateLimitedOf: rateLimited.calls,
      since,
      ...(reason === undefined ? {} : { reason }),
    };
  }

  /** Releases its timers; permits that are still out come to nothing. */
  shutdown(): void {
    this.#isShutDown = true;
    this.#openTimer?.cancel();
    this.#period = this.#begin("closed", undefined, 0);
    this.#failures.shutdown();
  }

  #permit(period: Period): Permit {
    const startedAt = this.#clock.monotonic();
    let answered = false;
    let settled = false;
    return {
      answered: () => {
        if (answered || settled) return;
        answered = true;
        this.#judgeAnswer(period, this.#isSlow(startedAt));
      },
      settle: (verdict, retryAfterMs) => {
        if (settled) return;
        settled = true;
        if (answered) this.#judgeRest(period, verdict);
        else this.#judgeUnanswered(period, verdict, this.#isSlow(startedAt), retryAfterMs);
      },
    };
  }

  #judgeAnswer(period: Period, slow: boolean): void {
    if (period !== this.#period) return;
    if (period.state === "half-open") this.#judgeProbe(period, slow ? "slow-calls" : "success");
    else this.#countSpeed(slow);
  }

  /** A body has ended whose first frame was judged already. */
  #judgeRest(period: Period, verdict: Verdict): void {
    if (this.#isShutDown) return;
    const isProbe = period.state === "half-open";
    if (isProbe && period === this.#period) {
      if (verdict === "failure") this.#open("failures");
      return;
    }
    const closedByIt = isProbe && this.#period.ordinal === period.ordinal + 1;
    if (this.#period.state !== "closed" || (period !== this.#period && !closedByIt)) return;
    this.#count(verdict);
  }

  #judgeUnanswered(period: Period, verdict: Verdict, slow: boolean, retryAfterMs: number | undefined): void {
    if (period !== this.#period) return;
    const { rateLimited } = this.spec;
    if (verdict === "rate-limited" && rateLimited !== undefined) this.#heed(retryAfterMs);
    if (period.state === "half-open") {
      if (verdict === "failure") this.#judgeProbe(period, "failures");
      else if (verdict === "rate-limited" && rateLimited !== undefined)
        this.#judgeProbe(period, "rate-limited");
      else if (slow && (verdict === "success" || verdict === "given-up"))
        this.#judgeProbe(period, "slow-calls");
      else this.#judgeProbe(period, verdict === "success" ? "success" : "nothing");
      return;
    }
    this.#count(verdict);
    if (period !== this.#period) return;
    if (verdict === "success" || verdict === "failure") this.#countSpeed(slow);
    // How long it would have taken is not known; only that it was too long may be.
    else if (verdict === "given-up" && slow) this.#countSpeed(true);
  }

  #judgeProbe(period: Period, says: "success" | "nothing" | BreakerReason): void {
    period.probesRunning--;
    if (says === "nothing") return;
    if (says !== "success") {
      this.#open(says);
      return;
    }
    period.probesSucceeded++;
    if (period.probesSucceeded < this.spec.halfOpenCalls) return;
    // The first hiccup would open it again if what was counted before still counted.
    this.#failures.reset();
    this.#slow.clear();
    this.#rateLimited.clear();
    this.#leaveAloneUntil = 0;
    this.#enter(this.#begin("closed", undefined, 0));
  }

  #count(verdict: Verdict): void {
    const { rateLimited } = this.spec;
    if (verdict === "success" || verdict === "failure") {
      if (rateLimited !== undefined) this.#rateLimited.call();
      this.#failures.count(verdict);
    } else if (verdict === "rate-limited" && rateLimited !== undefined) {
      this.#rateLimited.call();
      this.#rateLimited.mark();
      if (this.#passes(this.#rateLimited, rateLimited.rate)) this.#open("rate-limited");
    }
  }

  #countSpeed(slow: boolean): void {
    const { slowCalls } = this.spec;
    if (slowCalls === undefined) return;
    this.#slow.call();
    if (slow) this.#slow.mark();
    if (slow && this.#passes(this.#slow, slowCalls.rate)) this.#open("slow-calls");
  }

  #isSlow(startedAt: number): boolean {
    const { slowCalls } = this.spec;
    return slowCalls !== undefined && this.#clock.monotonic() - startedAt > slowCalls.longerThan;
  }

  #passes(window: RollingCounts, rate: number): boolean {
    const { calls, marked } = window.counts();
    return calls >= this.spec.minimumCalls && marked > rate * calls;
  }

  #heed(retryAfterMs: number | undefined): void {
    if (retryAfterMs === undefined) return;
    const until = this.#clock.monotonic() + Math.min(retryAfterMs, LONGEST_OPEN_MS);
    this.#leaveAloneUntil = Math.max(this.#leaveAloneUntil, until);
  }

  #open(reason: BreakerReason): void {
    if (this.#period.state === "open") return;
    const now = this.#clock.monotonic();
    const asked = reason === "rate-limited" ? this.#leaveAloneUntil : 0;
    const endsAt = Math.max(now + this.spec.openFor, asked);
    this.#openTimer = this.#clock.after(endsAt - now, () =>
      this.#enter(this.#begin("half-open", this.#period.reason, 0)),
    );
    this.#enter(this.#begin("open", reason, endsAt));
  }

  #enter(period: Period): void {
    this.#period = period;
    this.#onState(period.state, period.reason);
  }

  #begin(state: BreakerState, reason: BreakerReason | undefined, endsAt: number): Period {
    this.#periods++;
    return {
      ordinal: this.#periods,
      state,
      reason,
      since: this.#clock.now(),
      endsAt,
      probesRunning: 0,
      probesSucceeded: 0,
    };
  }

  #refusal(retryAfterMs: number): AiosError {
    const why = {
      failures: "has been failing",
      "slow-calls": "has been slow to answer",
      "rate-limited": "has been refusing calls for their rate",
    }[this.#period.reason ?? "failures"];
    return new AiosError(
      "breaker-open",
      `Upstream "${this.#upstream}" ${why} and gets no calls for the moment; try again shortly.`,
      { retryAfterMs: Math.max(0, Math.ceil(retryAfterMs)) },
    );
  }
}
