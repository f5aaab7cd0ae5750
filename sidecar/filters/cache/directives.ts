/** What a caller asks of the cache by `cache-control` (RFC 9111 section 5.2.1). */
export interface CacheDirectives {
  /** Skip reading; still store. */
  readonly noCache: boolean;
  /** Skip both. */
  readonly noStore: boolean;
  readonly onlyIfCached: boolean;
  /** Oldest answer that will do; infinite when the caller sets no limit. */
  readonly maxAgeMs: number;
}

const NONE: CacheDirectives = {
  noCache: false,
  noStore: false,
  onlyIfCached: false,
  maxAgeMs: Number.POSITIVE_INFINITY,
};

// `token`, `token=token` or `token="quoted"`; a comma inside quotes separates nothing.
const DIRECTIVE = /^([!#$%&'*+.^_`|~0-9a-z-]+)(?:=(?:([!#$%&'*+.^_`|~0-9a-z-]+)|"((?:[^"\\]|\\.)*)"))?$/i;
const BETWEEN_COMMAS = /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g;
// Seconds beyond this are as good as no limit, and stay exact as ms.
const LONGEST_SECONDS = 2 ** 31;

/** Names are case-insensitive; unknown and malformed directives are ignored; of several `max-age` the smallest counts. */
export function parseCacheControl(header: string | undefined): CacheDirectives {
  if (header === undefined) return NONE;
  let { noCache, noStore, onlyIfCached, maxAgeMs } = NONE;
  for (const part of header.match(BETWEEN_COMMAS) ?? []) {
    const match = DIRECTIVE.exec(part.trim());
    if (match === null) continue;
    const value = match[2] ?? match[3];
    switch (match[1]?.toLowerCase()) {
      case "no-cache":
        noCache = true;
        break;
      case "no-store":
        noStore = true;
        break;
      case "only-if-cached":
        onlyIfCached = true;
        break;
      case "max-age":
        if (value !== undefined && /^\d+$/.test(value)) {
          maxAgeMs = Math.min(maxAgeMs, Math.min(Number(value), LONGEST_SECONDS) * 1_000);
        }
        break;
    }
  }
  return { noCache, noStore, onlyIfCached, maxAgeMs };
}
