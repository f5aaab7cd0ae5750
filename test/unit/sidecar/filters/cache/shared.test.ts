import assert from "node:assert/strict";
import { test } from "node:test";
import type { Handler } from "../../../../../sidecar/core/call.ts";
import type { CallSignal } from "../../../../../sidecar/core/call-signal.ts";
import type { SharedCache } from "../../../../../sidecar/core/shared-cache.ts";
import type { CacheOptions } from "../../../../../sidecar/filters/cache/filter.ts";
import { cacheSpecOf } from "../../../../support/cache-spec.ts";
import { documentReply } from "../../../../support/calls.ts";
import { settle } from "../../../../support/fake-clock.ts";
import { type Cached, setUpCache, TTL_MS } from "./set-up.ts";

interface MemoryTier extends SharedCache {
  readonly values: Map<string, Uint8Array>;
  readonly ttls: number[];
  gets: number;
}

function memoryTier(): MemoryTier {
  const values = new Map<string, Uint8Array>();
  const tier: MemoryTier = {
    values,
    ttls: [],
    gets: 0,
    get: async (key) => {
      tier.gets++;
      return values.get(key);
    },
    put: (key, value, ttlMs) => {
      values.set(key, value);
      tier.ttls.push(ttlMs);
    },
    close: async () => {},
  };
  return tier;
}

/** Two processes, which share one tier. */
function setUp(options: Partial<CacheOptions> = {}) {
  const tier = memoryTier();
  const process = (name: string): Cached => {
    let count = 0;
    const upstream: Handler = async ({ record }) => {
      record.set("upstream", "a");
      record.set("model", "m");
      return documentReply({ text: `${name}${++count}`, usage: {} });
    };
    return setUpCache(upstream, { shared: tier, ...options });
  };
  return { tier, one: process("one"), other: process("other") };
}

const told = async (asked: ReturnType<Cached["ask"]>) => {
  const { call, text } = await asked;
  return [call.record.get("cache"), JSON.parse(text).text];
};

test("what one process has kept another gives, as old as it is, and keeps it in its own memory", async () => {
  const { tier, one, other } = setUp();
  await one.ask();
  assert.deepEqual(tier.ttls, [TTL_MS]);
  await one.clock.advance(10_000);
  await other.clock.advance(10_000);
  const hit = await other.ask();
  assert.equal(hit.call.record.get("cache"), "hit");
  assert.equal(hit.call.record.get("cacheReason"), undefined);
  assert.equal(hit.reply.headers["age"], "10");
  assert.equal(other.reached.length, 0);
  assert.equal(other.telemetry.named("cacheSaved").length, 1);
  await other.ask();
  assert.equal(tier.gets, 2);
  await other.clock.advance(TTL_MS - 10_000);
  assert.deepEqual(await told(other.ask()), ["miss", "other1"]);
});

test("also where calls are not coalesced, for only-if-cached, and in another shape", async () => {
  const { one, other } = setUp({ spec: cacheSpecOf({ exact: { ttl: "60s", coalesce: false } }) });
  await one.ask();
  assert.equal((await other.ask()).call.record.get("cache"), "hit");
  const second = setUp();
  await second.one.ask();
  const asked = await second.other.ask(undefined, { headers: { "cache-control": "only-if-cached" } });
  assert.equal(asked.call.record.get("cache"), "hit");
  assert.equal(asked.call.record.get("cacheReason"), undefined);
  const third = setUp();
  await third.one.ask();
  const streamed = await third.other.ask({ model: "m", stream: true });
  assert.equal(streamed.call.record.get("cache"), "hit");
  assert.equal(streamed.reply.framing, "events");
});

test("whoever wants none that old is not given it; nor is whoever wants none at all", async () => {
  for (const directive of ["max-age=9", "no-cache", "no-store"]) {
    const { one, other } = setUp();
    await one.ask();
    await other.clock.advance(10_000);
    const asked = await other.ask(undefined, { headers: { "cache-control": directive } });
    assert.notEqual(asked.call.record.get("cache"), "hit", directive);
    assert.equal(other.reached.length, 1, directive);
  }
  const { one, other } = setUp();
  await one.ask();
  const never = { headers: { "cache-control": "only-if-cached, no-cache" } };
  await assert.rejects(other.ask(undefined, never), { kind: "not-cached" });
});

test("those who wait together are answered by one look, and each is a call that was saved", async () => {
  const { tier, one, other } = setUp();
  await one.ask();
  const asked = [other.ask(), other.ask(), other.ask()];
  for (const each of asked) assert.deepEqual(await told(each), ["hit", "one1"]);
  assert.equal(tier.gets, 2);
  await settle();
  assert.equal(other.telemetry.named("cacheSaved").length, 3);
});

test("an answer from before a purge is none, whoever made it; one that knew of the purge is", async () => {
  const { one, other } = setUp();
  await one.ask();
  other.purges.add({ tag: "model:m", sequence: 5 });
  const purged = await other.ask();
  assert.equal(purged.call.record.get("cache"), "miss");
  assert.equal(purged.call.record.get("cacheReason"), "purged");
  one.purges.add({ tag: "model:m", sequence: 5 });
  one.store.purge(["model:m"]);
  // `other` has put its own there meanwhile, and knew.
  assert.deepEqual(await told(one.ask()), ["hit", "other1"]);
});

test("a purge of another tag leaves it", async () => {
  const { one, other } = setUp();
  await one.ask();
  other.purges.add({ tag: "model:n", sequence: 5 });
  assert.deepEqual(await told(other.ask()), ["hit", "one1"]);
});

test("garbled bytes, and what is not ours, are a miss", async () => {
  const { tier, one, other } = setUp();
  await one.ask();
  for (const [key, value] of tier.values)
    tier.values.set(
      key,
      value.map((byte, at) => (at === 50 ? ~byte : byte)),
    );
  assert.deepEqual(await told(other.ask()), ["miss", "other1"]);
});

test("an answer that is larger than this process keeps is given, and not kept", async () => {
  const { one, other, tier } = setUp();
  await one.ask();
  const small = setUpCache(async () => documentReply({ text: "own" }), {
    shared: tier,
    maxEntryBytes: 1_000,
  });
  assert.deepEqual(await told(small.ask()), ["hit", "one1"]);
  assert.equal(small.store.entries, 0);
  assert.equal(other.store.entries, 0);
});

test("what the tier takes too long for is cut short with the last who waits", async () => {
  const signals: CallSignal[] = [];
  const shared: SharedCache = {
    ...memoryTier(),
    get: (_, signal) => {
      signals.push(signal);
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve(undefined)));
    },
  };
  const { ask, reached } = setUpCache(async () => documentReply({ text: "x" }), { shared });
  const abort = new AbortController();
  const asked = ask(undefined, { signal: abort.signal });
  const rejected = assert.rejects(asked);
  await settle();
  abort.abort(new Error("gone"));
  await rejected;
  assert.equal(signals[0]?.aborted, true);
  await settle();
  assert.equal(reached.length, 0);
});

test("an answer of another process is older than what was purged since of the caller's own tags, also from memory", async () => {
  const { one, other } = setUp();
  const tagged = (tag: string) => ({ headers: { "x-aios-cache-tags": tag } });
  await one.ask();
  for (const { purges } of [one, other]) purges.add({ tag: "doc:42", sequence: 7 });
  // Now it stands in the other one's memory as well.
  assert.deepEqual(await told(other.ask()), ["hit", "one1"]);
  assert.deepEqual(await told(other.ask(undefined, tagged("doc:41"))), ["hit", "one1"]);
  assert.deepEqual(await told(other.ask(undefined, tagged("doc:42"))), ["miss", "other1"]);
  assert.deepEqual(await told(other.ask(undefined, tagged("doc:42"))), ["hit", "other1"]);
  assert.deepEqual(await told(one.ask(undefined, tagged("doc:42"))), ["hit", "other1"]);
});
