import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import fc from "fast-check";
import { AiosError } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { anthropicMessages } from "../../../../../sidecar/dialects/anthropic-messages/dialect.ts";
import { encodeEvent } from "../../../../../sidecar/dialects/sse/event.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const citation = fc.record({
  type: fc.constant("char_location"),
  cited_text: text,
  document_index: fc.nat(),
});
const block = fc.oneof(
  fc.record(
    {
      type: fc.constant("text"),
      text,
      citations: fc.option(fc.array(citation, { maxLength: 2 }), { nil: null }),
    },
    { requiredKeys: ["type", "text"] },
  ),
  fc.record({ type: fc.constant("thinking"), thinking: text, signature: fc.base64String() }),
  fc.record({ type: fc.constant("redacted_thinking"), data: fc.base64String() }),
  fc.record({
    type: fc.constantFrom("tool_use", "server_tool_use"),
    id: fc.uuid(),
    name: fc.constant("look_up"),
    input: fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
  }),
  fc.record({
    type: fc.constant("web_search_tool_result"),
    tool_use_id: fc.uuid(),
    content: fc.array(fc.record({ type: fc.constant("web_search_result"), title: text }), { maxLength: 2 }),
  }),
);
const count = fc.option(fc.nat(), { nil: null });
const reply = fc.record(
  {
    id: fc.uuid(),
    type: fc.constant("message"),
    role: fc.constant("assistant"),
    model: fc.constant("claude-sonnet-5"),
    content: fc.array(block, { maxLength: 4 }),
    stop_reason: fc.constantFrom("end_turn", "tool_use", "stop_sequence"),
    stop_sequence: fc.option(text, { nil: null }),
    stop_details: fc.constantFrom(null, { type: "refusal", explanation: "x" }),
    container: fc.constant(null),
    usage: fc.record(
      {
        input_tokens: fc.nat(),
        output_tokens: fc.nat(),
        cache_read_input_tokens: count,
        cache_creation_input_tokens: count,
        service_tier: fc.constant("standard"),
      },
      { requiredKeys: ["input_tokens", "output_tokens"] },
    ),
  },
  { requiredKeys: ["id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage"] },
);

const plain = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value));

test("a reply told as a stream and folded again is the same reply", () => {
  fc.assert(
    fc.property(reply, (generated) => {
      const document = plain(generated);
      assert.deepEqual(anthropicMessages.fromEvents(anthropicMessages.toEvents(document, {})), document);
    }),
  );
});

test("Anthropic's SDK reads a replayed stream as the reply it was made of", async () => {
  const document = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-5",
    content: [
      { type: "thinking", thinking: "Hm.", signature: "AAAA" },
      { type: "text", text: "Let me look.", citations: null },
      { type: "tool_use", id: "toolu_1", name: "look_up", input: { q: ["x", 1] } },
    ],
    stop_reason: "tool_use",
    stop_sequence: null,
    usage: { input_tokens: 3, output_tokens: 7, cache_read_input_tokens: 2 },
  };
  const body = Buffer.concat(anthropicMessages.toEvents(document, {}));
  const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
  const client = new Anthropic({ apiKey: "k", baseURL: "http://sidecar", fetch });
  const message = plain(
    await client.messages.stream({ model: "claude-sonnet-5", max_tokens: 9, messages: [] }).finalMessage(),
  );
  assert.deepEqual(message["content"], document.content);
  assert.deepEqual(message["usage"], document.usage);
  assert.equal(message["stop_reason"], "tool_use");
});

test("a fixed reply says its text, at no cost", () => {
  const document = anthropicMessages.fixedReply("Back soon.", { id: "1", model: "m", createdAt: 5 });
  assert.ok(document);
  assert.deepEqual(document["content"], [{ type: "text", text: "Back soon.", citations: null }]);
  assert.deepEqual(anthropicMessages.usage(document), { inputTokens: 0, outputTokens: 0 });
});

test("a stream that reports an error, tells no message or cuts a tool's input is not a reply", () => {
  const event = (type: string, members: object) =>
    encodeEvent({ event: type, data: JSON.stringify({ type, ...members }) });
  const fails = (frames: readonly Uint8Array[], kind: string) =>
    assert.throws(
      () => anthropicMessages.fromEvents(frames),
      (error) => error instanceof AiosError && error.kind === kind,
    );
  fails([event("error", { error: { type: "overloaded_error" } })], "server-error");
  fails([event("ping", {})], "invalid-upstream-reply");
  fails(
    [
      event("message_start", { message: { id: "msg_1" } }),
      event("content_block_start", {
        index: 0,
        content_block: { type: "tool_use", id: "t", name: "f", input: {} },
      }),
      event("content_block_delta", { index: 0, delta: { type: "input_json_delta", partial_json: '{"a' } }),
      event("message_stop", {}),
    ],
    "invalid-upstream-reply",
  );
});

test("a number that no double holds comes through a stream and back", () => {
  const input = '{"id":12345678901234567890}';
  const event = (data: JsonObject) =>
    encodeEvent({ event: String(data["type"]), data: JSON.stringify(data) });
  const folded = anthropicMessages.fromEvents([
    event({ type: "message_start", message: { type: "message" } }),
    event({ type: "content_block_start", index: 0, content_block: { type: "tool_use", input: {} } }),
    event({
      type: "content_block_delta",
      index: 0,
      delta: { type: "input_json_delta", partial_json: input },
    }),
    event({ type: "message_stop" }),
  ]);
  assert.match(JSON.stringify(folded), /"input":\{"id":12345678901234567890\}/);
  const replayed = Buffer.concat(anthropicMessages.toEvents(folded, {})).toString("utf8");
  assert.match(replayed, /12345678901234567890/);
});
