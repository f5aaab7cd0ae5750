import type { Call } from "./call.ts";
import type { AiosError, ErrorKind } from "./errors.ts";

/** How a call ends from above: its attempts are cancelled, and tell of it later than the end of the call is told. */
const FROM_ABOVE: ReadonlySet<ErrorKind> = new Set<ErrorKind>(["client-closed", "deadline-exceeded"]);

/** Nobody waits any longer. */
export function isGivenUp({ kind }: AiosError): boolean {
  return FROM_ABOVE.has(kind);
}

/** Of the time that a route gives a call, what an attempt must have had without an answer to be taken for one that hangs. */
const LONG = 0.5;
/** Of the time that the caller gives it, what is over by then where the hop before gives up: by hanging up, and says no more. */
const NEARLY_ALL = 0.9;

/**
 * Whether an attempt that has had no answer and is given up now was held by an upstream that takes calls and never answers
 * them. A deadline says so when it was a long one: neither callers with short ones nor those that leave blame anybody.
 *
 * @param startedAt of the attempt; monotonic ms, as is `now`
 */
export function hasHung(
  error: AiosError,
  call: Pick<Call, "routeTimeoutMs" | "startedAt" | "deadline">,
  startedAt: number,
  now: number,
): boolean {
  const { routeTimeoutMs, deadline } = call;
  if (routeTimeoutMs === undefined || !isGivenUp(error)) return false;
  if (now - startedAt < routeTimeoutMs * LONG) return false;
  return (
    error.kind === "deadline-exceeded" || now - call.startedAt >= (deadline.at - call.startedAt) * NEARLY_ALL
  );
}
