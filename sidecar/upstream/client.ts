import type { Handler } from "../core/call.ts";

/** One configured upstream, ready to be called: the innermost handler of a pipeline. */
export interface UpstreamClient {
  readonly name: string;
  /**
   * Primed: resolves only once the first event (or the whole document) has arrived, so that every failure before it is
   * a rejection that may be retried. Later failures are thrown by `body`. `deadline` is honoured through `signal`.
   */
  readonly call: Handler;
  status(): UpstreamStatus;
  /** Refuses further calls and resolves once the replies in flight have ended. */
  close(): Promise<void>;
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
