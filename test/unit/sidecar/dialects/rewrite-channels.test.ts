import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Frame } from "../../../../sidecar/core/call.ts";
import { AiosError } from "../../../../sidecar/core/errors.ts";
import { events } from "../../../../sidecar/dialects/openai-chat/events.ts";
import { type ChannelRewriter, rewriteChannels } from "../../../../sidecar/dialects/rewrite-channels.ts";
import { Bursts, cut, seenOf } from "../../../support/bursts.ts";

const REFUSED = new AiosError("policy-denied", "no");
const CUT = new AiosError("upstream-cut", "cut");

/** Keeps the last character back until the next one comes, and refuses an exclamation mark. */
function oneBehind(): ChannelRewriter {
  let held = "";
  return {
    push(text) {
      if (text.includes("!")) throw REFUSED;
      const all = (held + text).toUpperCase();
      held = all.slice(-1);
      return all.slice(0, -1);
    },
    end() {
      const rest = held;
      held = "";
      return rest;
    },
    get isHolding() {
      return held !== "";
    },
  };
}

const delta = (index: number, content: string) =>
  Buffer.from(`data: ${JSON.stringify({ choices: [{ index, delta: { content } }] })}\n\n`);
const finish = (index: number) =>
  Buffer.from(`data: ${JSON.stringify({ choices: [{ index, delta: {}, finish_reason: "stop" }] })}\n\n`);
const DONE = Buffer.from("data: [DONE]\n\n");

const sent = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(fc.nat(2), fc.stringMatching(/^[a-z ]{0,4}$/)).map((of) => delta(...of)),
    },
    { weight: 1, arbitrary: fc.nat(2).map(finish) },
    { weight: 1, arbitrary: fc.constant(Buffer.from(": ping\n\n")) },
    { weight: 1, arbitrary: fc.constant(delta(0, "no!")) },
    { weight: 1, arbitrary: fc.constant(DONE) },
  ),
  { maxLength: 20 },
);

const rewritten = (body: AsyncIterable<Frame>) => rewriteChannels(body, events, oneBehind);

test("however events come and are read, what becomes of them and how they end is the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      sent,
      fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }),
      fc.array(fc.boolean(), { maxLength: 5 }),
      fc.boolean(),
      async (frames, lengths, takes, fails) => {
        const failure = fails ? CUT : undefined;
        const oneByOne = await seenOf(rewritten(new Bursts(cut(frames, [1]), failure)), []);
        const source = new Bursts(cut(frames, lengths), failure);
        assert.deepEqual(await seenOf(rewritten(source), takes), oneByOne);
        const isRefused = frames.some((frame) => frame.includes("!"));
        assert.equal(oneByOne.end, isRefused ? REFUSED : (failure ?? "end"));
        // A stream that was refused has more, which nobody wants; one that ended by itself is closed already.
        assert.equal(source.returns, isRefused ? 1 : 0);
        if (!isRefused) {
          const said = (texts: readonly string[]) =>
            [...texts.join("").matchAll(/"index":1,"delta":\{"content":"([^"]*)"/g)]
              .map(([, text]) => text)
              .join("");
          assert.equal(said(oneByOne.frames), said(frames.map(String)).toUpperCase());
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("whoever leaves closes the stream, also before the first event, and gets nothing more", async () => {
  for (const pulls of [0, 1]) {
    const source = new Bursts([[delta(0, "ab"), delta(0, "cd")]]);
    const reader: AsyncIterator<Frame> & { take?: () => Frame | undefined } =
      rewritten(source)[Symbol.asyncIterator]();
    for (let pull = 0; pull < pulls; pull++) await reader.next();
    await reader.return?.();
    assert.equal(source.returns, 1);
    assert.equal(reader.take?.(), undefined);
    assert.deepEqual(await reader.next(), { done: true, value: undefined });
  }
});
