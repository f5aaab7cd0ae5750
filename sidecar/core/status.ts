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
  /** Calls inside the window whose first frame took too long, and calls refused for their rate; 0 where neither is looked at. */
  readonly slow: number;
  readonly rateLimited: number;
  /** Unix ms at which the state began. */
  readonly since: number;
  /** Why it is open, or half-open. */
  readonly reason?: BreakerReason;
}

export interface UpstreamStatus {
  readonly name: string;
  readonly via: "direct" | "control-plane";
  /** Connections that stand. */
  readonly connected: number;
  /** Connections that stand and do nothing. */
  readonly free: number;
  /** Calls that hold a connection, or are about to get one. */
  readonly running: number;
  /** Calls that wait until a connection is free. */
  readonly pending: number;
  /** Of an upstream with several that is dialled from here. */
  readonly endpoints?: readonly EndpointStatus[];
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
  /** Moving average of the time to the first frame, in ms, which follows peaks at once; undefined before the first call. */
  readonly latencyMs: number | undefined;
}
