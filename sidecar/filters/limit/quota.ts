import type { PolicyLimitsSpec } from "../../../config/schema/policy.ts";
import type { RateLimitState } from "../../dialects/rate-limit-headers.ts";
import { AdaptiveLimit } from "./adaptive-limit.ts";
import { SlidingWindow } from "./sliding-window.ts";

/** As it is called in the configuration. */
export type LimitName = Exclude<keyof PolicyLimitsSpec, "per">;

/** What a call takes up. */
export interface Demand {
  readonly bytes: number;
  /** Estimated. */
  readonly tokens: number;
}

/** A limit that a call is beyond. */
export interface Excess {
  readonly limit: LimitName;
  /** What it is set to, or has found itself to be. */
  readonly amount: number;
  /** Of a limit per window. */
  readonly windowMs?: number;
  /** Of a limit on tokens: how many of them are there for this call. */
  readonly left?: number;
  /** Exact where only time has to pass; a guess where other calls have to end; infinite where nothing helps. */
  readonly retryAfterMs: number;
}

/** Calls end at any time. */
const WHEN_OTHERS_END_MS = 1_000;

/** What is counted together under one policy: calls of a workload, a user, a session, or all of them. */
export class Quota {
  readonly adaptive: AdaptiveLimit | undefined;
  readonly #spec: PolicyLimitsSpec;
  readonly #requests: SlidingWindow | undefined;
  readonly #tokens: SlidingWindow | undefined;
  #inFlight = 0;
  #bytes = 0;
  /** Of the calls in flight. They do not age: a call that outlasts the window has still to be paid for. */
  #reservedTokens = 0;

  constructor(spec: PolicyLimitsSpec, onAdaptiveLimit: (limit: number) => void) {
    const { requests, tokens, adaptiveConcurrency } = spec;
    this.#spec = spec;
    this.#requests = requests && new SlidingWindow(requests.limit, requests.window);
    this.#tokens = tokens && new SlidingWindow(tokens.limit, tokens.window);
    this.adaptive = adaptiveConcurrency && new AdaptiveLimit(adaptiveConcurrency, onAdaptiveLimit);
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Every limit that has no room for this call at `now` (monotonic ms). */
  excesses(demand: Demand, now: number): readonly Excess[] {
    const { concurrency, inFlightBytes } = this.#spec;
    const found: Excess[] = [];
    const add = (limit: LimitName, amount: number, retryAfterMs = WHEN_OTHERS_END_MS) =>
      found.push({ limit, amount, retryAfterMs });
    if (concurrency !== undefined && this.#inFlight >= concurrency) add("concurrency", concurrency);
    const adaptive = this.adaptive?.limit(now);
    if (adaptive !== undefined && this.#inFlight >= adaptive) add("adaptiveConcurrency", adaptive);
    if (inFlightBytes !== undefined && this.#bytes + demand.bytes > inFlightBytes)
      add(
        "inFlightBytes",
        inFlightBytes,
        demand.bytes > inFlightBytes ? Number.POSITIVE_INFINITY : undefined,
      );
    const windows = [
      { limit: "requests", window: this.#requests, wait: this.#requests?.waitFor(1, now) },
      { limit: "tokens", window: this.#tokens, wait: this.#waitForTokens(demand.tokens, now) },
    ] as const;
    for (const { limit, window, wait = WHEN_OTHERS_END_MS } of windows) {
      if (window === undefined || wait === 0) continue;
      const { limit: amount, windowMs } = window;
      const left = limit === "tokens" ? leftOf(window, this.#reservedTokens, now) : undefined;
      found.push({ limit, amount, windowMs, retryAfterMs: wait, ...(left === undefined ? {} : { left }) });
    }
    return found;
  }

  /** Takes the call in. */
  enter(demand: Demand, now: number): void {
    this.#inFlight++;
    this.#bytes += demand.bytes;
    this.#reservedTokens += this.#reservation(demand.tokens);
    this.#requests?.add(1, now);
    this.adaptive?.started(this.#inFlight);
  }

  /** Once for each call that entered, with the tokens that it has really cost. */
  leave(demand: Demand, spentTokens: number, now: number): void {
    this.#inFlight--;
    this.#bytes -= demand.bytes;
    this.#reservedTokens -= this.#reservation(demand.tokens);
    this.#tokens?.add(spentTokens, now);
  }

  /** How much of the limits per window is left. */
  states(now: number): readonly RateLimitState[] {
    const states: RateLimitState[] = [];
    if (this.#requests !== undefined) states.push(stateOf("requests", this.#requests, 0, now));
    if (this.#tokens !== undefined) states.push(stateOf("tokens", this.#tokens, this.#reservedTokens, now));
    return states;
  }

  #waitForTokens(tokens: number, now: number): number | undefined {
    return this.#tokens?.waitFor(this.#reservation(tokens), now, this.#reservedTokens);
  }

  /** An estimate above the whole limit is most often wrong; such a call may go when it is alone. */
  #reservation(tokens: number): number {
    return Math.min(tokens, this.#tokens?.limit ?? 0);
  }
}

function leftOf(window: SlidingWindow, reserved: number, now: number): number {
  return Math.max(0, window.limit - reserved - window.used(now));
}

function stateOf(
  of: RateLimitState["of"],
  window: SlidingWindow,
  reserved: number,
  now: number,
): RateLimitState {
  return {
    of,
    limit: window.limit,
    remaining: leftOf(window, reserved, now),
    // What is reserved counts from the end of its call on, which may be right now.
    resetMs: reserved > 0 ? window.windowMs : window.resetMs(now),
  };
}
