import assert from "node:assert/strict";
import { test } from "node:test";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { packFrames, unpackFrames } from "../../../../sidecar/core/frame-log.ts";
import { type GatheredBody, gatherReply } from "../../../../sidecar/core/gather-reply.ts";
import { KeptFrames } from "../../../../sidecar/core/kept-frames.ts";
import { watchBody } from "../../../../sidecar/core/watch.ts";
import { openaiChat } from "../../../../sidecar/dialects/openai-chat/dialect.ts";
import { Bursts, seenOf } from "../../../support/bursts.ts";
import { eventsReply, framesOf } from "../../../support/calls.ts";

const LAST = Buffer.from('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n');
const DONE = Buffer.from("data: [DONE]\n\n");
const ERROR = Buffer.from('data: {"error":{"message":"no"}}\n\n');

/** As of a body that says of itself that it looks at its events. */
class Judged extends Bursts {
  readonly isJudged = true;
}

async function gathered(body: AsyncIterable<Uint8Array>): Promise<GatheredBody> {
  let told: GatheredBody | undefined;
  const reply = gatherReply(eventsReply([], { body }), {
    dialect: openaiChat,
    maxBytes: 10_000,
    gathered: (what) => {
      assert.equal(told, undefined, "told twice");
      told = what;
    },
    onFault: () => assert.fail("a fault"),
  });
  await seenOf(reply.body, [true]);
  assert.ok(told);
  return told;
}

test("a stream is whole with its terminal event; without one, or with an error in it, it is not", async () => {
  assert.equal((await gathered(framesOf([LAST, DONE]))).isWhole, true);
  assert.equal((await gathered(framesOf([LAST]))).isWhole, false);
  assert.deepEqual(await gathered(framesOf([LAST, ERROR, DONE])), { frames: undefined, isWhole: false });
});

test("a stream that judges its events is believed, also when others watch it in between", async () => {
  const watched = watchBody(new Judged([[LAST, DONE]]), { end: () => {} });
  const { frames, isWhole } = await gathered(watched);
  assert.equal(isWhole, true);
  assert.ok(frames);
  assert.deepEqual(Buffer.concat(unpackFrames(frames)), Buffer.concat([LAST, DONE]));
  const cut = new AiosError("upstream-cut", "cut");
  assert.deepEqual(await gathered(new Judged([[LAST, DONE]], cut)), { frames: undefined, isWhole: false });
});

test("frames that are kept are all there at once, as often as they are read", async () => {
  const body = new KeptFrames(packFrames([LAST, DONE]));
  for (const takes of [[], [true], [false, true]]) {
    assert.deepEqual(await seenOf(body, takes), { frames: [LAST, DONE].map(String), end: "end" });
  }
  const reader = body[Symbol.asyncIterator]();
  assert.deepEqual(Buffer.from(reader.take() ?? []), LAST);
  await reader.return?.();
  assert.equal(reader.take(), undefined);
});
