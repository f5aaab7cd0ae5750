import assert from "node:assert/strict";
import { test } from "node:test";
import {
  durationText,
  rateLimitHeaders,
  withoutRateLimits,
} from "../../../../sidecar/dialects/rate-limit-headers.ts";

const NOW = Date.UTC(2026, 0, 1);
const STATES = [
  { of: "requests", limit: 60, remaining: 59, resetMs: 1_000 },
  { of: "tokens", limit: 1_000, remaining: 0, resetMs: 59_001 },
] as const;

test("durations are written as OpenAI writes them, and never too short", () => {
  const written = [0, -1, 0.2, 85, 999, 1_000, 1_500, 59_001, 60_000, 360_000, 3_600_000, 86_461_000];
  assert.deepEqual(written.map(durationText), [
    "0s",
    "0s",
    "1ms",
    "85ms",
    "999ms",
    "1s",
    "1.5s",
    "59.001s",
    "1m0s",
    "6m0s",
    "1h0m0s",
    "24h1m1s",
  ]);
});

test("an OpenAI SDK is told limits in OpenAI's headers, as is everybody without a dialect", () => {
  for (const dialect of ["openai", undefined] as const) {
    assert.deepEqual(rateLimitHeaders(STATES, dialect, NOW), {
      "x-ratelimit-limit-requests": "60",
      "x-ratelimit-remaining-requests": "59",
      "x-ratelimit-reset-requests": "1s",
      "x-ratelimit-limit-tokens": "1000",
      "x-ratelimit-remaining-tokens": "0",
      "x-ratelimit-reset-tokens": "59.001s",
    });
  }
});

test("an Anthropic SDK is told limits in Anthropic's headers, with the time of their reset", () => {
  assert.deepEqual(rateLimitHeaders(STATES, "anthropic", NOW), {
    "anthropic-ratelimit-requests-limit": "60",
    "anthropic-ratelimit-requests-remaining": "59",
    "anthropic-ratelimit-requests-reset": "2026-01-01T00:00:01Z",
    "anthropic-ratelimit-tokens-limit": "1000",
    "anthropic-ratelimit-tokens-remaining": "0",
    "anthropic-ratelimit-tokens-reset": "2026-01-01T00:01:00Z",
  });
});

test("a provider's own limits are taken out, and nothing else", () => {
  assert.deepEqual(
    withoutRateLimits({
      "content-type": "application/json",
      "x-ratelimit-limit-requests": "10000",
      "anthropic-ratelimit-tokens-remaining": "7",
      "openai-version": "2020-10-01",
    }),
    { "content-type": "application/json", "openai-version": "2020-10-01" },
  );
});
