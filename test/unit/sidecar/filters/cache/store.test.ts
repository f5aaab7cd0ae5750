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
  tags: [],
  began: { ordinal: 0, sequence: 0, at: 0 },
  upstream: undefined,
  model: undefined,
  usage: undefined,
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
  for (const key of ["a", "b", "c"]) assert.notEqual(store.set(key, replyOf(1_000)), undefined);
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
  assert.equal(store.set("b", replyOf(10_000)), undefined);
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

test("a purge takes what has one of the tags, and nothing else; * takes all", () => {
  const { store, telemetry } = setUp(100_000);
  const tagged = { a: ["x", "y"], b: ["y"], c: ["xy"], d: [] };
  const fill = () => {
    for (const [key, tags] of Object.entries(tagged)) store.set(key, { ...replyOf(1), tags });
  };
  const left = () => Object.keys(tagged).filter((key) => store.get(key) !== undefined);
  fill();
  assert.equal(store.purge(["z"]), 0);
  assert.equal(store.purge(["x", "z"]), 1);
  assert.deepEqual(left(), ["b", "c", "d"]);
  fill();
  assert.equal(store.purge(["y"]), 2);
  assert.deepEqual(left(), ["c", "d"]);
  fill();
  assert.equal(store.purge(["*"]), 4);
  assert.deepEqual(left(), []);
  assert.deepEqual(telemetry.named("cacheSized").at(-1)?.values, [0, 0]);
  assert.equal(telemetry.named("cacheEvicted").length, 0);
});

test("whoever listens is told of every key that is no longer there, however that came, and of no other", () => {
  const cost = entryBytes("a", replyOf(1_000));
  const { store } = setUp(2 * cost);
  const removed: string[] = [];
  store.onRemoved((key) => removed.push(key));
  store.set("a", replyOf(1_000));
  store.set("a", replyOf(999));
  assert.deepEqual(removed, []);
  store.set("b", replyOf(1_000));
  store.set("c", replyOf(1_000));
  assert.deepEqual(removed.splice(0), ["a"]);
  store.delete("b");
  assert.deepEqual(removed.splice(0), ["b"]);
  store.purge(["*"]);
  assert.deepEqual(removed.splice(0), ["c"]);
  // Its successor does not fit, and is not there either.
  store.set("d", replyOf(10));
  assert.equal(store.set("d", replyOf(10_000)), undefined);
  assert.equal(store.get("d"), undefined);
  assert.deepEqual(removed, ["d"]);
});

test("what is listed says nothing of what answers say: the most recently used first, up to a limit", async () => {
  const { store, clock } = setUp(100_000);
  const secret = packFrames([Buffer.from("secret words")]);
  for (const key of ["a".repeat(64), "b".repeat(64), "c".repeat(64)])
    store.set(key, {
      ...replyOf(1, { "x-secret": "secret" }),
      frames: secret,
      tags: ["t"],
      storedAt: clock.monotonic(),
    });
  await clock.advance(2_500);
  store.get("a".repeat(64));
  const listed = store.list(2);
  assert.deepEqual(
    listed.map(({ key, ageSeconds, tags }) => [key, ageSeconds, tags]),
    [
      ["a".repeat(16), 2, ["t"]],
      ["c".repeat(16), 2, ["t"]],
    ],
  );
  assert.doesNotMatch(JSON.stringify(listed), /secret/);
  assert.deepEqual(store.list(0), []);
});
