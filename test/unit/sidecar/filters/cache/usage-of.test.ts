import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Frame } from "../../../../../sidecar/core/call.ts";
import { packFrames } from "../../../../../sidecar/core/frame-log.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import type { Usage } from "../../../../../sidecar/core/record.ts";
import { dialectOf } from "../../../../../sidecar/dialects/registry.ts";
import { mergeUsage, usageIn } from "../../../../../sidecar/dialects/usage.ts";
import { usageOf } from "../../../../../sidecar/filters/cache/usage-of.ts";

const CHAT = dialectOf("openai-chat");
const MESSAGES = dialectOf("anthropic-messages");

const event = (document: JsonObject, spaces = ""): Frame =>
  Buffer.from(`data: ${JSON.stringify(document).replaceAll('"usage":', `"usage"${spaces}:${spaces}`)}\n\n`);
const chunk = (usage: JsonObject | null | undefined, content = "x"): JsonObject => ({
  id: "c",
  object: "chat.completion.chunk",
  created: 1,
  model: "m",
  choices: usage ? [] : [{ index: 0, delta: { content }, finish_reason: null }],
  ...(usage === undefined ? {} : { usage }),
});

test("a stream's tokens are those of the event that counts them, however often others say null", () => {
  for (const spaces of ["", " ", "\t  "]) {
    const frames = [
      event(chunk(null), spaces),
      event(chunk(undefined, 'he said "usage":{ and "usage"')),
      event(chunk({ prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 }), spaces),
      Buffer.from("data: [DONE]\n\n"),
    ];
    assert.deepEqual(usageOf(packFrames(frames), "events", CHAT), { inputTokens: 3, outputTokens: 4 });
  }
});

test("a stream that tells its tokens in two events has both", () => {
  const frames = [
    event({ type: "message_start", message: { id: "m", usage: { input_tokens: 9, output_tokens: 1 } } }),
    event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "hi" } }),
    event({ type: "message_delta", delta: {}, usage: { output_tokens: 5 } }),
  ];
  assert.deepEqual(usageOf(packFrames(frames), "events", MESSAGES), { inputTokens: 9, outputTokens: 5 });
});

test("a document's are its own, and what tells of none has none", () => {
  const document = Buffer.from('{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}');
  assert.deepEqual(usageOf(packFrames([document]), "document", CHAT), { inputTokens: 1, outputTokens: 2 });
  assert.equal(usageOf(packFrames([]), "events", CHAT), undefined);
  assert.equal(usageOf(packFrames([event(chunk(undefined))]), "events", CHAT), undefined);
  assert.equal(usageOf(packFrames([Buffer.from('data: "usage":')]), "events", CHAT), undefined);
});

test("it is what looking at each event by itself comes to", () => {
  const counted = fc.record(
    { prompt_tokens: fc.nat(9), completion_tokens: fc.nat(9) },
    { noNullPrototype: true },
  );
  const documents = fc.array(
    fc.tuple(fc.oneof(fc.constant(undefined), fc.constant(null), counted), fc.constantFrom("", " ", "\t")),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(documents, (made) => {
      const frames = made.map(([usage, spaces]) => event(chunk(usage), spaces));
      let usage: Usage | undefined;
      for (const frame of frames) {
        const told = usageIn(frame, "events", CHAT);
        if (told !== undefined) usage = mergeUsage(usage, told);
      }
      assert.deepEqual(usageOf(packFrames(frames), "events", CHAT), usage);
    }),
  );
});
