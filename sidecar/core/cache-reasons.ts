/**
 * Why a call goes by the cache, as callers are told (`x-aios-cache-reason`) and metrics are labelled. The reference in
 * config/generated/reference.md is made from these words.
 */
export const BYPASS_REASONS = {
  off: "The route has no cache.",
  "not-asked":
    "The call was refused, or answered by an earlier one with its `idempotency-key`, before the cache was asked; or it passes through a route that cannot have one.",
  "no-store": "The caller's `cache-control: no-store`.",
  opaque: "What it asks is not known here: a form, or a gRPC request of several messages.",
  stateful: "It leans on what the provider keeps, such as an earlier response, which may have changed.",
  temperature: "It asks for a `temperature` above `maxTemperature`.",
  tools: "It offers a tool that is not among `readOnlyTools`.",
  stored:
    "It asks the provider to keep the answer (`store: true`), and `storedResponses` does not allow that.",
  "no-user": "The route isolates by user, and the call names none.",
  "no-session": "The route isolates by session, and the call names none.",
  "too-deep": "The request is nested too deep to be compared.",
} as const;

export type BypassReason = keyof typeof BYPASS_REASONS;

/** Why an answer had to be asked for. */
export const MISS_REASONS = {
  absent: "Nobody has asked this, or the answer had to make room.",
  expired: "The answer is older than `ttl`, and `staleWhileRevalidate`.",
  "too-old": "The answer is older than the caller's `max-age`.",
  "no-cache": "The caller's `cache-control: no-cache`.",
  purged: "The answer was purged.",
  shape:
    "The answer is kept in a form that does not tell what this call asks for, such as a stream without token counts.",
} as const;

export type MissReason = keyof typeof MISS_REASONS;
