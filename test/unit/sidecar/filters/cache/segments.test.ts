import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { packFrames, unpackFrames } from "../../../../../sidecar/core/frame-log.ts";
import { Segments } from "../../../../../sidecar/filters/cache/segments.ts";

const SEGMENT = 16 * 1024;
const filled = (bytes: number, value: number) => new Uint8Array(bytes).fill(value);
const one = (bytes: number, value = 1) => packFrames([filled(bytes, value)]);

const STEP = fc.oneof(
  { weight: 3, arbitrary: fc.record({ keep: fc.array(fc.nat(1_200), { minLength: 1, maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ free: fc.nat() }) },
);

test("whatever is kept and freed: what is kept reads as it was, and memory stays within a quarter of it and two segments", () => {
  fc.assert(
    fc.property(fc.array(STEP, { minLength: 50, maxLength: 400 }), (steps) => {
      const segments = new Segments(0);
      const kept: { readonly frames: ReturnType<Segments["keep"]>; readonly said: readonly Uint8Array[] }[] =
        [];
      let live = 0;
      for (const [turn, step] of steps.entries()) {
        if ("keep" in step) {
          const said = step.keep.map((bytes, index) => filled(bytes, (turn + index) % 256));
          const frames = segments.keep(packFrames(said));
          kept.push({ frames, said });
          // What does not fit beside others has memory of its own.
          if (frames.bytes.byteLength <= SEGMENT / 8) live += frames.bytes.byteLength;
        } else if (kept.length > 0) {
          const [gone] = kept.splice(step.free % kept.length, 1);
          assert.ok(gone);
          segments.free(gone.frames);
          if (gone.frames.bytes.byteLength <= SEGMENT / 8) live -= gone.frames.bytes.byteLength;
        }
      }
      // Freeing leaves room that the next ones use.
      for (let turn = 0; turn < 40; turn++) segments.free(segments.keep(one(SEGMENT / 16)));
      assert.ok(segments.takenBytes <= 1.25 * live + 3 * SEGMENT, `${segments.takenBytes} for ${live}`);
      for (const { frames, said } of kept)
        assert.deepEqual(
          unpackFrames(frames).map((frame) => new Uint8Array(frame)),
          said,
        );
    }),
    { numRuns: 60 },
  );
});

test("whoever reads an answer reads it to its end, although it is kept no longer or has been moved", () => {
  const segments = new Segments(0);
  const slow = segments.keep(one(1_000, 7));
  const moved = segments.keep(one(1_000, 8));
  const [read, readBeforeMove] = [slow.bytes, moved.bytes];
  segments.free(slow);
  const crowd = Array.from({ length: 200 }, () => segments.keep(one(1_000, 9)));
  // A little is left in each segment, which is what they are cleared for.
  for (const [index, frames] of crowd.entries()) if (index % 20 !== 0) segments.free(frames);
  for (let turn = 0; turn < 200; turn++) segments.free(segments.keep(one(1_000, 10)));
  assert.deepEqual(new Uint8Array(read), filled(1_000, 7));
  assert.deepEqual(new Uint8Array(slow.bytes), filled(1_000, 7));
  assert.deepEqual(new Uint8Array(readBeforeMove), filled(1_000, 8));
  assert.notEqual(moved.bytes.buffer, readBeforeMove.buffer);
  assert.deepEqual(new Uint8Array(moved.bytes), filled(1_000, 8));
});

test("what is kept is a copy, and nothing of a larger buffer stays with it", () => {
  const segments = new Segments(0);
  for (const bytes of [10, SEGMENT]) {
    const socket = Buffer.alloc(4 * SEGMENT, 1);
    const kept = segments.keep({ bytes: socket.subarray(0, bytes), ends: [bytes] });
    socket.fill(2);
    assert.deepEqual(new Uint8Array(kept.bytes), filled(bytes, 1));
    assert.ok(kept.bytes.buffer.byteLength <= SEGMENT);
  }
});

test("an answer of no bytes leaves nothing behind", () => {
  const segments = new Segments(0);
  const empty = segments.keep(one(0));
  assert.equal(segments.takenBytes, 0);
  assert.equal(empty.bytes.buffer.byteLength, 0);
  segments.free(empty);
});

test("when nothing is kept, one segment is left", () => {
  const segments = new Segments(0);
  const crowd = Array.from({ length: 100 }, () => segments.keep(one(1_000)));
  assert.ok(segments.takenBytes > 5 * SEGMENT);
  for (const frames of crowd) segments.free(frames);
  assert.equal(segments.takenBytes, SEGMENT);
  // Twice is once.
  for (const frames of crowd) segments.free(frames);
  segments.free(segments.keep(one(0)));
  assert.equal(segments.takenBytes, SEGMENT);
});
