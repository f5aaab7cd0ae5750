import type { Headers } from "../core/call.ts";

const SECONDS = /^\d+(?:\.\d+)?$/;
/** Longer advice is no advice for a call; this also keeps the number a safe one to add to a clock. */
const LONGEST_MS = 24 * 60 * 60 * 1_000;

/**
 * How long the provider asks to wait, in ms; undefined when it says nothing that can be understood.
 * `retry-after-ms` (OpenAI, Azure) is more exact and wins over `retry-after`, which is seconds or an HTTP date
 * (RFC 9110 section 10.2.3).
 *
 * @param now Unix ms
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  return milliseconds(headers["retry-after-ms"]) ?? secondsOrDate(headers["retry-after"], now);
}

function milliseconds(text: string | undefined): number | undefined {
  return text !== undefined && SECONDS.test(text.trim()) ? bounded(Number(text)) : undefined;
}

function secondsOrDate(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (SECONDS.test(text.trim())) return bounded(Number(text) * 1_000);
  // `Date.parse` takes almost anything, also "-1" (a month); every form of an HTTP date begins with a day's name.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : bounded(at - now);
}

function bounded(ms: number): number {
  return Math.round(Math.min(Math.max(0, ms), LONGEST_MS));
}
