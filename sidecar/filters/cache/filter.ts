import type { Handler } from "../../core/call.ts";
import type { Filter } from "../../core/filter.ts";
import { CachedCalls } from "./cached-calls.ts";
import { parseCacheControl } from "./directives.ts";
import { notCached } from "./not-cached.ts";
import type { CacheOptions } from "./options.ts";

export { Flights } from "./flights.ts";
export type { CacheOptions, CacheParts } from "./options.ts";
export { type Purge, Purges } from "./purges.ts";
export { type CacheStore, createCacheStore } from "./store.ts";

/**
 * Answers calls that were asked before (see `cacheKey`) from memory, from what a fleet shares, or by their meaning, in the
 * shape they ask for; makes one upstream call of identical ones in flight; and keeps complete, successful replies. An
 * expired answer that is still kept goes down with the call, for the ladder. Rejects with `not-cached` when the caller
 * wants a cached answer or none.
 */
export function createCacheFilter(options: CacheOptions): Filter {
  const { spec } = options;
  const exact = spec?.exact;
  return {
    name: "cache",
    wrap: (next) => {
      if (spec === undefined || exact === undefined) return withoutCache(next);
      const calls = new CachedCalls(options, spec, exact, next);
      return (call) => calls.handle(call);
    },
  };
}

function withoutCache(next: Handler): Handler {
  return (call) => {
    call.record.set("cache", "bypass");
    call.record.set("cacheReason", "off");
    if (parseCacheControl(call.headers["cache-control"]).onlyIfCached) return Promise.reject(notCached());
    return next(call);
  };
}
