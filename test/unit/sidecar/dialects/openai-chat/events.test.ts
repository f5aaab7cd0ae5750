import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { RewriteDelta } from "../../../../../sidecar/core/dialect.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { events } from "../../../../../sidecar/dialects/openai-chat/events.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";

const HEAD = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "gpt-4o" } as const;
const frame = (value: unknown) => encodeEvent({ data: JSON.stringify(value) });
const raw = (text: string) => new TextEncoder().encode(text);
const read = (bytes: Uint8Array): JsonObject => JSON.parse(parseEvent(bytes).data);
const chunk = (...choices: ChatCompletionChunk.Choice[]) =>
  frame({ ...HEAD, choices } satisfies ChatCompletionChunk);
const delta = (members: JsonObject, index = 0) =>
  frame({ ...HEAD, choices: [{ index, delta: members, finish_reason: null }] });
const DONE = raw("data: [DONE]\n\n");

type SeenDelta = readonly unknown[];

function seen(event: Uint8Array): readonly SeenDelta[] {
  const calls: SeenDelta[] = [];
  const same = events.rewriteEvent(event, (...call) => {
    calls.push(call);
    return call[1];
  });
  assert.equal(same, event, "an unchanged event is the same frame");
  return calls;
}

test("every text of a delta has its channel", () => {
  assert.deepEqual(seen(delta({ role: "assistant", content: "Hi", refusal: "No" }, 2)), [
    ["2/content", "Hi", "text"],
    ["2/refusal", "No", "text"],
  ]);
  assert.deepEqual(seen(delta({ reasoning_content: "a", reasoning: "b", thinking: "c" })), [
    ["0/reasoning_content", "a", "text"],
    ["0/reasoning", "b", "text"],
    ["0/thinking", "c", "text"],
  ]);
  assert.deepEqual(seen(delta({ content: null, role: "assistant" })), []);
  const details = [{ type: "reasoning.text", text: "x", signature: "AAAA", index: 4 }];
  assert.deepEqual(seen(delta({ reasoning_details: details })), [
    ["0/reasoning_details/#4/text", "x", "text"],
  ]);
});

test("pieces of one tool call share a channel, also when it is not the first in its event", () => {
  const calls = [
    { index: 3, id: "call_1", type: "function", function: { name: "f", arguments: '{"a' } },
    { index: 5, type: "custom", custom: { name: "g", input: "in" } },
  ];
  assert.deepEqual(seen(delta({ tool_calls: calls })), [
    ["0/tool_calls/#3/function/arguments", '{"a', "json"],
    ["0/tool_calls/#5/custom/input", "in", "text"],
  ]);
});

test("the choice goes by its index, not by its place", () => {
  const event = chunk(
    { index: 1, delta: { content: "one" }, finish_reason: null },
    { index: 0, delta: { content: "zero" }, finish_reason: null },
  );
  assert.deepEqual(seen(event), [
    ["1/content", "one", "text"],
    ["0/content", "zero", "text"],
  ]);
});

test("a text in the event that ends its choice is the last of its channel", () => {
  const event = chunk({ index: 0, delta: { content: "end" }, finish_reason: "stop" });
  assert.deepEqual(seen(event), [["0/content", "end", "text", true]]);
});

test("citations come whole", () => {
  const annotations = [
    { type: "url_citation", url_citation: { title: "T", url: "U", start_index: 0, end_index: 1 } },
  ];
  assert.deepEqual(
    seen(delta({ annotations })).map((call) => call[3]),
    [true, true],
  );
});

test("a rewritten event differs in its texts alone", () => {
  const logprobs = { content: [], refusal: null };
  const event = chunk({
    index: 0,
    delta: { role: "assistant", content: "secret" },
    finish_reason: null,
    logprobs,
  });
  const upper: RewriteDelta = (_, text) => text.toUpperCase();
  assert.deepEqual(read(events.rewriteEvent(event, upper)), {
    ...HEAD,
    choices: [
      { index: 0, delta: { role: "assistant", content: "SECRET" }, finish_reason: null, logprobs: null },
    ],
  });
});

test("texts outside of the deltas come whole, each on a channel of its own", () => {
  const texts = (event: Uint8Array) => seen(event).map(([, text, , last]) => [text, last]);
  assert.deepEqual(texts(frame({ error: { message: "No [EMAIL_1]", type: "server_error", code: 500 } })), [
    ["error", true],
    ["message", true],
    ["No [EMAIL_1]", true],
    ["type", true],
    ["server_error", true],
    ["code", true],
    ["500", true],
  ]);
  assert.deepEqual(texts(raw('event: error\ndata: {"message":"No"}\n\n')), [
    ["message", true],
    ["No", true],
  ]);
  assert.deepEqual(texts(frame({ ...HEAD, choices: [], citations: ["C"], usage: { prompt_tokens: 1 } })), [
    ["citations", true],
    ["C", true],
  ]);
  const stopped = seen(
    frame({ ...HEAD, choices: [{ index: 3, delta: { content: "a" }, stop_reason: "[EMAIL_1]" }] }),
  );
  assert.deepEqual(
    stopped.map(([channel, text]) => [channel, text]),
    [
      ["3/choice/0", "stop_reason"],
      ["3/choice/1", "[EMAIL_1]"],
      ["3/content", "a"],
    ],
  );
  const rewritten = events.rewriteEvent(
    frame({
      ...HEAD,
      choices: [{ index: 0, delta: {}, stop_reason: "[EMAIL_1]", finish_reason: "stop" }],
      found: ["[EMAIL_1]"],
    }),
    (_, text) => text.replace("[EMAIL_1]", "ada"),
  );
  assert.deepEqual(read(rewritten), {
    ...HEAD,
    choices: [{ index: 0, delta: {}, stop_reason: "ada", finish_reason: "stop" }],
    found: ["ada"],
  });
});

test("an identifier of a delta that is none is a text, and whole", () => {
  const calls = [
    { index: 0, id: "call_1", type: "function", function: { name: "[EMAIL_1]", arguments: "" } },
  ];
  assert.deepEqual(seen(delta({ role: "assistant", tool_calls: calls })), [
    ["0/tool_calls/#0/function/name", "[EMAIL_1]", "text", true],
  ]);
});

test("a rewritten event keeps numbers that no double holds", () => {
  const event = raw(
    'data: {"id":"c","x":12345678901234567890,"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n',
  );
  const rewritten = events.rewriteEvent(event, (_, text) => (text === "a" ? "b" : text));
  assert.match(parseEvent(rewritten).data, /"x":12345678901234567890,/);
});

test("events without a delta, and data that is no chunk, pass", () => {
  for (const event of [DONE, raw(": ping\n\n"), raw("data: {broken\n\n"), frame(["delta"])]) {
    assert.deepEqual(seen(event), []);
  }
});

test("a channel ends with its choice, and all end with the stream", () => {
  const ends = events.endsChannels(chunk({ index: 1, delta: {}, finish_reason: "stop" }));
  assert.deepEqual(
    ["0/content", "1/content", "1/tool_calls/#0/function/arguments", "10/content"].map((channel) =>
      ends?.(channel),
    ),
    [false, true, true, false],
  );
  assert.equal(events.endsChannels(DONE)?.("7/content"), true);
  assert.equal(events.endsChannels(delta({ content: '"finish_reason":"stop"' })), undefined);
});

test("text that was held back is sent in an event of the stream's own manner", () => {
  const template = frame({ ...HEAD, system_fingerprint: "fp", usage: null, choices: [] });
  for (const members of [
    { content: "x" },
    { tool_calls: [{ index: 3, function: { arguments: "x" } }] },
    { content: [{ index: 0, type: "text", text: "x" }] },
    { "odd/key#1%": { "#0": "x" } },
  ]) {
    const event = delta(members, 1);
    const [channel = ""] = seen(event)[0] ?? [];
    const made = read(events.deltaEvent(String(channel), "x", event));
    assert.deepEqual(made, { ...HEAD, choices: [{ index: 1, delta: members, finish_reason: null }] });
    const fromOther = read(events.deltaEvent(String(channel), "x", template));
    assert.equal(fromOther["system_fingerprint"], "fp");
    assert.equal(fromOther["id"], "chatcmpl-1");
  }
});

test("the stream is whole after [DONE], and not when a text says so", () => {
  assert.equal(events.isTerminal(DONE), true);
  assert.equal(events.isTerminal(raw("data:[DONE]\r\n\r\n")), true);
  assert.equal(events.isTerminal(delta({ content: "[DONE]" })), false);
  assert.equal(events.isTerminal(chunk({ index: 0, delta: {}, finish_reason: "stop" })), false);
});

test("a stream is whole when every choice that was begun has come to a good end, whatever [DONE] says", () => {
  const said = (index: number) => delta({ content: "x" }, index);
  const end = (index: number, finish_reason: string) =>
    frame({ ...HEAD, choices: [{ index, delta: {}, finish_reason }] });
  const spaced = raw(
    'data: {"choices": [{"index": 0, "delta": {"content": "x"}, "finish_reason": null}]}\n\n',
  );
  const usage = frame({ ...HEAD, choices: [], usage: {} });
  assert.equal(events.isWhole([said(0), said(0), end(0, "stop"), usage, DONE]), true);
  assert.equal(events.isWhole([spaced, end(0, "length"), DONE]), true);
  assert.equal(events.isWhole([said(0), said(1), end(1, "stop"), end(0, "tool_calls"), DONE]), true);
  assert.equal(events.isWhole([DONE]), false);
  assert.equal(events.isWhole([said(0), usage, DONE]), false);
  assert.equal(events.isWhole([spaced, DONE]), false);
  assert.equal(events.isWhole([said(0), said(1), end(0, "stop"), DONE]), false);
  assert.equal(events.isWhole([said(0), end(0, "error"), DONE]), false);
  assert.equal(events.isWhole([delta({ content: '"finish_reason":"stop"' }), DONE]), false);
});

test("usage is read from the event that has it", () => {
  const usage = {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 4 },
    completion_tokens_details: { reasoning_tokens: 3 },
  };
  assert.deepEqual(events.usage(frame({ ...HEAD, choices: [], usage })), {
    inputTokens: 10,
    outputTokens: 5,
    cachedInputTokens: 4,
    reasoningTokens: 3,
  });
  assert.equal(events.usage(frame({ ...HEAD, choices: [], usage: null })), undefined);
  assert.equal(events.usage(delta({ content: JSON.stringify({ usage }) })), undefined);
  assert.equal(events.usage(DONE), undefined);
});

test("an error inside the stream has a kind", () => {
  const kind = (error: unknown) => events.errorKind(frame({ error }));
  assert.equal(kind({ type: "rate_limit_error", code: "rate_limit_exceeded" }), "rate-limited");
  assert.equal(kind({ type: "insufficient_quota", code: "insufficient_quota" }), "rate-limited");
  assert.equal(kind({ message: "slow down", code: 429 }), "rate-limited");
  assert.equal(kind({ type: "server_error" }), "server-error");
  assert.equal(kind({ message: "?", code: 502 }), "server-error");
  assert.equal(kind({ type: "invalid_request_error", code: "context_length_exceeded" }), "upstream-rejected");
  assert.equal(kind({ message: "?", code: 400 }), "upstream-rejected");
  assert.equal(
    kind({ type: "invalid_request_error", code: "invalid_api_key" }),
    "upstream-refused-credentials",
  );
  assert.equal(kind("overloaded"), "server-error");
  assert.equal(events.errorKind(raw('event: error\ndata: {"message":"x"}\n\n')), "server-error");
  assert.equal(kind(null), undefined);
  assert.equal(events.errorKind(delta({ content: '{"error":{}}' })), undefined);
  assert.equal(events.errorKind(delta({ content: "error" })), undefined);
  assert.equal(events.errorKind(DONE), undefined);
});
