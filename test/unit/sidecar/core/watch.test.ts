import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Frame } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { type BodyEnd, watchBody } from "../../../../sidecar/core/watch.ts";
import { Bursts, cut, seenOf } from "../../../support/bursts.ts";
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

test("however frames come and are read, every watcher sees each of them in order, and the same end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 4 }), { maxLength: 12 }),
      fc.array(fc.nat(4), { minLength: 1, maxLength: 5 }),
      fc.array(fc.boolean(), { maxLength: 6 }),
      fc.boolean(),
      async (sent, lengths, takes, fails) => {
        const failure = fails ? new AiosError("upstream-cut", "cut") : undefined;
        const seen: Frame[][] = [[], [], []];
        const ends: BodyEnd[][] = [[], [], []];
        let pulls = 0;
        const source = new Bursts(cut(sent, lengths), failure);
        const body = [0, 1, 2].reduce<AsyncIterable<Frame>>(
          (below, at) =>
            watchBody(below, {
              pull: () => pulls++,
              frame: (frame) => seen[at]?.push(frame),
              end: (end) => ends[at]?.push(end),
            }),
          source,
        );
        const { frames: got, end } = await seenOf(body, takes);
        assert.deepEqual(
          got,
          sent.map((frame) => Buffer.from(frame).toString()),
        );
        assert.equal(end, failure ?? "end");
        const told: BodyEnd =
          failure === undefined ? { outcome: "completed" } : { outcome: "failed", error: failure };
        for (const each of seen) assert.deepEqual(each, sent);
        for (const each of ends) assert.deepEqual(each, [told]);
        assert.ok(pulls >= 3 * source.pulls);
      },
    ),
  );
});

test("what has come with the first frame is there without another wait, and no watcher is told of one", async () => {
  let pulls = 0;
  const body = watchBody(new Bursts([frames]), { pull: () => pulls++, end: () => {} });
  assert.deepEqual((await seenOf(body, [true])).frames.length, 3);
  // For the first frame, and for the end.
  assert.equal(pulls, 2);
});

test("watchers are told of what comes from below first to last, and of what comes from above last to first", async () => {
  const told: string[] = [];
  const watched = (body: AsyncIterable<Frame>, name: string) =>
    watchBody(body, {
      pull: () => told.push(`pull ${name}`),
      frame: () => told.push(`frame ${name}`),
      failed: (error) => new AiosError(error.kind, `${error.message} ${name}`),
      end: ({ outcome }) => told.push(`${outcome} ${name}`),
    });
  const stack = (body: AsyncIterable<Frame>) => watched(watched(body, "inner"), "outer");
  await assert.rejects(collect(stack(framesOf(frames.slice(0, 1), new AiosError("upstream-cut", "cut")))), {
    message: "cut inner outer",
  });
  const pull = ["pull outer", "pull inner"];
  const frame = ["frame inner", "frame outer"];
  assert.deepEqual(told.splice(0), [...pull, ...frame, ...pull, "failed inner", "failed outer"]);
  await stack(framesOf(frames))[Symbol.asyncIterator]().return?.();
  assert.deepEqual(told, ["abandoned outer", "abandoned inner"]);
});

test("nothing is taken while a frame is being waited for, nor after the end", async () => {
  const source = new Bursts([frames]);
  const body = watchBody(source, { end: () => {} });
  const reader: AsyncIterator<Frame> & { take?: () => Frame | undefined } = body[Symbol.asyncIterator]();
  const first = reader.next();
  assert.equal(reader.take?.(), undefined);
  assert.equal((await first).value, frames[0]);
  assert.equal(reader.take?.(), frames[1]);
  await reader.return?.();
  assert.equal(reader.take?.(), undefined);
  assert.equal(source.returns, 1);
});
