import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { timed } from "../../../../sidecar/upstream/timed.ts";
import { documentReply } from "../../../support/calls.ts";
import { FakeClock } from "../../../support/fake-clock.ts";
import { unaryCall } from "./support.ts";

function setUp() {
  const clock = new FakeClock();
  const call = unaryCall();
  /** An attempt that ends as it is told; by a client of its own, as those of several endpoints have. */
  const begin = () => {
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const ended = timed(
      () => promise,
      clock,
    )(call).then(
      () => {},
      () => {},
    );
    return {
      answer: () => {
        resolve(documentReply({}));
        return ended;
      },
      fail: () => {
        reject(new AiosError("connect", "No."));
        return ended;
      },
    };
  };
  return { clock, begin, upstreamMs: () => call.record.get("upstreamMs") };
}

test("time that attempts share counts once", async () => {
  const { clock, begin, upstreamMs } = setUp();
  const first = begin();
  await clock.advance(100);
  const hedge = begin();
  await clock.advance(50);
  await hedge.answer();
  assert.equal(upstreamMs(), 150);
  await first.fail();
  assert.equal(upstreamMs(), 150);
});

test("an attempt that lies within another adds nothing", async () => {
  const { clock, begin, upstreamMs } = setUp();
  const first = begin();
  await clock.advance(10);
  const hedge = begin();
  await clock.advance(10);
  await hedge.fail();
  await clock.advance(80);
  await first.answer();
  assert.equal(upstreamMs(), 100);
});

test("attempts one after the other add up; what lies between them does not count", async () => {
  const { clock, begin, upstreamMs } = setUp();
  const first = begin();
  await clock.advance(20);
  await first.fail();
  await clock.advance(500);
  const retry = begin();
  await clock.advance(30);
  await retry.answer();
  assert.equal(upstreamMs(), 50);
});

test("an attempt that took no time is told as well: somebody was asked", async () => {
  const { begin, upstreamMs } = setUp();
  await begin().answer();
  assert.equal(upstreamMs(), 0);
});
