import type { TestContext } from "node:test";
import type { SharedCache } from "../../sidecar/core/shared-cache.ts";
import { Secret } from "../../sidecar/platform/secrets.ts";
import { createEncryptionKey } from "../../sidecar/shared-cache/encryption.ts";
import { createRedisCache, type RedisCacheOptions } from "../../sidecar/shared-cache/redis.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeRandom } from "./fake-random.ts";
import { FakeRedis, type FakeRedisOptions } from "./fake-redis.ts";
import { type RecordedTelemetry, recordTelemetry } from "./recorded-telemetry.ts";
import { until } from "./until.ts";

export const TEST_SECRET = "a secret of many bytes";
export const testKey = (secret = TEST_SECRET) => createEncryptionKey(new Secret(secret), "aios:");

export interface TestSharedCache {
  readonly cache: SharedCache;
  readonly redis: FakeRedis;
  readonly clock: FakeClock;
  readonly telemetry: RecordedTelemetry;
  /** What was told of requests, as `get hit`. */
  outcomes(): readonly string[];
  /** `up`, and `away: reason`. */
  changes(): readonly string[];
  find(key: string): Promise<string | undefined>;
  put(key: string, value: string, ttlMs?: number): void;
  /** Waits for real until a request has come to this. */
  told(outcome: string): Promise<void>;
  changed(to: string): Promise<void>;
}

/** A cache on a fake clock, with a fake server on a real socket. Nothing may be left running at the end. */
export async function testSharedCache(
  context: TestContext,
  {
    redis: redisOptions,
    server,
    ...options
  }: Partial<Omit<RedisCacheOptions, "server">> & {
    readonly redis?: FakeRedisOptions;
    readonly server?: Partial<RedisCacheOptions["server"]>;
  } = {},
): Promise<TestSharedCache> {
  const redis = await FakeRedis.start(redisOptions);
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const cache = createRedisCache({
    server: {
      place: { host: "127.0.0.1", port: redis.port, database: 0, isEncrypted: false },
      tls: undefined,
      username: undefined,
      password: undefined,
      ...server,
    },
    key: testKey(),
    previousKeys: [],
    timeoutMs: 20,
    connectTimeoutMs: 2_000,
    maxValueBytes: 1_000,
    maxPendingBytes: 10_000,
    breaker: { failures: 3, openForMs: 5_000 },
    clock,
    random: new FakeRandom(),
    telemetry,
    ...options,
  });
  context.after(async () => {
    await cache.close();
    await until(() => redis.connections === 0, "all connections to be closed");
    await redis.close();
    if (clock.running > 0) throw new Error("a timer is left running");
  });
  const outcomes = () =>
    telemetry
      .named("sharedCacheRequested")
      .map(({ values: [operation, outcome] }) => `${operation} ${outcome}`);
  const changes = () =>
    telemetry.events.flatMap(({ name, values }) => {
      if (name === "sharedCacheConnected") return ["up"];
      return name === "sharedCacheAway" ? [`away: ${values[1]}`] : [];
    });
  const { signal } = new AbortController();
  return {
    cache,
    redis,
    clock,
    telemetry,
    outcomes,
    changes,
    find: async (key) => {
      const value = await cache.get(key, signal);
      return value && Buffer.from(value).toString();
    },
    put: (key, value, ttlMs = 60_000) => cache.put(key, Buffer.from(value), ttlMs),
    told: (outcome) => until(() => outcomes().includes(outcome), outcome),
    changed: (to) => until(() => changes().at(-1) === to, to),
  };
}
