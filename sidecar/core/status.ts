import type { Reply } from "./call.ts";
import type { Usage } from "./record.ts";

/** What parts of the engine tell about themselves, for people and probes. */

export type BreakerState = "closed" | "open" | "half-open";

/** Why a breaker opened: too many calls failed, were slow, or were refused for their rate. */
export type BreakerReason = "failures" | "slow-calls" | "rate-limited";

export interface BreakerStatus {
  readonly upstream: string;
  /** One that configuration names; empty for all others together. */
  readonly model: string;
  readonly state: BreakerState;
  /** Calls inside the window that ended, well or not, and how many of them failed. */
  readonly calls: number;
  readonly failures: number;
  /**
   * Calls inside the window whose first frame took too long, of all whose first frame was judged. That is when it is there,
   * while `calls` counts at the end of the body: either may be ahead of the other. 0 where nobody looks at it.
   */
  readonly slow: number;
  readonly slowOf: number;
  /** Calls refused for their rate, of all that could have been; 0 where nobody looks at it. */
  readonly rateLimited: number;
  readonly rateLimitedOf: number;
  /** Unix ms at which the state began. */
  readonly since: number;
  /** Why it is open, or half-open. */
  readonly reason?: BreakerReason;
}

export type UpstreamStatus = DirectUpstreamStatus | ForwardedUpstreamStatus;

/** Of an upstream that is dialled from here. */
export interface DirectUpstreamStatus {
  readonly name: string;
  readonly via: "direct";
  /** Connections that stand. */
  readonly connected: number;
  /** Connections that stand and do nothing. */
  readonly free: number;
  /** Calls that hold a connection, or are about to get one. */
  readonly running: number;
  /** Calls that wait until a connection is free. */
  readonly pending: number;
  /** Where there are several. */
  readonly endpoints?: readonly EndpointStatus[];
}

export interface ForwardedUpstreamStatus {
  readonly name: string;
  readonly via: "control-plane";
  /** State of the one connection to the control plane, which all upstreams that it dials share. */
  readonly sharedConnection: "idle" | "connecting" | "ready" | "failing" | "closed";
  /** Calls that are being forwarded. */
  readonly running: number;
  /** Calls that wait until that connection stands. */
  readonly pending: number;
}

export interface EndpointStatus {
  /** `host:port`; with its path where another endpoint has the same. */
  readonly endpoint: string;
  readonly weight: number;
  /** `failing`: it has failed often enough, but as many others as may be are ejected already. */
  readonly state: "healthy" | "failing" | "ejected";
  /** Unix ms. */
  readonly ejectedUntil: number | undefined;
  /** Calls whose body has not ended. */
  readonly outstanding: number;
  /**
   * Moving average of the time to the first frame or the failure, in ms, which follows peaks at once and fades without
   * calls; undefined before the first call.
   */
  readonly latencyMs: number | undefined;
  /** The same as `peak-ewma` weighs it: a failure counts as 5 s at least, or quick refusals would draw all calls. */
  readonly weighedLatencyMs: number | undefined;
}

/** What is known of an answer beside what it says; fit for an operator's eyes. */
export interface CacheEntry {
  /** Of its key, the first 16 characters. */
  readonly key: string;
  readonly tags: readonly string[];
  readonly upstream: string | undefined;
  readonly model: string | undefined;
  readonly framing: Reply["framing"];
  readonly bytes: number;
  readonly ageSeconds: number;
  readonly usage: Usage | undefined;
}

/** What the cache has done for one route since the process began, calls by how. */
export interface CacheTally {
  readonly route: string;
  /** Calls that it answered, by `x-aios-cache`: `hit`, `semantic-hit`, `coalesced`, `stale`. */
  readonly hits: Readonly<Record<string, number>>;
  /** Calls that the upstream had to answer, and those that went by the cache, by `x-aios-cache-reason`. */
  readonly misses: Readonly<Record<string, number>>;
  readonly bypasses: Readonly<Record<string, number>>;
  /** Hits of hits and misses, 0 to 1; undefined when there were none. */
  readonly hitRatio: number | undefined;
  readonly savedTokens: Readonly<Record<"input" | "output", number>>;
  /** By `prices` of the upstreams. */
  readonly savedDollars: number;
}
