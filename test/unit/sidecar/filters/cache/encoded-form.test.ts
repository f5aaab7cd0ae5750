import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "../../../../../sidecar/core/call.ts";
import { packFrames } from "../../../../../sidecar/core/frame-log.ts";
import { WholeBody } from "../../../../../sidecar/core/whole-body.ts";
import type { StoredReply } from "../../../../../sidecar/filters/cache/store.ts";
import { encodeStored } from "../../../../../sidecar/filters/cache/stored-bytes.ts";
import { documentReply, eventsReply } from "../../../../support/calls.ts";
import { done, event } from "../../../../support/tiny-dialect.ts";
import { setUpCache, TTL_MS } from "./set-up.ts";

/** One that counts what it has to encode. */
function aWire() {
  const wire = { encoded: 0 };
  const bytesOf = ({ body }: Reply, bytes = 100): Buffer => {
    assert.ok(body instanceof WholeBody);
    return body.encoded(wire, () => {
      wire.encoded++;
      return Buffer.alloc(8_192, "x").subarray(0, bytes);
    });
  };
  return { wire, bytesOf };
}

const answer = async (): Promise<Reply> => documentReply({ text: "hi" });

test("a kept answer is encoded once for another wire, however often it is given", async () => {
  const { ask } = setUpCache(answer);
  const { wire, bytesOf } = aWire();
  await ask();
  for (let calls = 0; calls < 3; calls++) {
    const { reply, call } = await ask();
    assert.equal(call.record.get("cache"), "hit");
    assert.equal(String(bytesOf(reply)), "x".repeat(100));
  }
  assert.equal(wire.encoded, 1);
});

test("every wire gets its own", async () => {
  const { ask } = setUpCache(answer);
  const [one, other] = [aWire(), aWire()];
  await ask();
  one.bytesOf((await ask()).reply);
  other.bytesOf((await ask()).reply);
  assert.deepEqual([one.wire.encoded, other.wire.encoded], [1, 1]);
});

test("what is kept for it counts among the bytes of the cache, and is a copy", async () => {
  const { ask, store } = setUpCache(answer);
  const { bytesOf } = aWire();
  await ask();
  const before = store.bytes;
  const made = bytesOf((await ask()).reply);
  assert.equal(store.bytes, before + 100);
  const kept = bytesOf((await ask()).reply);
  assert.notEqual(kept.buffer, made.buffer);
  assert.deepEqual(kept, made);
  assert.equal(store.entries, 1);
});

test("it is not kept beside an answer that would become too large by it", async () => {
  const { ask, store } = setUpCache(answer, { maxEntryBytes: 2_000 });
  const { wire, bytesOf } = aWire();
  await ask();
  const before = store.bytes;
  for (let calls = 0; calls < 2; calls++) bytesOf((await ask()).reply, 2_000);
  assert.equal(wire.encoded, 2);
  assert.equal(store.bytes, before);
});

test("an answer that is gone, or replaced, by the time that it is encoded stays so", async () => {
  const { ask, store, clock } = setUpCache(answer);
  const { wire, bytesOf } = aWire();
  await ask();
  const { reply } = await ask();
  store.purge(["*"]);
  bytesOf(reply);
  assert.equal(store.entries, 0);
  await ask();
  const { reply: old } = await ask();
  await clock.advance(TTL_MS);
  await ask();
  bytesOf(old);
  bytesOf((await ask()).reply);
  assert.equal(wire.encoded, 3);
});

test("an answer made of a stream is encoded once, too", async () => {
  const { ask } = setUpCache(async () => eventsReply([event({ delta: "a" }), done]));
  const { wire, bytesOf } = aWire();
  await ask({ model: "m", stream: true });
  for (let calls = 0; calls < 2; calls++) bytesOf((await ask({ model: "m" })).reply);
  assert.equal(wire.encoded, 1);
});

test("it is no part of what other processes are given", () => {
  const stored: StoredReply = {
    framing: "document",
    headers: {},
    frames: packFrames([Buffer.from("{}")]),
    includeUsage: false,
    storedAt: 0,
    tags: [],
    began: { ordinal: 0, sequence: 0, at: 0 },
    upstream: undefined,
    model: undefined,
    usage: undefined,
  };
  const now = { monotonic: 0, wall: 0 };
  const withForm = { ...stored, form: { by: {}, bytes: Buffer.from("form") } };
  assert.deepEqual(encodeStored(withForm, now), encodeStored(stored, now));
});

test("it is of the answer's own shape, and kept with no other", async () => {
  const { ask, store } = setUpCache(answer);
  const { bytesOf } = aWire();
  await ask();
  bytesOf((await ask()).reply);
  await ask({ model: "m", stream: true });
  const sizes = store.list(10).map(({ framing, bytes }) => [framing, bytes] as const);
  const bare = setUpCache(answer);
  await bare.ask();
  await bare.ask({ model: "m", stream: true });
  const bareSizes = bare.store.list(10).map(({ framing, bytes }) => [framing, bytes] as const);
  assert.equal(sizes.length, 2);
  assert.deepEqual(
    sizes.filter(([framing]) => framing === "events"),
    bareSizes.filter(([framing]) => framing === "events"),
  );
});
