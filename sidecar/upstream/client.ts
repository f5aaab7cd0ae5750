import type { Handler } from "../core/call.ts";
import type { DirectUpstreamStatus, UpstreamStatus } from "../core/status.ts";

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

/** One that is dialled from here. */
export interface DirectClient extends UpstreamClient {
  status(): DirectUpstreamStatus;
}
