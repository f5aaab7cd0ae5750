import type { Headers } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";

const ALWAYS_FORWARDED = ["traceparent", "tracestate", "idempotency-key"];

/** Never taken from the caller, whatever a dialect lists: credentials, and what belongs to one hop (RFC 9110 7.6.1). */
const NEVER_FORWARDED = new Set([
  "authorization",
  "proxy-authorization",
  "x-api-key",
  "api-key",
  "cookie",
  "host",
  "content-type",
  "content-length",
  "content-encoding",
  "accept",
  "accept-encoding",
  "user-agent",
  "connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
]);

/** The caller's headers that go on to a provider of this dialect. Asked once per dialect, not per call. */
export function forwardedNames(dialect: Dialect, exceptFor?: string): readonly string[] {
  const names = new Set([...ALWAYS_FORWARDED, ...dialect.requestHeaders]);
  return [...names].filter((name) => !NEVER_FORWARDED.has(name) && name !== exceptFor);
}

export function pick(headers: Headers, names: readonly string[]): Headers {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

const RETURNED = new Set(["content-type", "request-id", "x-request-id", "retry-after", "retry-after-ms"]);
const RETURNED_PREFIXES = ["openai-", "anthropic-ratelimit-", "x-ratelimit-"];

/** The provider's headers that the caller may see; an allow-list, so that cookies and credentials never pass. */
export function returnedHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const returned: Record<string, string> = {};
  for (const name in headers) {
    if (!RETURNED.has(name) && !RETURNED_PREFIXES.some((prefix) => name.startsWith(prefix))) continue;
    const value = headers[name];
    if (value !== undefined) returned[name] = typeof value === "string" ? value : value.join(", ");
  }
  return returned;
}
