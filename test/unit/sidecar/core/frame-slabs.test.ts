import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FrameLog, unpackFrames } from "../../../../sidecar/core/frame-log.ts";
import { FrameSlabs } from "../../../../sidecar/core/frame-slabs.ts";
import { joinFrames } from "../../../../sidecar/core/join-frames.ts";

/** Pieces of one large buffer, as those of a socket. */
const pieces = fc
  .array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 30 })
  .map((lengths) => lengths.map((length, at) => new Uint8Array(65_536).fill(at + 1).subarray(7, 7 + length)));

test("what is owned says the same, and keeps it when the socket's buffer is used again", () => {
  fc.assert(
    fc.property(pieces, (frames) => {
      const slabs = new FrameSlabs();
      const copies = frames.map((frame) => new Uint8Array(frame));
      const owned = frames.map((frame) => slabs.owned(frame));
      for (const frame of frames) new Uint8Array(frame.buffer).fill(0);
      assert.deepEqual(
        owned.map((frame) => new Uint8Array(frame)),
        copies,
      );
      const kept = new Set(owned.map(({ buffer }) => buffer));
      const bytes = [...kept].reduce((sum, { byteLength }) => sum + byteLength, 0);
      const used = copies.reduce((sum, { byteLength }) => sum + byteLength, 0);
      assert.ok(bytes <= 3 * used + 2_048, `${bytes} bytes for ${used}`);
    }),
  );
});

test("a frame that is owned already is left where it is, whoever owns it", () => {
  const frame = new FrameSlabs().owned(new Uint8Array(65_536).subarray(0, 10));
  assert.equal(new FrameSlabs().owned(frame), frame);
  const alone = new Uint8Array(10);
  assert.equal(new FrameSlabs().owned(alone), alone);
});

test("frames side by side are joined without a copy, others with one; the bytes are the same", () => {
  fc.assert(
    fc.property(pieces, fc.boolean(), (frames, isOwned) => {
      const slabs = new FrameSlabs();
      const joined = joinFrames(isOwned ? frames.map((frame) => slabs.owned(frame)) : frames);
      assert.deepEqual(new Uint8Array(joined), new Uint8Array(Buffer.concat(frames)));
    }),
  );
  const slabs = new FrameSlabs();
  const [left, right] = [1, 2].map((fill) => slabs.owned(new Uint8Array(65_536).fill(fill).subarray(0, 4)));
  assert.ok(left !== undefined && right !== undefined);
  assert.equal(joinFrames([left, right]).buffer, left.buffer);
  assert.deepEqual([...joinFrames([left, right])], [1, 1, 1, 1, 2, 2, 2, 2]);
  assert.deepEqual([...joinFrames([right, left])], [2, 2, 2, 2, 1, 1, 1, 1]);
  assert.equal(joinFrames([left]), left);
  assert.equal(joinFrames([]).byteLength, 0);
});

test("a log of owned frames gives out frames of its own", () => {
  fc.assert(
    fc.property(pieces, (frames) => {
      const slabs = new FrameSlabs();
      const log = new FrameLog(1_000_000);
      const owned = frames.map((frame) => slabs.owned(frame));
      for (const frame of owned) assert.equal(log.append(frame), true);
      const packed = log.frames();
      for (const frame of owned) new Uint8Array(frame.buffer).fill(0);
      assert.deepEqual(
        unpackFrames(packed).map((frame) => new Uint8Array(frame)),
        frames.map((frame, at) => new Uint8Array(frame.byteLength).fill(at + 1)),
      );
    }),
  );
});
