import type { ErrorKind } from "../../core/errors.ts";

/**
 * What a call that ended says about its upstream.
 * `rate-limited`: weighed apart from failures, where the upstream's breaker is told to, else not counted.
 * `given-up`: nobody waited any longer; that the first frame had not come says something where slow calls are counted.
 * `neutral`: says nothing, and is not counted at all.
 */
export type Verdict = "success" | "failure" | "rate-limited" | "given-up" | "neutral";

/** Does the upstream answer? That alone is what a breaker asks; whether it likes what it is asked is not its business. */
export const VERDICTS: Readonly<Record<ErrorKind, Verdict>> = {
  connect: "failure",
  "connect-timeout": "failure",
  "first-token-timeout": "failure",
  "idle-timeout": "failure",
  "server-error": "failure",
  "upstream-cut": "failure",
  "invalid-upstream-reply": "failure",

  // It answered, promptly and for good reason.
  "upstream-rejected": "success",
  "upstream-refused-credentials": "success",
  "model-not-found": "success",

  // It answered, but says it is full: nothing that calls it healthy, nor a failure. Opening turns away the calls that are
  // within the quota, too, so that is for the upstream's configuration to say.
  "rate-limited": "rate-limited",
  // One caller's long answers must not cut off everybody.
  "reply-too-large": "neutral",
  // A caller with short deadlines, or one that leaves, must not either; see the filter for deadlines that were long.
  "deadline-exceeded": "given-up",
  "client-closed": "given-up",

  // Said by us, or by the gateway on the way, or of it; not by the upstream.
  "gateway-unreachable": "neutral",
  overloaded: "neutral",
  draining: "neutral",
  "not-ready": "neutral",
  "breaker-open": "neutral",
  "invalid-request": "neutral",
  unauthenticated: "neutral",
  "permission-denied": "neutral",
  "policy-denied": "neutral",
  "unknown-path": "neutral",
  "method-not-allowed": "neutral",
  "request-timeout": "neutral",
  "request-too-large": "neutral",
  "unsupported-media-type": "neutral",
  "headers-too-large": "neutral",
  unsupported: "neutral",
  "not-cached": "neutral",
  "limit-exceeded": "neutral",
  "idempotency-conflict": "neutral",
  internal: "neutral",
};
