import type { Call, Handler, Reply } from "../../../../../sidecar/core/call.ts";
import type { Dialect } from "../../../../../sidecar/core/dialect.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import {
  type CacheOptions,
  type CacheStore,
  createCacheFilter,
  createCacheStore,
  Flights,
  Purges,
} from "../../../../../sidecar/filters/cache/filter.ts";
import { cacheSpecOf } from "../../../../support/cache-spec.ts";
import { type TestCall, testCall } from "../../../../support/calls.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { type RecordedTelemetry, recordTelemetry } from "../../../../support/recorded-telemetry.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

export const TTL_MS = 60_000;

export interface Answer {
  readonly call: TestCall;
  readonly reply: Reply;
  readonly text: string;
}

export interface Cached {
  readonly clock: FakeClock;
  readonly telemetry: RecordedTelemetry;
  readonly store: CacheStore;
  readonly flights: Flights;
  readonly purges: Purges;
  /** How often the configuration is held by what runs on it beside the calls themselves. */
  held(): number;
  /** The calls that reached what stands below the cache. */
  readonly reached: readonly Call[];
  /** Makes a call and reads its reply to the end. */
  ask(request?: JsonObject, overrides?: Partial<Call>): Promise<Answer>;
  handle: Handler;
}

export function setUpCache(
  upstream: Handler,
  options: Partial<CacheOptions> & { readonly dialect?: Dialect } = {},
): Cached {
  const { dialect = tinyDialect, ...rest } = options;
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const store = createCacheStore({ maxBytes: 1_000_000, clock, telemetry });
  const reached: Call[] = [];
  const faults: unknown[] = [];
  const flights = new Flights({ maxBytes: 100_000, clock, onFault: (error) => faults.push(error) });
  const purges = new Purges(() => clock.now());
  let held = 0;
  const filter = createCacheFilter({
    store,
    flights,
    purges,
    shared: undefined,
    spec: cacheSpecOf({ exact: { ttl: "60s" } }),
    routeName: "chat",
    keepStaleMs: 0,
    totalMs: TTL_MS,
    isOverloaded: () => false,
    placesOf: () => "",
    inquire: undefined,
    priceOf: () => undefined,
    enter: () => {
      held++;
      return () => held--;
    },
    maxEntryBytes: 100_000,
    dialectOf: () => dialect,
    clock,
    telemetry,
    ...rest,
  });
  const handle = filter.wrap((call) => {
    reached.push(call);
    return upstream(call);
  });
  return {
    clock,
    telemetry,
    store,
    flights,
    purges,
    held: () => held,
    reached,
    handle,
    ask: async (request = { model: "m" }, overrides = {}) => {
      const call = testCall(dialect, request, overrides);
      const reply = await handle(call);
      const frames: Uint8Array[] = [];
      for await (const frame of reply.body) frames.push(frame);
      call.end();
      return { call, reply, text: Buffer.concat(frames).toString() };
    },
  };
}
