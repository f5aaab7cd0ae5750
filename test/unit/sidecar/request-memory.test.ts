import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Known } from "../../../sidecar/core/recollection.ts";
import { RequestMemory } from "../../../sidecar/request-memory.ts";

const KNOWN: Known = {
  asked: { model: "m", stream: false },
  includeUsage: false,
  answer: { scope: {}, key: "k" },
};
const CHAT = "openai-chat";

test("bytes that were kept are known when they come again, and to no other reader", () => {
  const memory = new RequestMemory();
  const body = Buffer.from('{"model":"m"}');
  assert.equal(memory.recall(CHAT, body).known, undefined);
  memory.recall(CHAT, body).keep(KNOWN);
  assert.equal(memory.recall(CHAT, Buffer.from(body)).known, KNOWN);
  assert.equal(memory.recall("/aios.inference.v1.Inference/Chat", body).known, undefined);
});

test("one bit that differs makes another request of it, wherever it stands", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 3_000 }),
      fc.nat(),
      fc.nat(7),
      (body, place, bit) => {
        const memory = new RequestMemory();
        memory.recall(CHAT, body).keep(KNOWN);
        const other = Uint8Array.from(body);
        const at = place % body.length;
        other[at] = (other[at] ?? 0) ^ (1 << bit);
        assert.equal(memory.recall(CHAT, other).known, undefined);
        assert.equal(memory.recall(CHAT, body.subarray(1)).known, undefined);
        assert.equal(memory.recall(CHAT, body).known, KNOWN);
      },
    ),
  );
});

test("an empty body is one like any other", () => {
  const memory = new RequestMemory();
  memory.recall(CHAT, new Uint8Array()).keep(KNOWN);
  assert.equal(memory.recall(CHAT, new Uint8Array()).known, KNOWN);
  assert.equal(memory.recall(CHAT, new Uint8Array(1)).known, undefined);
});

test("however many are kept, it remembers a bounded number, the latest among them", () => {
  const memory = new RequestMemory();
  const bodyOf = (index: number) => Buffer.from(`request number ${index}`);
  for (let index = 0; index < 20_000; index++) memory.recall(CHAT, bodyOf(index)).keep(KNOWN);
  let known = 0;
  for (let index = 0; index < 20_000; index++) if (memory.recall(CHAT, bodyOf(index)).known) known++;
  assert.ok(known <= 2_048, `${known} are known`);
  assert.ok(known > 1_500, `only ${known} are known`);
  assert.equal(memory.recall(CHAT, bodyOf(19_999)).known, KNOWN);
});
