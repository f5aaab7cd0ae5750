import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sidecarSpec } from "../../config/schema/settings.ts";
import { sharedCache } from "../../config/schema/shared-cache.ts";
import type { SharedCache } from "../../sidecar/core/shared-cache.ts";
import { startSidecar } from "../../sidecar/daemon.ts";
import { systemClock } from "../../sidecar/platform/clock.ts";
import { createLog } from "../../sidecar/platform/log.ts";
import { systemRandom } from "../../sidecar/platform/random.ts";
import { createRuntime } from "../../sidecar/runtime.ts";
import { openSharedCache } from "../../sidecar/shared-cache/open.ts";
import { FakeRedis } from "../support/fake-redis.ts";
import { type RecordedTelemetry, recordTelemetry } from "../support/recorded-telemetry.ts";
import {
  installedRedisServers,
  type RedisProcess,
  type RedisProcessOptions,
  startRedisProcess,
} from "../support/redis-process.ts";
import { BASIC_CONFIG } from "../support/stack.ts";
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from "../support/tls.ts";
import { until } from "../support/until.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const KEY = "a secret of many bytes";
const PASSWORD = "a long password";
const { signal } = new AbortController();
const installed = installedRedisServers();

interface Open {
  readonly cache: SharedCache;
  readonly telemetry: RecordedTelemetry;
  outcomes(): readonly string[];
  find(key: string): Promise<string | undefined>;
  /** Waits until it is stored. */
  put(key: string, value: string | Uint8Array, ttlMs?: number): Promise<void>;
}

/** A shared cache on the system's clock, connected. The timeout is one that no busy machine takes. */
async function open(
  context: TestContext,
  url: string,
  settings: Readonly<Record<string, unknown>> = {},
  isThere = true,
): Promise<Open> {
  const telemetry = recordTelemetry();
  const cache = await openSharedCache(
    sharedCache.parse({
      url,
      password: { env: "PASSWORD" },
      encryptionKey: { env: "KEY" },
      timeout: "2s",
      ...settings,
    }),
    {
      secrets: {
        env: (name) => ({ KEY, PASSWORD, WRONG: "another password" })[name],
        file: () => Promise.reject(new Error("There is no file.")),
      },
      maxEntryBytes: 1024 ** 2,
      clock: systemClock,
      random: systemRandom,
      telemetry,
    },
  );
  assert.ok(cache !== undefined);
  context.after(() => cache.close());
  const isTold = () => telemetry.named(isThere ? "sharedCacheConnected" : "sharedCacheAway").length === 1;
  await until(isTold, "word of the connection");
  const outcomes = () =>
    telemetry.named("sharedCacheRequested").map(({ values }) => values.slice(0, 2).join(" "));
  const stored = () => outcomes().filter((each) => each === "put stored").length;
  return {
    cache,
    telemetry,
    outcomes,
    find: async (key) => {
      const value = await cache.get(key, signal);
      return value && Buffer.from(value).toString();
    },
    put: async (key, value, ttlMs = 60_000) => {
      const before = stored();
      cache.put(key, Buffer.from(value), ttlMs);
      await until(() => stored() > before, "it to be stored");
    },
  };
}

if (installed.length === 0) {
  test("a real server", { skip: "neither valkey-server nor redis-server is installed on this machine" });
}

for (const server of installed) {
  const start = async (context: TestContext, options: RedisProcessOptions = {}): Promise<RedisProcess> => {
    const settings = ["--requirepass", PASSWORD, ...(options.settings ?? [])];
    const process = await startRedisProcess(server, { ...options, settings });
    context.after(() => process.close());
    return process;
  };
  const urlOf = ({ port }: RedisProcess) => `redis://127.0.0.1:${port}/3`;

  test(`${server}: two processes share answers, until their time is over`, async (context) => {
    const url = urlOf(await start(context));
    const [one, other] = [await open(context, url), await open(context, url)];
    const large = new Uint8Array(1024 ** 2).fill(65);
    await one.put("a", "an answer");
    await one.put("large", large);
    await one.put("short", "gone soon", 30);
    assert.equal(await other.find("a"), "an answer");
    assert.equal((await other.find("large"))?.length, large.byteLength);
    await until(async () => (await other.find("short")) === undefined, "its time to be over");
    assert.equal(await other.find("b"), undefined);
  });

  test(`${server}: a wrong password is told by its code`, async (context) => {
    const wrong = { password: { env: "WRONG" } };
    const { telemetry } = await open(context, urlOf(await start(context)), wrong, false);
    assert.equal(telemetry.named("sharedCacheAway")[0]?.values[1], "WRONGPASS");
  });

  test(`${server}: one that stands still costs a few calls the timeout, then none; it is used again when it goes on`, async (context) => {
    const process = await start(context);
    const { find, put, outcomes, telemetry } = await open(context, urlOf(process), {
      timeout: "50ms",
      breaker: { failures: 3, openFor: "100ms" },
    });
    await put("a", "an answer");
    process.pause();
    for (let call = 0; call < 20; call++) {
      const startedAt = performance.now();
      assert.equal(await find("a"), undefined);
      assert.ok(performance.now() - startedAt < 1_000);
    }
    const timeouts = outcomes().filter((each) => each === "get timeout").length;
    assert.ok(timeouts <= 4, `${timeouts} timeouts`);
    assert.equal(telemetry.named("sharedCacheAway").length, 1);
    process.resume();
    await until(async () => (await find("a")) === "an answer", "it to go on");
    assert.equal(telemetry.named("sharedCacheAway").length, 1);
  });

  test(`${server}: one that is killed and started again is used again`, async (context) => {
    const first = await start(context);
    const { cache, find, put, telemetry } = await open(context, urlOf(first));
    await put("a", "an answer");
    await first.close();
    await until(() => telemetry.named("sharedCacheAway").length === 1, "the loss");
    assert.equal(await find("a"), undefined);
    await start(context, { port: first.port });
    await until(async () => {
      cache.put("a", Buffer.from("another answer"), 60_000);
      return (await find("a")) === "another answer";
    }, "it to be back");
  });

  test(`${server}: one that has no memory left refuses writes, and reads go on`, async (context) => {
    const process = await start(context, {
      settings: ["--maxmemory", "3mb", "--maxmemory-policy", "noeviction"],
    });
    const { cache, find, put, outcomes, telemetry } = await open(context, urlOf(process));
    await put("a", "an answer");
    for (let entry = 0; entry < 4; entry++) cache.put(`${entry}`, new Uint8Array(1024 ** 2), 60_000);
    await until(() => outcomes().includes("put failed"), "a refusal");
    assert.equal(await find("a"), "an answer");
    assert.equal(telemetry.named("sharedCacheAway").length, 0);
  });

  test(`${server}: over TLS, with a certificate for this process too`, async (context) => {
    const own = { certificate: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY };
    const { port } = await start(context, { tls: { cert: own.certificate, key: own.key } });
    const url = `rediss://localhost:${port}`;
    const { put, find } = await open(context, url, { tls: { ca: TEST_CERTIFICATE, client: own } });
    await put("a", "an answer");
    assert.equal(await find("a"), "an answer");
    const without = await open(context, url, { tls: { ca: TEST_CERTIFICATE } }, false);
    assert.equal(await without.find("a"), undefined);
  });
}

test("an embedded runtime shares its cache, tells of it, and lets go of it at its end", async (context) => {
  const redis = await FakeRedis.start();
  context.after(() => redis.close());
  process.env["TEST_SHARED_CACHE_KEY"] = KEY;
  context.after(() => {
    delete process.env["TEST_SHARED_CACHE_KEY"];
  });
  const runtime = await createRuntime({
    config: { text: config() },
    sharedCache: { url: `redis://127.0.0.1:${redis.port}`, encryptionKey: { env: "TEST_SHARED_CACHE_KEY" } },
    logLevel: "silent",
  });
  const isUp = async () =>
    (await runtime.metrics()).includes(`aios_shared_cache_up{address="127.0.0.1:${redis.port}"} 1`);
  await until(isUp, "the connection");
  await runtime.close();
  await until(() => redis.connections === 0, "it to let go");
});

test("a process that forgets to close its runtime ends all the same", async (context) => {
  const redis = await FakeRedis.start();
  context.after(() => redis.close());
  const program = `
    import { createRuntime } from "aios";
    const runtime = await createRuntime({
      config: { text: ${JSON.stringify(config())} },
      sharedCache: { url: "redis://127.0.0.1:${redis.port}", encryptionKey: { env: "KEY" } },
      logLevel: "silent",
    });
    while (!(await runtime.metrics()).includes('"} 1')) await new Promise((resolve) => setTimeout(resolve, 5));
    console.log("connected");
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
    cwd: ROOT,
    timeout: 20_000,
    env: { ...process.env, KEY, NODE_V8_COVERAGE: undefined },
  });
  assert.equal(stdout, "connected\n");
});

test("a sidecar whose encryption key is missing does not start, and says which", async () => {
  const spec = sidecarSpec.parse({
    sharedCache: { url: "redis://127.0.0.1:1", encryptionKey: { env: "TEST_NO_SUCH_KEY" } },
  });
  await assert.rejects(
    startSidecar({
      spec,
      configPaths: [],
      nodeId: "test",
      workload: { namespace: "default", serviceAccount: "default", labels: {} },
      log: createLog({ level: "silent", process: "test" }),
    }),
    {
      message:
        "The shared cache cannot be used (sharedCache.encryptionKey): the environment variable TEST_NO_SUCH_KEY is not set.",
    },
  );
});

const config = () =>
  BASIC_CONFIG.replaceAll("{openai}", "http://127.0.0.1:1/v1").replaceAll(
    "{anthropic}",
    "http://127.0.0.1:1",
  );
