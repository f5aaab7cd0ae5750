import type { ErrorKind } from "../../core/errors.ts";

/**
 * Does this failure call for the ladder? Only trouble upstream does. What is wrong with the request stays wrong on every
 * rung; whoever left or ran out of time waits for no other answer; and a fault of ours must not be papered over.
 */
export const LEADS_DOWN: Readonly<Record<ErrorKind, boolean>> = {
  connect: true,
  "connect-timeout": true,
  "gateway-unreachable": true,
  "first-token-timeout": true,
  "idle-timeout": true,
  "rate-limited": true,
  "server-error": true,
  "upstream-cut": true,
  "invalid-upstream-reply": true,
  "reply-too-large": true,
  "breaker-open": true,
  "upstream-refused-credentials": true,
  // From below these speak of the upstream: its connections are all taken, or its gateway has no room or no config yet.
  // Our own admission stands further out and never comes by here.
  overloaded: true,
  "not-ready": true,

  "invalid-request": false,
  unauthenticated: false,
  "permission-denied": false,
  "policy-denied": true,
  "model-not-found": false,
  "unknown-path": false,
  "method-not-allowed": false,
  "request-timeout": false,
  "request-too-large": false,
  "unsupported-media-type": false,
  "headers-too-large": false,
  unsupported: false,
  "not-cached": false,
  "limit-exceeded": false,
  "idempotency-conflict": false,
  "upstream-rejected": false,
  "client-closed": false,
  "deadline-exceeded": false,
  draining: false,
  internal: false,
};
