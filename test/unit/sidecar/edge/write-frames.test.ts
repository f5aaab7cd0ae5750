import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import type { ReplySink } from "../../../../sidecar/edge/reply-sink.ts";
import { writeFrames } from "../../../../sidecar/edge/write-frames.ts";
import { Bursts, cut } from "../../../support/bursts.ts";
import { framesOf } from "../../../support/calls.ts";

const CUT = new AiosError("upstream-cut", "cut");

/** A reader that may be slow, and may go. */
function sink(answer: (write: number) => boolean | Promise<boolean>) {
  const written: string[] = [];
  const taking: ReplySink = {
    isGone: false,
    head: () => {},
    write: (frame) => {
      written.push(Buffer.from(frame).toString());
      return answer(written.length);
    },
    finish: () => Promise.resolve(true),
    cut: () => {},
  };
  return { written, taking };
}

test("however frames come, all are written in order, those that came together in one piece", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ minLength: 1, maxLength: 9 }), { maxLength: 30 }),
      fc.array(fc.nat(6), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.boolean(),
      async (texts, lengths, fails, isSlow) => {
        const bursts = cut(
          texts.map((text) => Buffer.from(text)),
          lengths,
        );
        const { written, taking } = sink(() => (isSlow ? Promise.resolve(true) : true));
        const writing = writeFrames(new Bursts(bursts, fails ? CUT : undefined), taking);
        if (fails) await assert.rejects(writing, CUT);
        else assert.equal(await writing, true);
        assert.deepEqual(
          written,
          bursts.map((burst) => Buffer.concat(burst).toString()),
        );
      },
    ),
  );
});

test("a burst of any size goes out in pieces: none is more than a frame larger than 16 KiB", async () => {
  const frames = Array.from({ length: 300 }, (_, at) => Buffer.alloc(500, at));
  const { written, taking } = sink(() => true);
  await writeFrames(new Bursts([frames]), taking);
  assert.ok(written.every(({ length }) => length < 16 * 1024 + 500));
  assert.ok(written.length <= 10);
  const large = [Buffer.alloc(40_000, "a"), Buffer.alloc(10, "b")];
  const again = sink(() => true);
  await writeFrames(new Bursts([large]), again.taking);
  assert.deepEqual(again.written, large.map(String));
});

test("nothing is pulled while the reader catches up", async () => {
  const catchUp = Promise.withResolvers<boolean>();
  const body = new Bursts([[Buffer.from("1")], [Buffer.from("2")]]);
  const { written, taking } = sink((write) => (write === 1 ? catchUp.promise : true));
  const writing = writeFrames(body, taking);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([written, body.pulls], [["1"], 1]);
  catchUp.resolve(true);
  assert.equal(await writing, true);
  assert.deepEqual(written, ["1", "2"]);
});

for (const isSlow of [false, true]) {
  test(`when nobody reads any more the body is closed${isSlow ? ", also while it was waited for" : ""}`, async () => {
    const body = new Bursts([[Buffer.from("1")], [Buffer.from("2")]]);
    const { written, taking } = sink(() => (isSlow ? Promise.resolve(false) : false));
    assert.equal(await writeFrames(body, taking), false);
    assert.deepEqual([written, body.returns], [["1"], 1]);
  });
}

test("a body whose frames each have to be waited for is written frame by frame", async () => {
  const { written, taking } = sink(() => true);
  assert.equal(await writeFrames(framesOf([Buffer.from("1"), Buffer.from("2")]), taking), true);
  assert.deepEqual(written, ["1", "2"]);
});
