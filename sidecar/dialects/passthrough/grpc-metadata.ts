/** What belongs to one hop, to HTTP, or is a credential: said anew by us, or not at all. */
const OWN_TO_A_HOP: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "proxy-authenticate",
  "www-authenticate",
  "x-api-key",
  "api-key",
  "cookie",
  "set-cookie",
  "host",
  "content-type",
  "content-length",
  "content-encoding",
  "accept",
  "accept-encoding",
  "user-agent",
  "connection",
  "proxy-connection",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "http2-settings",
  "date",
  "server",
  "server-timing",
  // What the caller asks of our cache.
  "cache-control",
  // Any vendor's text: it goes no further than our own processes.
  "tracestate",
]);
/** Of gRPC itself, of HTTP/2, and ours. */
const RESERVED_PREFIXES = ["grpc-", ":", "x-aios-"];

/** Whether metadata of this name (lower case) is a matter between caller and service, and so passes through as it is. */
export function passesThrough(name: string): boolean {
  return !OWN_TO_A_HOP.has(name) && !RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix));
}
