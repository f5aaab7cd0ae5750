import type { RouteSpec } from "../config/schema/route.ts";
import type { ConfigSnapshot, Named } from "../config/schema/snapshot.ts";
import type { DialectName } from "./core/call.ts";
import type { Dialect } from "./core/dialect.ts";
import type { Filter } from "./core/filter.ts";
import { type Admission, createAdmitFilter } from "./filters/admit/filter.ts";
import { type Breakers, createBreakerFilter } from "./filters/breaker/filter.ts";
import { type CacheStore, createCacheFilter } from "./filters/cache/filter.ts";
import { createFallbackFilter } from "./filters/fallback/filter.ts";
import { createRecordFilter } from "./filters/record/filter.ts";
import type { CompiledRedaction } from "./filters/redact/compile.ts";
import { createRedactFilter } from "./filters/redact/filter.ts";
import { createRetryBudget } from "./filters/retry/budget.ts";
import { createRetryFilter } from "./filters/retry/filter.ts";
import { createRouteFilter } from "./filters/route/filter.ts";
import { createTimeoutsFilter } from "./filters/timeouts/filter.ts";
import type { Clock } from "./platform/clock.ts";
import type { Random } from "./platform/random.ts";
import type { Telemetry } from "./platform/telemetry.ts";

/** What the filters of every route share; it outlives configurations. */
export interface SharedParts {
  readonly admission: Admission;
  readonly cacheStore: CacheStore;
  readonly breakers: Breakers;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
  readonly maxCacheEntryBytes: number;
}

export interface RouteParts extends SharedParts {
  readonly snapshot: ConfigSnapshot;
  readonly redactionFor: (policies: readonly string[]) => CompiledRedaction | undefined;
  /** Changes whenever what this route would answer may change. */
  readonly routeVersion: string;
}

/** What a call of an application goes through, outermost first. Below the last one stands the upstream itself. */
export function routePipeline({ name, spec }: Named<RouteSpec>, parts: RouteParts): readonly Filter[] {
  const { dialectOf, clock, random, telemetry } = parts;
  return [
    // Tells telemetry how the call began and ended, and counts its tokens.
    createRecordFilter({ dialectOf, clock, telemetry }),
    // Refuses at once when too many calls are in flight; a call counts until its last byte.
    createAdmitFilter({ admission: parts.admission }),
    // Replaces personal data and secrets by placeholders, and puts them back into the reply.
    createRedactFilter({ rulesFor: parts.redactionFor, dialectOf }),
    // Answers identical calls from memory; keeps whole, successful replies. Sees redacted text only.
    createCacheFilter({
      store: parts.cacheStore,
      spec: spec.cache,
      routeName: name,
      routeVersion: parts.routeVersion,
      keepStaleMs: longestStale(spec),
      maxEntryBytes: parts.maxCacheEntryBytes,
      dialectOf,
      clock,
      telemetry,
    }),
    // Walks down the route's ladder when everything below has failed.
    createFallbackFilter({ ladder: spec.fallback, routeName: name, dialectOf, clock, telemetry }),
    // Picks the upstream and the model, by weight.
    createRouteFilter({ targets: spec.targets, upstreams: parts.snapshot.upstreams, random, dialectOf }),
    // Tries again what may succeed, with backoff and a budget, until the first frame was handed down.
    createRetryFilter({
      spec: spec.retry,
      routeName: name,
      clock,
      random,
      telemetry,
      budget: createRetryBudget(spec.retry.budget, clock),
    }),
    // Stops calling an upstream that keeps failing; a stream that dies half-way is a failure.
    createBreakerFilter({ breakers: parts.breakers, hang: { totalMs: spec.timeouts.total, clock } }),
    // Ends an attempt that waits too long for its first event, or between two events.
    createTimeoutsFilter({ spec: spec.timeouts, clock }),
  ];
}

/** What a call that passes through as it is goes through: nobody here knows what it says. */
export function passthroughPipeline({ spec }: Named<RouteSpec>, parts: RouteParts): readonly Filter[] {
  const { dialectOf, clock, random, telemetry } = parts;
  return [
    // Tells telemetry how the call began and ended.
    createRecordFilter({ dialectOf, clock, telemetry }),
    // Refuses at once when too many calls are in flight; a call counts until its last byte.
    createAdmitFilter({ admission: parts.admission }),
    // Replaces personal data and secrets in JSON; refuses what it should look into and cannot.
    createRedactFilter({ rulesFor: parts.redactionFor, dialectOf }),
    // Picks the upstream, by weight.
    createRouteFilter({ targets: spec.targets, upstreams: parts.snapshot.upstreams, random, dialectOf }),
    // Stops calling an upstream that keeps failing.
    createBreakerFilter({ breakers: parts.breakers, hang: { totalMs: spec.timeouts.total, clock } }),
    // Ends an attempt that waits too long for its first byte, or between two.
    createTimeoutsFilter({ spec: spec.timeouts, clock }),
  ];
}

/** What a call forwarded by a sidecar goes through: its own pipeline has decided everything else already. */
export function forwardPipeline(
  parts: SharedParts & { readonly snapshot: ConfigSnapshot },
): readonly Filter[] {
  const { dialectOf, clock, random, telemetry } = parts;
  return [
    // Tells telemetry how the call began and ended, and counts its tokens.
    createRecordFilter({ dialectOf, clock, telemetry }),
    // Refuses at once when too many calls are in flight.
    createAdmitFilter({ admission: parts.admission }),
    // Takes the upstream that the sidecar chose.
    createRouteFilter({ targets: [], upstreams: parts.snapshot.upstreams, random, dialectOf }),
    // Shares what all sidecars learn about an upstream.
    createBreakerFilter({ breakers: parts.breakers }),
  ];
}

function longestStale(spec: RouteSpec): number {
  return spec.fallback.reduce(
    (longest, rung) => ("stale" in rung ? Math.max(longest, rung.stale.maxAge) : longest),
    0,
  );
}
