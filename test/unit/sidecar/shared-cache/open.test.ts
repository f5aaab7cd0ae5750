import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type SharedCacheSpec, sharedCache } from "../../../../config/schema/shared-cache.ts";
import type { SharedCache } from "../../../../sidecar/core/shared-cache.ts";
import type { SecretReader } from "../../../../sidecar/platform/secrets.ts";
import { openSharedCache } from "../../../../sidecar/shared-cache/open.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { FakeRandom } from "../../../support/fake-random.ts";
import { FakeRedis } from "../../../support/fake-redis.ts";
import { recordTelemetry } from "../../../support/recorded-telemetry.ts";
import { TEST_SECRET } from "../../../support/shared-cache.ts";
import { until } from "../../../support/until.ts";

const secretsOf = (env: Readonly<Record<string, string>>): SecretReader => ({
  env: (name) => env[name],
  file: (path) => Promise.reject(new Error(`ENOENT: no such file or directory, open '${path}'`)),
});

const specOf = (settings: Readonly<Record<string, unknown>> = {}): SharedCacheSpec =>
  sharedCache.parse({ url: "redis://127.0.0.1:1", encryptionKey: { env: "KEY" }, ...settings });

async function open(
  context: TestContext,
  settings: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>> = { KEY: TEST_SECRET },
) {
  const telemetry = recordTelemetry();
  const cache = await openSharedCache(specOf(settings), {
    secrets: secretsOf(env),
    maxEntryBytes: 1_000,
    clock: new FakeClock(),
    random: new FakeRandom(),
    telemetry,
  });
  assert.ok(cache !== undefined);
  context.after(() => cache.close());
  return { cache, telemetry };
}

test("without a spec there is none", async () => {
  const none: SharedCache | undefined = await openSharedCache(undefined, {
    secrets: secretsOf({}),
    maxEntryBytes: 1_000,
    clock: new FakeClock(),
    random: new FakeRandom(),
    telemetry: recordTelemetry(),
  });
  assert.equal(none, undefined);
});

const FAULTS = [
  ["no encryption key", {}, {}, "(sharedCache.encryptionKey): the environment variable KEY is not set."],
  [
    "a short encryption key",
    {},
    { KEY: "fifteen bytes.." },
    "(sharedCache.encryptionKey): it has 15 bytes; expected 16 or more.",
  ],
  [
    "a short key of earlier times",
    { previousEncryptionKeys: [{ env: "KEY" }, { env: "OLD" }] },
    { KEY: TEST_SECRET, OLD: "short" },
    "(sharedCache.previousEncryptionKeys[1]): it has 5 bytes; expected 16 or more.",
  ],
  [
    "a file that is not there",
    { encryptionKey: { file: "/no/such/key" } },
    {},
    "(sharedCache.encryptionKey): ENOENT: no such file or directory, open '/no/such/key'.",
  ],
  [
    "a URL that is none",
    { url: { env: "URL" } },
    { KEY: TEST_SECRET, URL: "http://user:s3cret@cache" },
    "(sharedCache.url): it is no redis://HOST:PORT/DATABASE, nor rediss:// for TLS.",
  ],
  [
    "TLS settings for a URL without TLS",
    { url: { env: "URL" }, tls: { serverName: "cache" } },
    { KEY: TEST_SECRET, URL: "redis://cache" },
    "(sharedCache.tls): it needs a url that begins with rediss://.",
  ],
] as const;

for (const [what, settings, env, says] of FAULTS) {
  test(`is told at start, without the secret: ${what}`, async (context) => {
    await assert.rejects(open(context, settings, env), (error: Error) => {
      assert.equal(error.message, `The shared cache cannot be used ${says}`);
      return true;
    });
  });
}

test("a URL in a secret may hold the login", async (context) => {
  const redis = await FakeRedis.start({ username: "aios", password: "100% s3cret" });
  context.after(() => redis.close());
  const { telemetry } = await open(
    context,
    { url: { env: "URL" } },
    { KEY: TEST_SECRET, URL: `redis://aios:100%25%20s3cret@127.0.0.1:${redis.port}/2` },
  );
  await until(() => telemetry.named("sharedCacheConnected").length === 1, "the connection");
  assert.deepEqual(redis.commands.slice(0, 2), [
    ["AUTH", "aios", "100% s3cret"],
    ["select", "2"],
  ]);
  assert.ok(!JSON.stringify(telemetry.events).includes("s3cret"));
});

test("a password that is missing is no reason not to start", async (context) => {
  const { telemetry } = await open(context, { password: { env: "PASSWORD" } });
  await until(() => telemetry.named("sharedCacheAway").length === 1, "word of it");
  assert.deepEqual(telemetry.named("sharedCacheAway")[0]?.values, [
    "127.0.0.1:1",
    "the environment variable PASSWORD is not set",
  ]);
});
