import type { Headers } from "../core/call.ts";
import type { ProviderDialect } from "../core/dialect.ts";

/** How much of a limit of ours is left. */
export interface RateLimitState {
  readonly of: "requests" | "tokens";
  readonly limit: number;
  readonly remaining: number;
  /** ms until all of it is there again, if nothing comes. */
  readonly resetMs: number;
}

/** A provider's own headers of this sort; they speak of the account that all callers share. */
const RATE_LIMIT = /^(?:x-ratelimit-|anthropic-ratelimit-)/;

export function withoutRateLimits(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !RATE_LIMIT.test(name)));
}

/**
 * The state of limits in the headers that a caller's SDK knows.
 * OpenAI: `x-ratelimit-{limit,remaining,reset}-{requests,tokens}`, the reset as a duration such as `6m0s`
 * (https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers).
 * Anthropic: `anthropic-ratelimit-{requests,tokens}-{limit,remaining,reset}`, the reset as a time in RFC 3339
 * (https://docs.anthropic.com/en/api/rate-limits#response-headers).
 *
 * @param now Unix ms
 */
export function rateLimitHeaders(
  states: readonly RateLimitState[],
  dialect: ProviderDialect | undefined,
  now: number,
): Headers {
  const headers: Record<string, string> = {};
  for (const { of, limit, remaining, resetMs } of states) {
    if (dialect === "anthropic") {
      headers[`anthropic-ratelimit-${of}-limit`] = String(limit);
      headers[`anthropic-ratelimit-${of}-remaining`] = String(remaining);
      headers[`anthropic-ratelimit-${of}-reset`] = wholeSeconds(now + resetMs);
    } else {
      headers[`x-ratelimit-limit-${of}`] = String(limit);
      headers[`x-ratelimit-remaining-${of}`] = String(remaining);
      headers[`x-ratelimit-reset-${of}`] = durationText(resetMs);
    }
  }
  return headers;
}

/** `2026-01-01T00:00:05Z`: rounded up, so that the time has come when it is told. */
function wholeSeconds(ms: number): string {
  return new Date(Math.ceil(ms / 1_000) * 1_000).toISOString().replace(".000Z", "Z");
}

/** `0s`, `85ms`, `1.5s`, `6m0s`, `1h0m0s`: rounded up to the ms. */
export function durationText(ms: number): string {
  const whole = Math.ceil(ms);
  if (whole <= 0) return "0s";
  if (whole < 1_000) return `${whole}ms`;
  const seconds = (whole % 60_000) / 1_000;
  const minutes = Math.floor(whole / 60_000);
  if (minutes === 0) return `${seconds}s`;
  return minutes < 60 ? `${minutes}m${seconds}s` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}s`;
}
