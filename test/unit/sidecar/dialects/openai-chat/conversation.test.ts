import assert from "node:assert/strict";
import { test } from "node:test";
import type { Conversation, ConversationReply } from "../../../../../sidecar/core/conversation.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { conversation as codec } from "../../../../../sidecar/dialects/openai-chat/conversation.ts";
import { openaiChat } from "../../../../../sidecar/dialects/openai-chat/dialect.ts";
import { encodeEvent, parseEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import { aContext, aConversation, fold, withoutPaths } from "../../../../support/conversations.ts";

const HI = { role: "user", content: "hi" };
const CALL = { id: "call_1", type: "function", function: { name: "f", arguments: '{"a":1}' } };
const PIXEL = "data:image/png;base64,iVBORw0KGgo=";
const PDF = "data:application/pdf;base64,JVBERi0xLjQK";

const request = (fields: JsonObject): JsonObject => ({ model: "m", messages: [HI], ...fields });
const read = (fields: JsonObject) => codec.readRequest(request(fields));

function said(fields: JsonObject): Conversation {
  const { conversation, leftOut } = read(fields);
  assert.deepEqual(leftOut, []);
  return withoutPaths(conversation);
}

function written(fields: Partial<Conversation>): { document: JsonObject; leftOut: readonly string[] } {
  const leftOut: string[] = [];
  const document = codec.writeRequest(aConversation({ maxOutputTokens: undefined, ...fields }), (name) =>
    leftOut.push(name),
  );
  return { document, leftOut };
}

function refusal(run: () => unknown): { readonly kind: ErrorKind; readonly param: string | undefined } {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof AiosError, String(error));
    return { kind: error.kind, param: error.param };
  }
  return assert.fail("it was not refused");
}

test("each setting has its place in a conversation", () => {
  const table: readonly (readonly [JsonObject, Partial<Conversation>])[] = [
    [{ max_tokens: 5 }, { maxOutputTokens: 5 }],
    [{ max_tokens: 5, max_completion_tokens: 6 }, { maxOutputTokens: 6 }],
    [
      { temperature: 0.5, top_p: 0.9, top_k: 3, seed: 7 },
      { temperature: 0.5, topP: 0.9, topK: 3, seed: 7 },
    ],
    [{ stop: "END" }, { stopSequences: ["END"] }],
    [{ stop: ["A", "B"] }, { stopSequences: ["A", "B"] }],
    [
      { presence_penalty: 1, frequency_penalty: -1 },
      { presencePenalty: 1, frequencyPenalty: -1 },
    ],
    [
      { stream: true, stream_options: { include_usage: true } },
      { stream: true, includeUsage: true },
    ],
    [
      { reasoning_effort: "high", user: "u" },
      { reasoning: { effort: "high", budgetTokens: undefined, isShown: undefined }, user: "u" },
    ],
    [{ tool_choice: "required" }, { toolChoice: { type: "required" } }],
    [
      { tool_choice: { type: "function", function: { name: "f" } } },
      { toolChoice: { type: "tool", name: "f" } },
    ],
    [{ response_format: { type: "json_object" } }, { output: { type: "json-object" } }],
    [
      {
        response_format: {
          type: "json_schema",
          json_schema: { name: "n", schema: { type: "object" }, strict: true },
        },
      },
      {
        output: {
          type: "json-schema",
          name: "n",
          description: undefined,
          schema: { type: "object" },
          strict: true,
        },
      },
    ],
    [
      { tools: [{ type: "function", function: { name: "f" } }], parallel_tool_calls: false },
      {
        tools: [{ name: "f", description: undefined, parameters: {}, strict: undefined }],
        parallelToolCalls: false,
      },
    ],
  ];
  for (const [fields, expected] of table) {
    const silent = aConversation({ maxOutputTokens: undefined });
    assert.deepEqual(said(fields), { ...silent, ...expected }, JSON.stringify(fields));
  }
});

test("messages become system prompts and turns", () => {
  const messages = [
    { role: "system", content: "A" },
    { role: "developer", content: [{ type: "text", text: "B" }] },
    {
      role: "user",
      content: [
        { type: "text", text: "look" },
        { type: "image_url", image_url: { url: PIXEL, detail: "low" } },
        { type: "image_url", image_url: { url: "https://a.example/b.png" } },
        { type: "file", file: { filename: "a.pdf", file_data: PDF } },
      ],
    },
    { role: "assistant", content: "", refusal: null, annotations: [], tool_calls: [CALL] },
    { role: "tool", tool_call_id: "call_1", content: "done" },
    { role: "assistant", content: [{ type: "refusal", refusal: "No." }] },
    HI,
  ];
  const { system, turns } = said({ messages });
  assert.deepEqual(system, ["A", "B"]);
  assert.deepEqual(turns, [
    {
      role: "user",
      parts: [
        { type: "text", text: "look" },
        {
          type: "image",
          source: { type: "base64", mediaType: "image/png", data: "iVBORw0KGgo=" },
          detail: "low",
        },
        { type: "image", source: { type: "url", url: "https://a.example/b.png" }, detail: undefined },
        {
          type: "file",
          source: { type: "base64", mediaType: "application/pdf", data: "JVBERi0xLjQK" },
          filename: "a.pdf",
        },
      ],
    },
    { role: "assistant", parts: [{ type: "tool-call", id: "call_1", name: "f", arguments: '{"a":1}' }] },
    {
      role: "user",
      parts: [
        { type: "tool-result", callId: "call_1", parts: [{ type: "text", text: "done" }], isError: false },
      ],
    },
    { role: "assistant", parts: [{ type: "refusal", text: "No." }] },
    { role: "user", parts: [{ type: "text", text: "hi" }] },
  ]);
  assert.deepEqual(
    read({ messages }).conversation.turns.map(({ path }) => path),
    ["messages[2]", "messages[3]", "messages[4]", "messages[5]", "messages[6]"],
  );
});

test("reasoning is read from an assistant's message; blocks say more than its text", () => {
  const block = { type: "thinking", thinking: "hm", signature: "c2ln", index: 0 };
  const redacted = { type: "redacted_thinking", data: "ZGF0YQ==" };
  const parts = (message: JsonObject) =>
    said({ messages: [HI, { role: "assistant", content: "x", ...message }] }).turns[1]?.parts.slice(0, -1);
  assert.deepEqual(parts({ reasoning_content: "hm", thinking_blocks: [block, redacted] }), [
    { type: "thinking", text: "hm", signature: "c2ln" },
    { type: "redacted-thinking", data: "ZGF0YQ==" },
  ]);
  assert.deepEqual(parts({ reasoning_content: "hm" }), [
    { type: "thinking", text: "hm", signature: undefined },
  ]);
  assert.deepEqual(parts({ reasoning: "hm" }), [{ type: "thinking", text: "hm", signature: undefined }]);
});

test("what changes the answer and has no counterpart is refused by its path", () => {
  const user = (content: JsonObject) => ({ messages: [{ role: "user", content: [content] }] });
  const table: readonly (readonly [JsonObject, string])[] = [
    [{ n: 2 }, "n"],
    [{ logprobs: true }, "logprobs"],
    [{ top_logprobs: 3 }, "top_logprobs"],
    [{ logit_bias: { "50256": -100 } }, "logit_bias"],
    [{ modalities: ["text", "audio"] }, "modalities"],
    [{ audio: { voice: "alloy", format: "wav" } }, "audio"],
    [{ functions: [{ name: "f" }] }, "functions"],
    [{ verbosity: "low" }, "verbosity"],
    [{ web_search_options: {} }, "web_search_options"],
    [{ min_p: 0.1 }, "min_p"],
    [{ something_new: { a: 1 } }, "something_new"],
    [{ "maria.lopez@example.com": 1 }, "(a field)"],
    [{ stream_options: { more: 1 } }, "stream_options.more"],
    [{ tools: [{ type: "custom", custom: { name: "c" } }] }, "tools[0].type"],
    [{ tools: [{ type: "function", function: { name: "f", more: 1 } }] }, "tools[0].function.more"],
    [{ tool_choice: { type: "allowed_tools", allowed_tools: {} } }, "tool_choice"],
    [{ response_format: { type: "grammar" } }, "response_format.type"],
    [
      user({ type: "input_audio", input_audio: { data: "AA", format: "wav" } }),
      "messages[0].content[0].input_audio",
    ],
    [user({ type: "file", file: { file_id: "f" } }), "messages[0].content[0].file.file_id"],
    [user({ type: "video" }), "messages[0].content[0].type"],
    [{ messages: [HI, { role: "system", content: "late" }] }, "messages[1].role"],
    [{ messages: [{ role: "function", name: "f", content: "x" }] }, "messages[0].role"],
    [{ messages: [{ role: "user", content: "x", name: "Ann" }] }, "messages[0].name"],
    [{ messages: [HI, { role: "assistant", audio: { id: "a" } }] }, "messages[1].audio"],
    [{ messages: [HI, { role: "assistant", function_call: { name: "f" } }] }, "messages[1].function_call"],
  ];
  for (const [fields, param] of table) {
    assert.deepEqual(
      refusal(() => read(fields)),
      { kind: "unsupported", param },
      JSON.stringify(fields),
    );
  }
});

test("a field of the wrong type is the caller's mistake, and said so", () => {
  const table: readonly (readonly [JsonObject, string])[] = [
    [{ temperature: "hot" }, "temperature"],
    [{ messages: [7] }, "messages[0]"],
    [{ messages: [{ role: "user" }] }, "messages[0].content"],
    [{ messages: [{ role: "user", content: [{ type: "text" }] }] }, "messages[0].content[0].text"],
    [{ messages: [{ role: "tool", content: "x" }] }, "messages[0].tool_call_id"],
    [{ tool_choice: "sometimes" }, "tool_choice"],
    [{ stop: [7] }, "stop[0]"],
  ];
  for (const [fields, param] of table) {
    assert.deepEqual(
      refusal(() => read(fields)),
      { kind: "invalid-request", param },
      JSON.stringify(fields),
    );
  }
});

test("what says no more than what holds without it is no reason to refuse", () => {
  const neutral = {
    n: 1,
    logprobs: false,
    top_logprobs: 0,
    logit_bias: {},
    modalities: ["text"],
    audio: null,
    functions: [],
    function_call: "none",
    verbosity: "medium",
    something_new: null,
    store: false,
    metadata: {},
  };
  assert.deepEqual(said(neutral), said({}));
});

test("advice to the provider is left out, each by its name once", () => {
  const cached = { type: "text", text: "a", cache_control: { type: "ephemeral" } };
  const { leftOut } = read({
    messages: [{ role: "user", content: [cached, cached] }],
    metadata: { a: "b" },
    store: true,
    service_tier: "flex",
    safety_identifier: "s",
    prompt_cache_key: "k",
    prompt_cache_retention: "24h",
    prediction: { type: "content", content: "x" },
    stream_options: { include_obfuscation: true },
  });
  assert.deepEqual([...leftOut].sort(), [
    "cache_control",
    "include_obfuscation",
    "metadata",
    "prediction",
    "prompt_cache_key",
    "prompt_cache_retention",
    "safety_identifier",
    "service_tier",
    "store",
  ]);
});

test("turns of another dialect become messages: results first, reasoning in the clear, proofs left out by name", () => {
  const { document, leftOut } = written({
    system: ["A", "B"],
    turns: [
      { role: "user", parts: [{ type: "text", text: "hi" }] },
      {
        role: "assistant",
        parts: [
          { type: "thinking", text: "hm", signature: undefined },
          { type: "thinking", text: "secret", signature: "c2ln" },
          { type: "redacted-thinking", data: "ZA==" },
          { type: "text", text: "x" },
          { type: "tool-call", id: "t1", name: "f", arguments: "{}" },
        ],
      },
      {
        role: "user",
        parts: [
          { type: "text", text: "and" },
          { type: "tool-result", callId: "t1", parts: [{ type: "text", text: "4" }], isError: true },
        ],
      },
    ],
  });
  assert.deepEqual(document["messages"], [
    { role: "system", content: "A" },
    { role: "system", content: "B" },
    { role: "user", content: "hi" },
    {
      role: "assistant",
      content: "x",
      reasoning_content: "hm",
      tool_calls: [{ id: "t1", type: "function", function: { name: "f", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "t1", content: "4" },
    { role: "user", content: "and" },
  ]);
  assert.deepEqual(leftOut, ["thinking", "redacted_thinking", "is_error"]);
});

test("settings of another dialect are written, or refused by name", () => {
  const { document } = written({ stream: true, includeUsage: true, maxOutputTokens: 9 });
  assert.deepEqual(document, {
    model: "m",
    messages: [HI],
    max_completion_tokens: 9,
    stream: true,
    stream_options: { include_usage: true },
  });
  const budget = written({ reasoning: { effort: undefined, budgetTokens: 10_000, isShown: true } });
  assert.equal(budget.document["reasoning_effort"], "medium");
  assert.deepEqual(budget.leftOut, ["budget_tokens"]);
  assert.deepEqual(
    refusal(() => written({ topK: 3 })),
    { kind: "unsupported", param: "top_k" },
  );
  const image = {
    type: "image",
    source: { type: "url", url: "https://a.example" },
    detail: undefined,
  } as const;
  const result = { type: "tool-result", callId: "t", parts: [image], isError: false } as const;
  assert.deepEqual(
    refusal(() => written({ turns: [{ role: "user", parts: [result], path: "messages[4]" }] })),
    { kind: "unsupported", param: "messages[4]" },
  );
});

const reply = (message: JsonObject, reason: string, more: JsonObject = {}): JsonObject => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "gpt",
  choices: [{ index: 0, message: { role: "assistant", content: null, ...message }, finish_reason: reason }],
  usage: {
    prompt_tokens: 10,
    completion_tokens: 5,
    total_tokens: 15,
    prompt_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
    completion_tokens_details: { reasoning_tokens: 3 },
  },
  ...more,
});

test("a reply is read: its parts, why it stopped, and what it cost", () => {
  const parts = (message: JsonObject, reason = "stop") => codec.readReply(reply(message, reason)).parts;
  const stop = (message: JsonObject, reason: string) => codec.readReply(reply(message, reason)).stop.type;
  assert.deepEqual(parts({ content: "Hi", reasoning_content: "hm" }), [
    { type: "thinking", text: "hm", signature: undefined },
    { type: "text", text: "Hi" },
  ]);
  assert.deepEqual(
    parts({ tool_calls: [{ ...CALL, function: { name: "f", arguments: "" } }] }, "tool_calls"),
    [{ type: "tool-call", id: "call_1", name: "f", arguments: "{}" }],
  );
  assert.equal(stop({ content: "x" }, "stop"), "end");
  assert.equal(stop({ content: "x" }, "length"), "length");
  assert.equal(stop({ content: "" }, "content_filter"), "content-filter");
  assert.equal(stop({ refusal: "No." }, "stop"), "refusal");
  assert.equal(
    stop({ tool_calls: [CALL] }, "stop"),
    "tool-calls",
    "as OpenAI says after a call it had to make",
  );
  assert.deepEqual(codec.readReply(reply({ content: "x" }, "stop")).usage, {
    inputTokens: 10,
    outputTokens: 5,
    cachedInputTokens: 4,
    cacheWriteTokens: 2,
    reasoningTokens: 3,
  });
});

test("a reply that is none, or that says what cannot be passed on, is refused", () => {
  const kind = (document: JsonObject) => refusal(() => codec.readReply(document)).kind;
  assert.equal(kind({ error: { message: "x" } }), "invalid-upstream-reply");
  assert.equal(kind(reply({ content: "x" }, "error")), "invalid-upstream-reply");
  assert.equal(kind(reply({ content: "x" }, "bored")), "invalid-upstream-reply");
  assert.equal(kind(reply({ tool_calls: [{ function: { name: "f" } }] }, "stop")), "invalid-upstream-reply");
  assert.equal(kind(reply({ audio: { id: "a" } }, "stop")), "unsupported");
  assert.equal(kind(reply({ annotations: [{ type: "url_citation" }] }, "stop")), "unsupported");
});

test("a reply of another dialect is written, its stop reason in OpenAI's words", () => {
  const base: ConversationReply = {
    id: "msg_1",
    model: "claude",
    parts: [
      { type: "thinking", text: "hm", signature: "c2ln" },
      { type: "text", text: "a" },
      { type: "text", text: "b" },
    ],
    stop: { type: "end" },
    usage: { inputTokens: 3, outputTokens: 2 },
  };
  assert.deepEqual(codec.writeReply(base, aContext()), {
    id: "msg_1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: "claude",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: "ab",
          refusal: null,
          reasoning_content: "hm",
          thinking_blocks: [{ type: "thinking", thinking: "hm", signature: "c2ln" }],
        },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  });
  const reason = (stop: ConversationReply["stop"], parts = base.parts): unknown => {
    const document = codec.writeReply({ ...base, stop, parts }, aContext());
    return JSON.parse(JSON.stringify(document)).choices[0].finish_reason;
  };
  assert.equal(reason({ type: "stop-sequence", sequence: "END" }), "stop");
  assert.equal(reason({ type: "length" }), "length");
  assert.equal(reason({ type: "content-filter" }), "content_filter");
  assert.equal(reason({ type: "refusal" }), "content_filter");
  assert.equal(reason({ type: "refusal" }, [{ type: "refusal", text: "No." }]), "stop");
  assert.equal(refusal(() => reason({ type: "pause" })).kind, "unsupported");
});

const chunk = (delta: JsonObject, more: JsonObject = {}) =>
  encodeEvent({
    data: JSON.stringify({
      id: "c",
      model: "gpt",
      choices: [{ index: 0, delta, finish_reason: null, ...more }],
    }),
  });
const call = (index: number, piece: JsonObject) => chunk({ tool_calls: [{ index, ...piece }] });
const begin = (index: number, id: string, source = "") =>
  call(index, { id, type: "function", function: { name: "f", arguments: source } });
const more = (index: number, source: string) => call(index, { function: { arguments: source } });
const end = (reason: string) => chunk({}, { finish_reason: reason });
const done = encodeEvent({ data: "[DONE]" });

const eventsIn = (frames: readonly Uint8Array[]) => {
  const reader = codec.eventReader();
  return frames.flatMap((frame) => reader.read(frame));
};

test("pieces of calls that are mixed are told one call after another, each as soon as it can be", () => {
  const frames = [
    begin(0, "a"),
    begin(1, "b"),
    more(1, '{"x":'),
    more(0, '{"s":"}'),
    more(1, "1}"),
    more(0, '\\""}'),
    more(1, " "),
    end("tool_calls"),
    done,
  ];
  const reader = codec.eventReader();
  const told = frames.map((frame) => reader.read(frame).map(({ type }) => type));
  assert.deepEqual(told, [
    ["start", "part-start"],
    [],
    [],
    ["part-delta"],
    [],
    ["part-delta", "part-end", "part-start", "part-delta", "part-delta"],
    ["part-delta"],
    [],
    ["part-end", "finish"],
  ]);
  assert.deepEqual(fold(eventsIn(frames)).parts, [
    { type: "tool-call", id: "a", name: "f", arguments: '{"s":"}\\""}' },
    { type: "tool-call", id: "b", name: "f", arguments: '{"x":1} ' },
  ]);
});

test("calls under one index go by their ids, and one without arguments has none", () => {
  const { parts } = fold(eventsIn([begin(0, "a"), begin(0, "b", '{"x":1}'), end("tool_calls"), done]));
  assert.deepEqual(parts, [
    { type: "tool-call", id: "a", name: "f", arguments: "{}" },
    { type: "tool-call", id: "b", name: "f", arguments: '{"x":1}' },
  ]);
});

test("reasoning, text and refusal are parts of their own; filters' chunks and comments say nothing", () => {
  const azure = encodeEvent({
    data: JSON.stringify({ id: "", model: "", choices: [], prompt_filter_results: [] }),
  });
  const usage = encodeEvent({
    data: JSON.stringify({ id: "c", choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } }),
  });
  const frames = [
    azure,
    chunk({ role: "assistant", content: "" }),
    chunk({ reasoning_content: "h" }),
    chunk({ reasoning_content: "m" }),
    new TextEncoder().encode(": ping\n\n"),
    chunk({ content: "Hi" }),
    chunk({ refusal: "No." }),
    end("stop"),
    usage,
    done,
  ];
  assert.deepEqual(fold(eventsIn(frames)), {
    id: "c",
    model: "gpt",
    parts: [
      { type: "thinking", text: "hm", signature: undefined },
      { type: "text", text: "Hi" },
      { type: "refusal", text: "No." },
    ],
    stop: { type: "refusal" },
    usage: { inputTokens: 1, outputTokens: 2 },
  });
});

test("blocks of reasoning that are not numbered end with their signatures", () => {
  const block = (members: JsonObject) =>
    chunk({ thinking_blocks: [{ type: "thinking", thinking: "", ...members }] });
  const { parts } = fold(
    eventsIn([
      block({ thinking: "a" }),
      block({ thinking: "b" }),
      block({ signature: "s1" }),
      block({ thinking: "c" }),
      block({ signature: "s2" }),
      chunk({ content: "x" }),
      end("stop"),
      done,
    ]),
  );
  assert.deepEqual(parts, [
    { type: "thinking", text: "ab", signature: "s1" },
    { type: "thinking", text: "c", signature: "s2" },
    { type: "text", text: "x" },
  ]);
});

test("a stream that never says why it stopped, or says what cannot be passed on, is refused", () => {
  const kind = (frames: readonly Uint8Array[]) => refusal(() => eventsIn(frames)).kind;
  assert.equal(kind([chunk({ content: "x" }), done]), "invalid-upstream-reply");
  assert.equal(kind([done]), "invalid-upstream-reply");
  assert.equal(kind([encodeEvent({ data: "oops" })]), "invalid-upstream-reply");
  assert.equal(kind([chunk({ audio: { data: "AA" } })]), "unsupported");
  assert.equal(kind([chunk({ content: "x" }, { index: 1 })]), "unsupported");
  assert.equal(kind([begin(0, "a", "{}"), begin(1, "b"), more(0, "{}")]), "invalid-upstream-reply");
  assert.equal(kind([begin(0, "a"), begin(1, "b"), more(1, "x".repeat(5 * 2 ** 20))]), "reply-too-large");
});

test("a redaction sees reasoning that was translated, and leaves its proof alone", () => {
  const seen: string[] = [];
  const message = {
    role: "assistant",
    content: null,
    thinking_blocks: [{ type: "thinking", thinking: "hm", signature: "c2ln+/==" }],
  };
  const note = (text: string) => {
    seen.push(text);
    return text;
  };
  openaiChat.rewriteRequest(request({ messages: [HI, message] }), note);
  openaiChat.rewriteReply(reply(message, "stop"), note);
  assert.deepEqual(
    seen.filter((text) => text !== "hi"),
    ["hm", "hm"],
  );
  const writer = codec.eventWriter(aContext());
  writer.write({ type: "start", id: "c", model: "m", usage: undefined });
  writer.write({ type: "part-start", index: 0, part: { type: "thinking" } });
  const [frame] = writer.write({ type: "part-signature", index: 0, signature: "c2ln+/==" });
  assert.ok(frame !== undefined);
  assert.equal(
    openaiChat.events?.rewriteEvent(frame, () => "rewritten"),
    frame,
  );
  assert.match(parseEvent(frame).data, /c2ln\+\/==/);
});
