import type { Headers } from "../core/call.ts";
import type { AiosError, ErrorKind } from "../core/errors.ts";

/**
 * Left alone, the official SDKs repeat a call that was answered 408, 409, 429 or 5xx, after half a second and more.
 * For these kinds that is of no use:
 *  * `never`: the same call would fail in the same way, or has used up the time that its caller gave it;
 *  * `when-told`: we shed this call in order to lose load. A repeat is welcome after the wait that we name; where we
 *    can name none, an automatic one would only add to the load.
 * For all others the SDK's own policy stands: 4xx are not repeated anyway, and after `draining` or `not-ready` the next
 * attempt meets another instance, or this one in better shape.
 */
const REPEAT: Partial<Record<ErrorKind, "never" | "when-told">> = {
  "not-cached": "never",
  "deadline-exceeded": "never",
  "upstream-refused-credentials": "never",
  "reply-too-large": "never",
  overloaded: "when-told",
  "breaker-open": "when-told",
  "limit-exceeded": "when-told",
};

/** When told to wait for longer, the OpenAI SDK waits as if told nothing, seconds at most: it would be refused again. */
const LONGEST_OBEYED_MS = 60_000;

/** `retry-after` in whole seconds (RFC 9110, section 10.2.3) and `x-should-retry`, which both official SDKs obey. */
export function retryHeaders(error: AiosError): Headers {
  const told = error.retryAfterMs !== undefined && error.retryAfterMs <= LONGEST_OBEYED_MS;
  const repeat = REPEAT[error.kind];
  return {
    ...(error.retryAfterMs === undefined
      ? {}
      : { "retry-after": String(Math.ceil(Math.max(0, error.retryAfterMs) / 1_000)) }),
    ...(repeat === "never" || (repeat === "when-told" && !told) ? { "x-should-retry": "false" } : {}),
  };
}
