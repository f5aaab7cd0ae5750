import assert from "node:assert/strict";
import { test } from "node:test";
import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { events } from "../../../../../sidecar/dialects/anthropic-messages/events.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import { mergeUsage } from "../../../../../sidecar/dialects/usage.ts";

type LooseEvent = { readonly type: string } & JsonObject;

const frame = (event: RawMessageStreamEvent | LooseEvent) =>
  encodeEvent({ event: event.type, data: JSON.stringify(event) });
const raw = (text: string) => new TextEncoder().encode(text);
const read = (bytes: Uint8Array): JsonObject => JSON.parse(parseEvent(bytes).data);
const STOP = frame({ type: "message_stop" });

function seen(event: Uint8Array): readonly (readonly unknown[])[] {
  const calls: (readonly unknown[])[] = [];
  const same = events.rewriteEvent(event, (...call) => {
    calls.push(call);
    return call[1];
  });
  assert.equal(same, event, "an unchanged event is the same frame");
  return calls;
}

const delta = (members: LooseEvent, index = 2) =>
  frame({ type: "content_block_delta", index, delta: members });

test("every text of a delta has its channel; a signature is none", () => {
  assert.deepEqual(seen(delta({ type: "text_delta", text: "Hi" })), [["block/2/text", "Hi", "text"]]);
  assert.deepEqual(seen(delta({ type: "thinking_delta", thinking: "Hm" })), [
    ["block/2/thinking", "Hm", "text"],
  ]);
  assert.deepEqual(seen(delta({ type: "input_json_delta", partial_json: '{"a' })), [
    ["block/2/partial_json", '{"a', "json"],
  ]);
  assert.deepEqual(seen(delta({ type: "signature_delta", signature: "AAAA" })), []);
  assert.deepEqual(seen(delta({ type: "brand_new_delta", caption: "x" })), [
    ["block/2/caption", "x", "text"],
  ]);
});

test("a citation comes whole", () => {
  const citation = {
    type: "web_search_result_location",
    cited_text: "C",
    title: "T",
    url: "U",
    encrypted_index: "AAAA",
  };
  assert.deepEqual(
    seen(delta({ type: "citations_delta", citation })).map((call) => call.slice(1)),
    [
      ["C", "text", true],
      ["T", "text", true],
      ["U", "text", true],
    ],
  );
});

test("a block's first text continues in its deltas; what is whole in its first event ends there", () => {
  const start = (content_block: JsonObject) =>
    frame({ type: "content_block_start", index: 1, content_block });
  assert.deepEqual(seen(start({ type: "text", text: "" })), []);
  assert.deepEqual(seen(start({ type: "text", text: "Hi" })), [["block/1/text", "Hi", "text"]]);
  assert.deepEqual(seen(start({ type: "tool_use", id: "toolu_1", name: "f", input: {} })), []);
  assert.deepEqual(seen(start({ type: "redacted_thinking", data: "AAAA" })), []);
  const found = { type: "web_search_result", url: "U", title: "T", encrypted_content: "AAAA" };
  const result = start({ type: "web_search_tool_result", tool_use_id: "s", content: [found] });
  assert.deepEqual(
    seen(result).map((call) => call.slice(1)),
    [
      ["U", "text", true],
      ["T", "text", true],
    ],
  );
  const rewritten = read(events.rewriteEvent(result, (_, text) => text.toLowerCase()));
  assert.deepEqual(rewritten["content_block"], {
    type: "web_search_tool_result",
    tool_use_id: "s",
    content: [{ ...found, url: "u", title: "t" }],
  });
});

test("the text that stopped the message is seen", () => {
  const event = frame({
    type: "message_delta",
    delta: { stop_reason: "stop_sequence", stop_sequence: "END" },
    usage: {},
  });
  assert.deepEqual(
    seen(event).map((call) => call.slice(1)),
    [["END", "text", true]],
  );
  const rewritten = read(events.rewriteEvent(event, () => "x"));
  assert.deepEqual(rewritten["delta"], { stop_reason: "stop_sequence", stop_sequence: "x" });
});

test("texts of the event itself come whole: an error's, a message's head, those of an unknown event", () => {
  const texts = (event: LooseEvent) => seen(frame(event)).map(([, text, , last]) => [text, last]);
  const error = { type: "overloaded_error", message: "No [EMAIL_1]" };
  assert.deepEqual(texts({ type: "error", error, request_id: "[X]" }), [
    ["error", true],
    ["type", true],
    ["overloaded_error", true],
    ["message", true],
    ["No [EMAIL_1]", true],
    ["request_id", true],
    ["[X]", true],
  ]);
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    content: [],
    stop_sequence: "END",
    usage: {},
  };
  assert.deepEqual(texts({ type: "message_start", message }), [["END", true]]);
  assert.deepEqual(texts({ type: "brand_new", delta: { text: "x" } }), [
    ["delta", true],
    ["text", true],
    ["x", true],
  ]);
  assert.deepEqual(texts({ type: "ping" }), []);
  const rewritten = read(
    events.rewriteEvent(frame({ type: "error", error }), (_, text) => text.replace("[EMAIL_1]", "ada")),
  );
  assert.deepEqual(rewritten, { type: "error", error: { ...error, message: "No ada" } });
});

test("a rewritten event keeps its name and differs in its text alone", () => {
  const rewritten = events.rewriteEvent(delta({ type: "text_delta", text: "Hi" }), () => "Ho");
  assert.equal(parseEvent(rewritten).event, "content_block_delta");
  assert.deepEqual(read(rewritten), {
    type: "content_block_delta",
    index: 2,
    delta: { type: "text_delta", text: "Ho" },
  });
});

test("an event without a name, or with another, goes by the type in its data", () => {
  const unnamed = raw(
    'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}\n\n',
  );
  assert.deepEqual(seen(unnamed), [["block/0/text", "x", "text"]]);
  const named = raw(`event: message\n${new TextDecoder().decode(unnamed)}`);
  assert.deepEqual(seen(named), [["block/0/text", "x", "text"]]);
  assert.equal(events.isTerminal(raw('data: {"type": "message_stop"}\n\n')), true);
});

test("a channel ends with its block, and all end with the message", () => {
  const ends = events.endsChannels(frame({ type: "content_block_stop", index: 1 }));
  assert.deepEqual(
    ["block/0/text", "block/1/text", "block/10/text"].map((channel) => ends?.(channel)),
    [false, true, false],
  );
  assert.equal(events.endsChannels(STOP)?.("block/3/text"), true);
  assert.equal(events.endsChannels(delta({ type: "text_delta", text: "content_block_stop" })), undefined);
});

test("text that was held back is sent as a delta of its block", () => {
  for (const event of [
    delta({ type: "text_delta", text: "x" }),
    delta({ type: "thinking_delta", thinking: "x" }),
    delta({ type: "input_json_delta", partial_json: "x" }),
    delta({ type: "compaction_delta", content: "x" }),
  ]) {
    const [channel = ""] = seen(event)[0] ?? [];
    assert.deepEqual(events.deltaEvent(String(channel), "x", event), event);
  }
});

test("the stream is whole after message_stop alone", () => {
  assert.equal(events.isTerminal(STOP), true);
  assert.equal(events.isTerminal(delta({ type: "text_delta", text: '"type":"message_stop"' })), false);
  assert.equal(events.isTerminal(raw("event: ping\ndata: {}\n\n")), false);
});

test("usage is told in two events, which merge", () => {
  const start = frame({
    type: "message_start",
    message: {
      usage: {
        input_tokens: 10,
        cache_read_input_tokens: 100,
        cache_creation_input_tokens: 5,
        output_tokens: 1,
      },
    },
  });
  const first = events.usage(start);
  assert.deepEqual(first, { inputTokens: 115, outputTokens: 1, cachedInputTokens: 100 });
  const short = events.usage(
    frame({ type: "message_delta", delta: {}, usage: { input_tokens: 10, output_tokens: 50 } }),
  );
  assert.ok(short);
  assert.deepEqual(mergeUsage(first, short), { inputTokens: 115, outputTokens: 50, cachedInputTokens: 100 });
  const whole = events.usage(
    frame({
      type: "message_delta",
      delta: {},
      usage: {
        input_tokens: 20,
        cache_read_input_tokens: 100,
        output_tokens: 50,
        output_tokens_details: { thinking_tokens: 7 },
      },
    }),
  );
  assert.ok(whole);
  assert.deepEqual(mergeUsage(first, whole), {
    inputTokens: 120,
    outputTokens: 50,
    cachedInputTokens: 100,
    reasoningTokens: 7,
  });
  assert.equal(events.usage(STOP), undefined);
  assert.equal(events.usage(delta({ type: "text_delta", text: '"usage":{}' })), undefined);
});

test("a stream is whole when it says why the message has ended", () => {
  const ended = (stop_reason: string | null) => frame({ type: "message_delta", delta: { stop_reason } });
  const said = delta({ type: "text_delta", text: '"stop_reason":"end_turn"' });
  assert.equal(events.isWhole([said, ended("end_turn"), STOP]), true);
  assert.equal(events.isWhole([said, ended(null), STOP]), false);
  assert.equal(events.isWhole([said, STOP]), false);
});

test("an error inside the stream has a kind", () => {
  const kind = (type: string) => events.errorKind(frame({ type: "error", error: { type, message: "?" } }));
  assert.equal(kind("overloaded_error"), "server-error");
  assert.equal(kind("api_error"), "server-error");
  assert.equal(kind("rate_limit_error"), "rate-limited");
  assert.equal(kind("invalid_request_error"), "upstream-rejected");
  assert.equal(kind("authentication_error"), "upstream-refused-credentials");
  assert.equal(kind("brand_new_error"), "server-error");
  assert.equal(events.errorKind(raw("event: error\ndata: broken\n\n")), "server-error");
  assert.equal(events.errorKind(delta({ type: "text_delta", text: "event: error" })), undefined);
});
