import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import { messagePrefix, replySplitter } from "../../../../../sidecar/upstream/grpc/message-framing.ts";

const framed = (messages: readonly Uint8Array[]) =>
  Buffer.concat(messages.flatMap((message) => [messagePrefix(message.byteLength), message]));

test("messages come out as they went in, wherever the bytes between are cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 10 }),
      (messages, cuts) => {
        const bytes = framed(messages);
        const splitter = replySplitter("u", 40);
        const seen: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const length = cuts[turn % cuts.length] ?? 1;
          seen.push(...splitter.push(Buffer.from(bytes.subarray(at, at + length))));
          at += length;
        }
        assert.deepEqual(
          seen.map((message) => [...message]),
          messages.map((message) => [...message]),
        );
        assert.equal(splitter.isInside, false);
      },
    ),
  );
});

test("a message that is cut short is noticed", () => {
  const splitter = replySplitter("u", 40);
  assert.deepEqual(splitter.push(framed([Buffer.from("abc")]).subarray(0, 6)), []);
  assert.equal(splitter.isInside, true);
});

test("a message that is too large is refused by its prefix alone", () => {
  const splitter = replySplitter("u", 40);
  assert.throws(
    () => splitter.push(messagePrefix(41)),
    (error) => error instanceof AiosError && error.kind === "reply-too-large",
  );
});

test("a compressed message, which nobody asked for, is refused", () => {
  const prefix = messagePrefix(3);
  prefix[0] = 1;
  assert.throws(
    () => replySplitter("u", 40).push(prefix),
    (error) => error instanceof AiosError && error.kind === "invalid-upstream-reply",
  );
});
