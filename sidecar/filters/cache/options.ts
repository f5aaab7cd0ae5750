import type { CacheSpec } from "../../../config/schema/cache.ts";
import type { PriceOf } from "../../../config/schema/prices.ts";
import type { Call, DialectName } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { SharedCache } from "../../core/shared-cache.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import type { Flights } from "./flights.ts";
import type { Inquire } from "./inquiry.ts";
import type { Purges } from "./purges.ts";
import type { CacheStore } from "./store.ts";

/** What the caches of all routes share; it outlives configurations. */
export interface CacheParts {
  readonly store: CacheStore;
  readonly flights: Flights;
  readonly purges: Purges;
  /** Of a fleet; undefined when there is none. */
  readonly shared: SharedCache | undefined;
  /** Bytes of the largest answer that is kept. */
  readonly maxEntryBytes: number;
}

export interface CacheOptions extends CacheParts {
  /** The route's `cache`; without `exact` nothing is read or kept. */
  readonly spec: CacheSpec | undefined;
  readonly routeName: string;
  readonly routeVersion?: string;
  /** How long an answer is kept beyond its ttl, for the `stale` rungs of the ladder; 0 when there are none. */
  readonly keepStaleMs: number;
  /** How long a call of the route may take, in ms. */
  readonly totalMs: number;
  /** Whether the process has too much to do for calls that nobody waits for. */
  readonly isOverloaded: () => boolean;
  /** Where a call may go, as a text: those who may not go to the same places are no identical calls. */
  readonly placesOf: (call: Call) => string;
  /** Puts questions to the answers of others by their meaning; undefined where the route does not. */
  readonly inquire: Inquire | undefined;
  readonly priceOf: PriceOf;
  /** Something runs on this configuration beside the calls themselves; the returned function gives it back. */
  readonly enter: () => () => void;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}
