import assert from "node:assert/strict";
import { test } from "node:test";
import { parseConfig } from "../../../../config/schema/parse.ts";
import { renderText } from "../../../../config/schema/render.ts";
import { sidecarSpec } from "../../../../config/schema/settings.ts";
import { redisPlace, sharedCache } from "../../../../config/schema/shared-cache.ts";

const KEY = "encryptionKey: { env: KEY }";

function parse(settings: string) {
  const text = `apiVersion: aios.dev/v1\nkind: Sidecar\nmetadata: { name: a }\nspec: { sharedCache: ${settings} }\n`;
  return parseConfig([{ path: "a.yaml", text }]).faults;
}

const faultsOf = (settings: string): readonly string[] =>
  parse(settings).map(({ code, path, message }) => `${code} ${path.join(".")}: ${message}`);

test("there is none unless it is asked for", () => {
  assert.equal(sidecarSpec.parse({}).sharedCache, undefined);
});

test("what is not said has a default", () => {
  const {
    url: _,
    encryptionKey: __,
    ...rest
  } = sharedCache.parse({
    url: "redis://cache",
    encryptionKey: { env: "KEY" },
  });
  assert.deepEqual(rest, {
    previousEncryptionKeys: [],
    timeout: 20,
    connectTimeout: 2_000,
    keyPrefix: "aios:",
    maxPendingSize: 8 * 1024 ** 2,
    breaker: { failures: 5, openFor: 5_000 },
  });
});

test("places", () => {
  const none = { username: undefined, password: undefined };
  assert.deepEqual(redisPlace("redis://cache"), {
    host: "cache",
    port: 6379,
    database: 0,
    isEncrypted: false,
    ...none,
  });
  assert.deepEqual(redisPlace("rediss://[::1]:7000/3"), {
    host: "::1",
    port: 7000,
    database: 3,
    isEncrypted: true,
    ...none,
  });
  assert.deepEqual(redisPlace("redis://:50%-off@cache/"), {
    host: "cache",
    port: 6379,
    database: 0,
    isEncrypted: false,
    username: undefined,
    password: "50%-off",
  });
  for (const text of [
    "",
    "cache:6379",
    "http://cache",
    "redis:cache",
    "redis://",
    "redis://cache:0",
    "redis://cache:70000",
    "redis://cache/first",
    "redis://cache/1/2",
    "redis://cache/70000",
    "redis://cache?db=1",
    "redis://cache#1",
  ]) {
    assert.equal(redisPlace(text), undefined, text);
  }
});

for (const url of [
  "redis://user:hunter2@cache:6379",
  "redis://:hunter2@cache",
  "rediss://hunter2@cache",
  "redis://cache/0?password=hunter2",
]) {
  test(`a password never stands in a URL, and is not shown: ${url}`, () => {
    const faults = faultsOf(`{ url: "${url}", ${KEY} }`);
    assert.equal(faults.length, 1, faults.join("\n"));
    assert.match(faults[0] ?? "", /^E307 spec\.sharedCache\.url: a URL may not contain credentials; put /);
    const shown = renderText(parse(`{ url: "${url}", ${KEY} }`), { colour: false });
    assert.ok(!shown.includes("hunter2"), shown);
  });
}

for (const [what, settings, faults] of [
  ["a reference", `{ url: { env: REDIS_URL }, ${KEY} }`, []],
  [
    "a URL of something else",
    `{ url: "http://cache", ${KEY} }`,
    ["E305 spec.sharedCache.url: expected redis://HOST:PORT/DATABASE, or rediss:// with TLS"],
  ],
  [
    "no encryption key",
    '{ url: "redis://cache" }',
    [
      "E302 spec.sharedCache.encryptionKey: `encryptionKey` is missing; expected a reference to a secret: { env: NAME } or { file: /absolute/path }",
    ],
  ],
  [
    "an encryption key in clear",
    '{ url: "redis://cache", encryptionKey: hunter2hunter2hunter2 }',
    [
      "E307 spec.sharedCache.encryptionKey: a secret may not stand here in clear; expected a reference to a secret: { env: NAME } or { file: /absolute/path }",
    ],
  ],
  [
    "TLS settings without TLS",
    `{ url: "redis://cache", ${KEY}, tls: { serverName: cache } }`,
    ["E305 spec.sharedCache.tls: `tls` needs a `url` that begins with rediss://"],
  ],
  [
    "a user without a password",
    `{ url: "redis://cache", ${KEY}, username: aios }`,
    ["E302 spec.sharedCache.username: `username` needs a `password`"],
  ],
] as const) {
  test(`faults: ${what}`, () => {
    assert.deepEqual(faultsOf(settings), faults);
  });
}
