import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { loadInference } from "../../../../../proto/load.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { chatChunkFromDocument } from "../../../../../sidecar/dialects/aios-grpc/chat-reply.ts";
import { PlainChunks } from "../../../../../sidecar/dialects/aios-grpc/plain-chunk.ts";

const { ChatStream } = loadInference().service;

const chunk = (members: JsonObject = {}): JsonObject => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  created: 1_767_225_600,
  model: "gpt-4o",
  choices: [{ index: 0, delta: { content: "Hi" }, finish_reason: null }],
  ...members,
});
const inChoice = (members: JsonObject): JsonObject =>
  chunk({ choices: [{ index: 0, delta: { content: "Hi" }, ...members }] });
const inDelta = (members: JsonObject): JsonObject => inChoice({ delta: { content: "Hi", ...members } });

const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant(""), fc.string({ minLength: 120 }));
const maybe = (values: fc.Arbitrary<string>) => fc.option(values, { nil: null });
const plain = fc.record(
  {
    id: text,
    object: text,
    created: fc.maxSafeNat(),
    model: text,
    system_fingerprint: maybe(text),
    service_tier: maybe(text),
    usage: fc.constant(null),
    choices: fc.tuple(
      fc.record(
        {
          index: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
          delta: fc.record(
            { role: maybe(text), content: maybe(text), refusal: fc.constant(null) },
            { requiredKeys: [] },
          ),
          finish_reason: maybe(text),
          logprobs: fc.constant(null),
        },
        { requiredKeys: ["index", "delta"] },
      ),
    ),
  },
  { requiredKeys: ["id", "created", "model", "choices"] },
);

test("a stream of plain chunks is encoded as by way of messages", () => {
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), (documents) => {
      const chunks = new PlainChunks();
      for (const document of documents) {
        const bytes = chunks.encode(document);
        assert.ok(bytes);
        assert.deepEqual(
          ChatStream.responseDeserialize(bytes),
          ChatStream.responseDeserialize(ChatStream.responseSerialize(chatChunkFromDocument(document))),
        );
      }
    }),
  );
});

for (const [what, document] of Object.entries({
  "a member without a field": chunk({ provider: "somebody" }),
  "token counts": chunk({ usage: { prompt_tokens: 1 } }),
  "no id": { ...chunk(), id: undefined },
  "a date that is no whole number": chunk({ created: 1.5 }),
  "a date before 1970": chunk({ created: -1 }),
  "a model that is no text": chunk({ model: 5 }),
  "a fingerprint that is no text": chunk({ system_fingerprint: 5 }),
  "no choices": chunk({ choices: [] }),
  "several choices": chunk({
    choices: [
      { index: 0, delta: {} },
      { index: 1, delta: {} },
    ],
  }),
  "a choice that is no object": chunk({ choices: ["Hi"] }),
  "a choice without a number": chunk({ choices: [{ delta: {} }] }),
  "a number beyond 32 bits": inChoice({ index: 2 ** 31 }),
  "a choice without a delta": chunk({ choices: [{ index: 0 }] }),
  "log probabilities": inChoice({ logprobs: { content: [] } }),
  "an ending that is no text": inChoice({ finish_reason: 5 }),
  "a member of a choice without a field": inChoice({ content_filter_results: {} }),
  "a tool call": inDelta({ tool_calls: [{ index: 0 }] }),
  "a refusal": inDelta({ refusal: "No." }),
  reasoning: inDelta({ reasoning_content: "Hm" }),
  "content that is no text": inDelta({ content: 5 }),
})) {
  test(`a chunk with ${what} is left to messages`, () => {
    const chunks = new PlainChunks();
    assert.ok(chunks.encode(chunk()));
    assert.equal(chunks.encode(document), undefined);
  });
}
