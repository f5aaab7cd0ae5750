import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { packFrames, unpackFrames } from "../../../../../sidecar/core/frame-log.ts";
import type { StoredReply } from "../../../../../sidecar/filters/cache/store.ts";
import { decodeStored, encodeStored } from "../../../../../sidecar/filters/cache/stored-bytes.ts";

const NOW = { monotonic: 50_000, wall: 1_700_000_000_000 };

const text = fc.string({ unit: "binary", maxLength: 20 });
const count = fc.nat(1_000_000);
const stored: fc.Arbitrary<StoredReply> = fc.record({
  framing: fc.constantFrom("document", "events"),
  headers: fc.dictionary(fc.constantFrom("content-type", "openai-version", "x"), text, {
    noNullPrototype: true,
  }),
  frames: fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }).map(packFrames),
  includeUsage: fc.boolean(),
  storedAt: fc.integer({ min: -1_000_000, max: NOW.monotonic }),
  tags: fc.array(text, { maxLength: 4 }),
  began: fc.record({ ordinal: fc.constant(0), sequence: count, at: count }, { noNullPrototype: true }),
  upstream: fc.option(text, { nil: undefined }),
  model: fc.option(text, { nil: undefined }),
  usage: fc.option(
    fc.record(
      { inputTokens: count, outputTokens: count, cachedInputTokens: count, reasoningTokens: count },
      { requiredKeys: ["inputTokens", "outputTokens"], noNullPrototype: true },
    ),
    { nil: undefined },
  ),
});

test("what one process writes another reads, as old as it is there", () => {
  fc.assert(
    fc.property(
      stored,
      fc.nat(100_000),
      fc.integer({ min: -10_000, max: 10_000 }),
      (reply, later, booted) => {
        const bytes = encodeStored(reply, NOW);
        // Another process: its monotonic clock began at another time.
        const there = { monotonic: booted, wall: NOW.wall + later };
        const read = decodeStored(bytes, there);
        assert.deepEqual(read, { ...reply, storedAt: booted - later - (NOW.monotonic - reply.storedAt) });
        assert.deepEqual(unpackFrames(read?.frames ?? assert.fail()), unpackFrames(reply.frames));
      },
    ),
  );
});

test("it holds no view into the bytes it was read from", () => {
  const reply = fc.sample(stored, { numRuns: 1, seed: 7 })[0] ?? assert.fail();
  const frames = packFrames([Buffer.from("hello")]);
  const bytes = encodeStored({ ...reply, frames }, NOW);
  const read = decodeStored(bytes, NOW);
  bytes.fill(0);
  assert.equal(Buffer.from(read?.frames.bytes ?? "").toString(), "hello");
});

test("another clock that is behind never makes an answer younger than new", () => {
  fc.assert(
    fc.property(stored, fc.integer({ min: 0, max: 10_000_000 }), (reply, behind) => {
      const read = decodeStored(encodeStored(reply, NOW), { monotonic: 5, wall: NOW.wall - behind });
      assert.ok(read !== undefined && read.storedAt <= 5);
    }),
  );
});

const EXAMPLE: StoredReply = {
  framing: "events",
  headers: { "content-type": "text/event-stream" },
  frames: packFrames([Buffer.from("data: a\n\n"), Buffer.from(""), Buffer.from("data: [DONE]\n\n")]),
  includeUsage: true,
  storedAt: 49_000,
  tags: ["route:chat", "model:m"],
  began: { ordinal: 0, sequence: 12, at: 1_699_999_999_000 },
  upstream: "a",
  model: "m",
  usage: { inputTokens: 3, outputTokens: 4 },
};

test("cut off anywhere, or with more behind it, it is nothing", () => {
  const bytes = encodeStored(EXAMPLE, NOW);
  assert.ok(decodeStored(bytes, NOW));
  for (let length = 0; length < bytes.byteLength; length++)
    assert.equal(decodeStored(bytes.subarray(0, length), NOW), undefined, String(length));
  assert.equal(decodeStored(Buffer.concat([bytes, Buffer.from("x")]), NOW), undefined);
});

test("with any byte of it garbled, it is nothing", () => {
  const bytes = encodeStored(EXAMPLE, NOW);
  for (let at = 0; at < bytes.byteLength; at++) {
    for (const flip of [1, 0x20, 0x80, 0xff]) {
      const garbled = Uint8Array.from(bytes);
      garbled[at] = (garbled[at] ?? 0) ^ flip;
      assert.equal(decodeStored(garbled, NOW), undefined, `byte ${at}, ${flip}`);
    }
  }
});

test("whatever bytes come, it is an answer or nothing, and never throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(decodeStored(bytes, NOW), undefined);
    }),
  );
});

test("it reads from the middle of a larger buffer", () => {
  const bytes = encodeStored(EXAMPLE, NOW);
  const larger = Buffer.concat([Buffer.from("abc"), bytes, Buffer.from("xyz")]);
  assert.deepEqual(decodeStored(larger.subarray(3, 3 + bytes.byteLength), NOW), EXAMPLE);
});
