import assert from "node:assert/strict";
import { test } from "node:test";
import { packFrames } from "../../../../../sidecar/core/frame-log.ts";
import {
  createCacheStore,
  entryBytes,
  type StoredReply,
} from "../../../../../sidecar/filters/cache/store.ts";
import { FakeClock } from "../../../../support/fake-clock.ts";
import { recordTelemetry } from "../../../../support/recorded-telemetry.ts";

const replyOf = (bytes: number, headers: Readonly<Record<string, string>> = {}): StoredReply => ({
  framing: "document",
  headers,
  frames: packFrames([new Uint8Array(bytes)]),
  includeUsage: false,
  storedAt: 1_000,
});

function setUp(maxBytes: number) {
  const telemetry = recordTelemetry();
  const clock = new FakeClock();
  return { telemetry, clock, store: createCacheStore({ maxBytes, clock, telemetry }) };
}

test("an entry costs its body, key, headers and overhead", () => {
  const plain = entryBytes("key", replyOf(0));
  assert.equal(entryBytes("key", replyOf(100)), plain + 100);
  assert.equal(entryBytes("longer key", replyOf(0)), plain + 7);
  assert.equal(entryBytes("key", replyOf(0, { age: "12" })), plain + 5);
  assert.ok(plain > 500);
});

test("it never holds more bytes than its bound; what was used least recently goes first", () => {
  const cost = entryBytes("a", replyOf(1_000));
  const { store, telemetry } = setUp(3 * cost);
  for (const key of ["a", "b", "c"]) assert.equal(store.set(key, replyOf(1_000)), true);
  store.get("a");
  store.set("d", replyOf(1_000));
  assert.equal(store.bytes, 3 * cost);
  assert.deepEqual(
    ["a", "b", "c", "d"].map((key) => store.get(key) !== undefined),
    [true, false, true, true],
  );
  assert.deepEqual(
    telemetry.named("cacheEvicted").map(({ values }) => values),
    [[cost]],
  );
  assert.deepEqual(telemetry.named("cacheSized").at(-1)?.values, [3, 3 * cost]);
});

test("what is larger than the whole store is not kept, and evicts nothing", () => {
  const { store } = setUp(10_000);
  store.set("a", replyOf(1_000));
  assert.equal(store.set("b", replyOf(10_000)), false);
  assert.equal(store.entries, 1);
});

test("replacing and deleting is told as a change of size, not as an eviction", () => {
  const { store, telemetry } = setUp(100_000);
  store.set("a", replyOf(1_000));
  store.set("a", replyOf(10));
  store.delete("a");
  store.delete("never there");
  assert.equal(store.bytes, 0);
  assert.deepEqual(
    telemetry.named("cacheSized").map(({ values }) => values[0]),
    [1, 1, 0],
  );
  assert.equal(telemetry.named("cacheEvicted").length, 0);
});

test("an entry's age runs on the clock it was given", async () => {
  const { store, clock } = setUp(100_000);
  const reply = { ...replyOf(1), storedAt: clock.monotonic() };
  await clock.advance(1_234);
  assert.equal(store.ageMs(reply), 1_234);
});
