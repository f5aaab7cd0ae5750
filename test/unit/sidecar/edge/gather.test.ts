import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../../../sidecar/core/call.ts";
import { gather } from "../../../../sidecar/edge/gather.ts";
import { framesOf } from "../../../support/calls.ts";

test("frames come back as they came", async () => {
  const frames = [Buffer.from("a"), Buffer.from("b")];
  assert.deepEqual(await gather(framesOf(frames)), frames);
  assert.deepEqual(await gather(framesOf([])), []);
});

test("one frame passes whatever its size: it was bounded where it came from", async () => {
  const frame = Buffer.alloc(10_000);
  assert.deepEqual(await gather(framesOf([frame]), 1_000), [frame]);
});

for (const [what, size] of [
  ["large", 1_000],
  ["empty", 0],
] as const) {
  test(`${what} frames without end are refused, and their source is closed`, async () => {
    let pulled = 0;
    let closed = false;
    async function* endless(): AsyncGenerator<Frame> {
      try {
        for (;;) {
          pulled++;
          yield Buffer.alloc(size);
        }
      } finally {
        closed = true;
      }
    }
    await assert.rejects(gather(endless(), 64 * 1024), { kind: "reply-too-large" });
    assert.ok(pulled <= 1_025);
    assert.equal(closed, true);
  });
}

test("what the body throws is thrown", async () => {
  await assert.rejects(gather(framesOf([Buffer.from("a")], new Error("cut"))), /cut/);
});
