import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FRAME_COST, FrameLog, packFrames, unpackFrames } from "../../../../sidecar/core/frame-log.ts";

const someFrames = fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 20 });

test("what is gathered or packed comes out again, frame by frame", () => {
  fc.assert(
    fc.property(someFrames, (frames) => {
      const log = new FrameLog(1_000_000);
      for (const frame of frames) assert.equal(log.append(frame), true);
      assert.deepEqual(unpackFrames(log.frames()), frames);
      assert.deepEqual(unpackFrames(packFrames(frames)), frames);
    }),
    { numRuns: 50 },
  );
});

test("the bound holds to the byte", () => {
  const log = new FrameLog(10 + 2 * FRAME_COST);
  assert.equal(log.append(new Uint8Array(6)), true);
  assert.equal(log.append(new Uint8Array(5)), false);
  assert.equal(log.append(new Uint8Array(4)), true);
  assert.equal(log.append(new Uint8Array(0)), false);
});

test("it keeps neither the socket's buffer nor room it does not need", () => {
  const chunk = new Uint8Array(65_536).fill(7);
  const log = new FrameLog(1_000_000);
  log.append(chunk.subarray(100, 110));
  const { bytes } = log.frames();
  assert.equal(bytes.buffer.byteLength, 10);
  chunk.fill(0);
  assert.deepEqual(bytes, new Uint8Array(10).fill(7));
});
