import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { type BodyEnd, watchBody } from "../../../../sidecar/core/watch.ts";
import { collect, framesOf } from "../../../support/calls.ts";

const frames = [1, 2, 3].map((byte) => Uint8Array.of(byte));

test("the very same frames come through, and the end is told once", async () => {
  const seen: Frame[] = [];
  const ends: BodyEnd[] = [];
  const body = watchBody(framesOf(frames), {
    frame: (frame) => seen.push(frame),
    end: (end) => ends.push(end),
  });
  const out = await collect(body);
  assert.equal(out.length, 3);
  for (const [index, frame] of out.entries()) assert.equal(frame, frames[index]);
  assert.deepEqual(seen, out);
  assert.deepEqual(ends, [{ outcome: "completed" }]);
});

test("a body that throws ends as failed, with the error that the watcher put in its place", async () => {
  const ends: BodyEnd[] = [];
  const other = new AiosError("idle-timeout", "late");
  const body = watchBody(framesOf(frames, new AiosError("upstream-cut", "cut")), {
    failed: () => other,
    end: (end) => ends.push(end),
  });
  await assert.rejects(collect(body), (error) => error === other);
  assert.deepEqual(ends, [{ outcome: "failed", error: other }]);
});

test("an early return reaches the body even before its first frame was pulled", async () => {
  let returned = 0;
  const ends: BodyEnd[] = [];
  const source: AsyncIterable<Frame> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => ({ done: false, value: Uint8Array.of(1) }),
      return: async () => {
        returned++;
        return { done: true, value: undefined };
      },
    }),
  };
  await watchBody(source, { end: (end) => ends.push(end) })
    [Symbol.asyncIterator]()
    .return?.();
  assert.equal(returned, 1);
  assert.deepEqual(ends, [{ outcome: "abandoned" }]);
});

test("an early return while a frame is being waited for is told at once", async () => {
  const ends: BodyEnd[] = [];
  const source: AsyncIterable<Frame> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => undefined),
      return: async () => ({ done: true, value: undefined }),
    }),
  };
  const iterator = watchBody(source, { end: (end) => ends.push(end) })[Symbol.asyncIterator]();
  void iterator.next();
  await iterator.return?.();
  assert.deepEqual(ends, [{ outcome: "abandoned" }]);
});
