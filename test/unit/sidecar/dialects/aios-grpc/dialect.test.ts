import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ChatRequest } from "../../../../../proto/gen/aios/inference/v1/ChatRequest.ts";
import type { EmbedRequest } from "../../../../../proto/gen/aios/inference/v1/EmbedRequest.ts";
import { loadInference } from "../../../../../proto/load.ts";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import {
  chatChunkFromEvent,
  chatReplyFromDocument,
  chatRequestToDocument,
  embedReplyFromDocument,
  embedRequestToDocument,
} from "../../../../../sidecar/dialects/aios-grpc/dialect.ts";
import { jsonToStruct, structToJson, toStruct } from "../../../../../sidecar/dialects/aios-grpc/struct.ts";
import { encodeEvent } from "../../../../../sidecar/dialects/sse/event.ts";

// Messages go over the real wire format, since that is where absence, zero and depth are decided.
const { service } = loadInference();
const { Chat, ChatStream, Embed } = service;
const chat = (message: ChatRequest, stream?: boolean) =>
  chatRequestToDocument(Chat.requestDeserialize(Chat.requestSerialize(message)), stream);
const embed = (message: EmbedRequest) =>
  embedRequestToDocument(Embed.requestDeserialize(Embed.requestSerialize(message)));
const chatReply = (document: JsonObject) =>
  Chat.responseDeserialize(Chat.responseSerialize(chatReplyFromDocument(document)));
const struct = (object: JsonObject) => toStruct(object);

const refused = (kind: string, param?: string) => (error: unknown) =>
  error instanceof AiosError && error.kind === kind && (param === undefined || error.param === param);

test("a member of extra stays where its field is absent, and gives way where it is not", () => {
  const extra = struct({ temperature: 0.5, top_p: 0.9 });
  assert.deepEqual(chat({ model: "m", topP: 0.5, extra }), {
    model: "m",
    messages: [],
    temperature: 0.5,
    top_p: 0.5,
  });
});

test("what is absent stays absent, and what is zero stays zero", () => {
  assert.deepEqual(chat({ model: "m" }), { model: "m", messages: [] });
  assert.deepEqual(chat({ model: "m", temperature: 0, seed: 0, n: 0, logprobs: false, user: "" }), {
    model: "m",
    messages: [],
    temperature: 0,
    seed: 0,
    n: 0,
    logprobs: false,
    user: "",
  });
});

test("a request becomes the document of a chat completion, with nothing lost", () => {
  const png = Buffer.from([1, 2, 3]);
  const document = chat({
    model: "gpt-4o",
    messages: [
      { role: "system", text: "" },
      {
        role: "user",
        name: "Ann",
        parts: {
          parts: [
            { text: "Look", extra: struct({ cache_control: { type: "ephemeral" } }) },
            { imageUrl: { url: "https://example.com/x.png", detail: "low" } },
            { imageUrl: { data: { mediaType: "image/png", data: png } } },
            { inputAudio: { data: png, format: "wav" } },
            { file: { fileId: "file-1" } },
            { file: { data: { mediaType: "application/pdf", data: png }, filename: "a.pdf" } },
            { other: struct({ type: "video", video: { url: "u" } }) },
          ],
        },
      },
      {
        role: "assistant",
        reasoningContent: "Hm",
        toolCalls: [
          { id: "call_1", function: { name: "f", arguments: '{"a": 1}' } },
          { id: "call_2", type: "custom", extra: struct({ custom: { name: "g", input: "x" } }) },
        ],
      },
      { role: "tool", toolCallId: "call_1", text: "done", extra: struct({ annotations: [] }) },
    ],
    tools: [
      { function: { name: "f", description: "d", parameters: struct({ type: "object" }), strict: true } },
      { type: "custom", extra: struct({ custom: { name: "g" } }) },
    ],
    toolChoice: { function: "f" },
    responseFormat: { type: "json_schema", jsonSchema: { name: "s", schema: struct({ type: "object" }) } },
    topP: 0.5,
    maxTokens: 5,
    stop: ["END"],
    logitBias: { "50256": -1 },
    metadata: { tag: "x" },
    reasoningEffort: "low",
    extra: struct({ verbosity: "low", top_k: 40, stream: true, stream_options: {}, model: "not this" }),
  });
  const url = (type: string) => `data:${type};base64,AQID`;
  assert.deepEqual(document, {
    model: "gpt-4o",
    messages: [
      { role: "system", content: "" },
      {
        role: "user",
        name: "Ann",
        content: [
          { type: "text", text: "Look", cache_control: { type: "ephemeral" } },
          { type: "image_url", image_url: { url: "https://example.com/x.png", detail: "low" } },
          { type: "image_url", image_url: { url: url("image/png") } },
          { type: "input_audio", input_audio: { data: "AQID", format: "wav" } },
          { type: "file", file: { file_id: "file-1" } },
          { type: "file", file: { file_data: url("application/pdf"), filename: "a.pdf" } },
          { type: "video", video: { url: "u" } },
        ],
      },
      {
        role: "assistant",
        content: null,
        reasoning_content: "Hm",
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "f", arguments: '{"a": 1}' } },
          { id: "call_2", type: "custom", custom: { name: "g", input: "x" } },
        ],
      },
      { role: "tool", tool_call_id: "call_1", content: "done", annotations: [] },
    ],
    tools: [
      {
        type: "function",
        function: { name: "f", description: "d", parameters: { type: "object" }, strict: true },
      },
      { type: "custom", custom: { name: "g" } },
    ],
    tool_choice: { type: "function", function: { name: "f" } },
    response_format: { type: "json_schema", json_schema: { name: "s", schema: { type: "object" } } },
    top_p: 0.5,
    max_tokens: 5,
    stop: ["END"],
    logit_bias: { "50256": -1 },
    metadata: { tag: "x" },
    reasoning_effort: "low",
    verbosity: "low",
    top_k: 40,
  });
});

test("the method that is called decides about streaming", () => {
  assert.deepEqual(chat({ model: "m" }, true), {
    model: "m",
    messages: [],
    stream: true,
    stream_options: { include_usage: true },
  });
});

test("what JSON cannot say, or a part that says nothing, is refused by name", () => {
  assert.throws(() => chat({ temperature: Number.NaN }), refused("invalid-request", "temperature"));
  assert.throws(() => chat({ extra: struct({ x: Number.POSITIVE_INFINITY }) }), refused("invalid-request"));
  const empty = { messages: [{ role: "user", parts: { parts: [{ text: "a" }, {}] } }] };
  assert.throws(() => chat(empty), refused("invalid-request", "messages[0].content[1]"));
});

const REPLY: JsonObject = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_767_225_600,
  model: "gpt-4o",
  system_fingerprint: null,
  service_tier: "default",
  provider: "somebody",
  choices: [
    {
      index: 0,
      finish_reason: "tool_calls",
      logprobs: { content: [{ token: "x", logprob: -1 }], refusal: null },
      message: {
        role: "assistant",
        content: null,
        refusal: null,
        annotations: [{ type: "url_citation" }],
        tool_calls: [{ id: "call_1", type: "function", function: { name: "f", arguments: '{"a": 1' } }],
      },
      content_filter_results: { hate: { filtered: false } },
    },
    { index: 1, finish_reason: "stop", logprobs: null, message: { role: "assistant", content: "" } },
  ],
  usage: {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 3 },
  },
};

test("a reply's members become fields, and what has no field is extra", () => {
  const reply = chatReply(REPLY);
  assert.equal(reply.created, 1_767_225_600);
  assert.equal(reply.systemFingerprint, undefined);
  assert.equal(reply.serviceTier, "default");
  assert.deepEqual(structToJson(reply.extra), { provider: "somebody" });
  const [first, second] = reply.choices;
  assert.equal(first?.finishReason, "tool_calls");
  assert.equal(first?.message?.content, undefined);
  assert.equal(first?.message?.toolCalls[0]?.function?.arguments, '{"a": 1');
  assert.deepEqual(structToJson(first?.message?.extra), { annotations: [{ type: "url_citation" }] });
  assert.deepEqual(structToJson(first?.logprobs), { content: [{ token: "x", logprob: -1 }], refusal: null });
  assert.deepEqual(structToJson(first?.extra), { content_filter_results: { hate: { filtered: false } } });
  assert.equal(second?.message?.content, "text");
  assert.equal(second?.message?.text, "");
  assert.equal(second?.logprobs, null);
  assert.equal(reply.usage?.promptTokens, 10);
  assert.equal(reply.usage?.cachedTokens, 4);
  assert.equal(reply.usage?.reasoningTokens, 3);
  assert.deepEqual(structToJson(reply.usage?.extra), {
    prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
  });
});

test("a member of an unexpected type is carried, not lost", () => {
  const reply = chatReply({
    id: 7,
    model: "m",
    created: 1,
    choices: [{ index: 0, message: { role: "assistant", content: 5 } }],
  });
  assert.deepEqual(structToJson(reply.extra), { id: 7 });
  assert.deepEqual(structToJson(reply.choices[0]?.message?.extra), { content: 5 });
});

test("a turn that was answered can be asked again as it is", () => {
  const again = chat({
    model: "m",
    messages: chatReplyFromDocument(REPLY).choices?.map((choice) => choice.message ?? {}) ?? [],
  });
  assert.deepEqual(again["messages"], [
    {
      role: "assistant",
      content: null,
      annotations: [{ type: "url_citation" }],
      tool_calls: [{ id: "call_1", type: "function", function: { name: "f", arguments: '{"a": 1' } }],
    },
    { role: "assistant", content: "" },
  ]);
});

test("events of a stream become chunks; its last and its comments become nothing", () => {
  const head = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "m" };
  const read = (value: object) => {
    const chunk = chatChunkFromEvent(encodeEvent({ data: JSON.stringify({ ...head, ...value }) }));
    assert.ok(chunk);
    return ChatStream.responseDeserialize(ChatStream.responseSerialize(chunk));
  };
  const call = { index: 2, id: "call_1", type: "function", function: { name: "f", arguments: "{" } };
  const delta = { role: "assistant", content: "", tool_calls: [call], reasoning: "Hm" };
  const chunk = read({ choices: [{ index: 1, delta, finish_reason: null }], usage: null });
  assert.equal(chunk.choices[0]?.index, 1);
  assert.equal(chunk.choices[0]?.finishReason, undefined);
  assert.equal(chunk.choices[0]?.delta?.content, "");
  assert.equal(chunk.choices[0]?.delta?.toolCalls[0]?.index, 2);
  assert.equal(chunk.choices[0]?.delta?.toolCalls[0]?.function?.arguments, "{");
  assert.deepEqual(structToJson(chunk.choices[0]?.delta?.extra), { reasoning: "Hm" });
  assert.equal(chunk.usage, null);
  assert.equal(read({ choices: [], usage: { prompt_tokens: 3 } }).usage?.promptTokens, 3);
  assert.equal(chatChunkFromEvent(encodeEvent({ data: "[DONE]" })), undefined);
  assert.equal(chatChunkFromEvent(new TextEncoder().encode(": ping\n\n")), undefined);
  const error = encodeEvent({ data: '{"error":{"type":"rate_limit_error"}}' });
  assert.throws(() => chatChunkFromEvent(error), refused("rate-limited"));
  assert.throws(
    () => chatChunkFromEvent(encodeEvent({ data: "{broken" })),
    refused("invalid-upstream-reply"),
  );
});

test("texts or token ids are embedded, not both and not neither", () => {
  const document = embed({
    model: "m",
    input: ["a", "b"],
    dimensions: 3,
    extra: struct({ input_type: "query" }),
  });
  assert.deepEqual(document, {
    model: "m",
    input: ["a", "b"],
    dimensions: 3,
    input_type: "query",
    encoding_format: "float",
  });
  assert.deepEqual(embed({ model: "m", inputTokens: [{ tokens: [1, 2] }] })["input"], [[1, 2]]);
  assert.throws(() => embed({ model: "m" }), refused("invalid-request", "input"));
  assert.throws(
    () => embed({ model: "m", input: ["a"], inputTokens: [{ tokens: [1] }] }),
    refused("invalid-request"),
  );
});

test("vectors come as numbers or as base64", () => {
  const floats = Buffer.from(new Float32Array([0.5, -2]).buffer).toString("base64");
  const reply = embedReplyFromDocument({
    object: "list",
    model: "m",
    data: [
      { object: "embedding", index: 0, embedding: [0.5, -2] },
      { object: "embedding", index: 1, embedding: floats },
    ],
    usage: { prompt_tokens: 2, total_tokens: 2 },
  });
  const read = Embed.responseDeserialize(Embed.responseSerialize(reply));
  assert.deepEqual(read.embeddings, [
    { index: 0, values: [0.5, -2] },
    { index: 1, values: [0.5, -2] },
  ]);
  assert.equal(read.usage?.promptTokens, 2);
  assert.throws(
    () => embedReplyFromDocument({ data: [{ embedding: null }] }),
    refused("invalid-upstream-reply"),
  );
  assert.throws(() => embedReplyFromDocument({}), refused("invalid-upstream-reply"));
});

test("JSON survives a Struct over the wire", () => {
  const value = fc.jsonValue({ maxDepth: 6, noUnicodeString: false });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true, maxKeys: 5 }), (generated) => {
      const object: JsonObject = JSON.parse(JSON.stringify(generated));
      const extra = jsonToStruct(object);
      const read = Chat.requestDeserialize(Chat.requestSerialize({ extra }));
      assert.deepEqual(structToJson(read.extra), object);
    }),
  );
});

test("the deepest reply that is carried can be read back, and a deeper one is refused", () => {
  const nested = (depth: number): JsonObject => (depth === 1 ? { x: 1 } : { x: nested(depth - 1) });
  const deepReply = (depth: number) => ({
    choices: [{ message: { tool_calls: [{ id: "c", odd: nested(depth) }] } }],
  });
  assert.deepEqual(structToJson(chatReply(deepReply(39)).choices[0]?.message?.toolCalls[0]?.extra), {
    odd: nested(39),
  });
  assert.throws(() => chatReply(deepReply(40)), refused("invalid-upstream-reply"));
  assert.throws(
    () => toStruct(JSON.parse(`{"x":${"[".repeat(100)}${"]".repeat(100)}}`)),
    refused("invalid-upstream-reply"),
  );
});
