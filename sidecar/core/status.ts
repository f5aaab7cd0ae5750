/** What parts of the engine tell about themselves, for people and probes. */

export type BreakerState = "closed" | "open" | "half-open";

export interface BreakerStatus {
  readonly upstream: string;
  readonly state: BreakerState;
  /** Calls that ended inside the window, and how many of them failed. */
  readonly calls: number;
  readonly failures: number;
  /** Unix ms at which the state began. */
  readonly since: number;
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
}
