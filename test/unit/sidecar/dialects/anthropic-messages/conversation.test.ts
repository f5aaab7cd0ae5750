import assert from "node:assert/strict";
import { test } from "node:test";
import type { Conversation, ConversationReply } from "../../../../../sidecar/core/conversation.ts";
import { AiosError, type ErrorKind } from "../../../../../sidecar/core/errors.ts";
import type { JsonObject } from "../../../../../sidecar/core/json.ts";
import { conversation as codec } from "../../../../../sidecar/dialects/anthropic-messages/conversation.ts";
import { encodeEvent } from "../../../../../sidecar/dialects/sse/event.ts";
import { aContext, aConversation, fold, withoutPaths } from "../../../../support/conversations.ts";

const HI = { role: "user", content: "hi" };
const USE = { type: "tool_use", id: "toolu_1", name: "f", input: { a: 1 } };

const request = (fields: JsonObject): JsonObject => ({
  model: "m",
  max_tokens: 100,
  messages: [HI],
  ...fields,
});
const read = (fields: JsonObject) => codec.readRequest(request(fields));

function said(fields: JsonObject): Conversation {
  const { conversation, leftOut } = read(fields);
  assert.deepEqual(leftOut, []);
  return withoutPaths(conversation);
}

function written(fields: Partial<Conversation>): { document: JsonObject; leftOut: readonly string[] } {
  const leftOut: string[] = [];
  const document = codec.writeRequest(aConversation(fields), (name) => leftOut.push(name));
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

const thinks = (reasoning: Partial<NonNullable<Conversation["reasoning"]>>): Partial<Conversation> => ({
  reasoning: { effort: undefined, budgetTokens: undefined, isShown: undefined, ...reasoning },
});

test("each setting has its place in a conversation", () => {
  const schema = { type: "object" };
  const output = {
    type: "json-schema",
    name: undefined,
    description: undefined,
    schema,
    strict: true,
  } as const;
  const table: readonly (readonly [JsonObject, Partial<Conversation>])[] = [
    [
      { temperature: 0.5, top_p: 0.9, top_k: 3 },
      { temperature: 0.5, topP: 0.9, topK: 3 },
    ],
    [
      { stop_sequences: ["A"], stream: true },
      { stopSequences: ["A"], stream: true },
    ],
    [{ system: "S" }, { system: ["S"] }],
    [
      {
        system: [
          { type: "text", text: "A" },
          { type: "text", text: "B" },
        ],
      },
      { system: ["A", "B"] },
    ],
    [{ tool_choice: { type: "any" } }, { toolChoice: { type: "required" } }],
    [{ tool_choice: { type: "none" } }, { toolChoice: { type: "none" } }],
    [
      { tool_choice: { type: "tool", name: "f", disable_parallel_tool_use: true } },
      { toolChoice: { type: "tool", name: "f" }, parallelToolCalls: false },
    ],
    [{ thinking: { type: "enabled", budget_tokens: 2_048 } }, thinks({ budgetTokens: 2_048 })],
    [
      { thinking: { type: "adaptive", display: "omitted" }, output_config: { effort: "high" } },
      thinks({ effort: "high", isShown: false }),
    ],
    [{ thinking: { type: "disabled" } }, thinks({ effort: "none" })],
    [{ output_config: { effort: "low" } }, thinks({ effort: "low" })],
    [{ output_config: { format: { type: "json_schema", schema } } }, { output }],
    [{ output_format: { type: "json_schema", schema } }, { output }],
    [{ metadata: { user_id: "u" } }, { user: "u" }],
    [
      { tools: [{ name: "f", description: "d", input_schema: schema, type: "custom", strict: true }] },
      { tools: [{ name: "f", description: "d", parameters: schema, strict: true }] },
    ],
  ];
  for (const [fields, expected] of table) {
    assert.deepEqual(
      said(fields),
      { ...aConversation({ includeUsage: true }), ...expected },
      JSON.stringify(fields),
    );
  }
});

test("messages become turns, their blocks parts", () => {
  const png = { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" };
  const messages = [
    {
      role: "user",
      content: [
        { type: "text", text: "look" },
        { type: "image", source: png },
        { type: "image", source: { type: "url", url: "https://a.example/b.png" } },
        { type: "document", source: { type: "url", url: "https://a.example/c.pdf" }, title: "c" },
        { type: "document", source: { type: "text", media_type: "text/plain", data: "Grüße" } },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "hm", signature: "c2ln" },
        { type: "redacted_thinking", data: "ZA==" },
        { type: "text", text: "x", citations: null },
        { ...USE, caller: { type: "direct" } },
      ],
    },
    {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "toolu_1",
          is_error: true,
          content: [{ type: "image", source: png }],
        },
        { type: "tool_result", tool_use_id: "toolu_2" },
      ],
    },
  ];
  const image = {
    type: "image",
    source: { type: "base64", mediaType: "image/png", data: "iVBORw0KGgo=" },
    detail: undefined,
  };
  assert.deepEqual(said({ messages }).turns, [
    {
      role: "user",
      parts: [
        { type: "text", text: "look" },
        image,
        { type: "image", source: { type: "url", url: "https://a.example/b.png" }, detail: undefined },
        { type: "file", source: { type: "url", url: "https://a.example/c.pdf" }, filename: "c" },
        {
          type: "file",
          source: { type: "base64", mediaType: "text/plain", data: "R3LDvMOfZQ==" },
          filename: undefined,
        },
      ],
    },
    {
      role: "assistant",
      parts: [
        { type: "thinking", text: "hm", signature: "c2ln" },
        { type: "redacted-thinking", data: "ZA==" },
        { type: "text", text: "x" },
        { type: "tool-call", id: "toolu_1", name: "f", arguments: '{"a":1}' },
      ],
    },
    {
      role: "user",
      parts: [
        { type: "tool-result", callId: "toolu_1", parts: [image], isError: true },
        { type: "tool-result", callId: "toolu_2", parts: [], isError: false },
      ],
    },
  ]);
});

test("what changes the answer and has no counterpart is refused by its path", () => {
  const user = (block: JsonObject) => ({ messages: [{ role: "user", content: [block] }] });
  const file = { type: "file", file_id: "f" };
  const table: readonly (readonly [JsonObject, string])[] = [
    [{ container: "c" }, "container"],
    [{ context_management: { edits: [] } }, "context_management"],
    [{ mcp_servers: [{}] }, "mcp_servers"],
    [{ inference_geo: "eu" }, "inference_geo"],
    [{ something_new: true }, "something_new"],
    [{ output_config: { task_budget: 1 } }, "output_config.task_budget"],
    [{ thinking: { type: "between_tools" } }, "thinking.type"],
    [{ tools: [{ type: "web_search_20250305", name: "web_search" }] }, "tools[0].type"],
    [{ tools: [{ name: "f", input_schema: {}, defer_loading: true }] }, "tools[0].defer_loading"],
    [{ tools: [{ name: "f", input_schema: {}, input_examples: [{}] }] }, "tools[0].input_examples"],
    [user({ type: "image", source: file }), "messages[0].content[0].source.type"],
    [
      user({ type: "document", source: { type: "content", content: "x" } }),
      "messages[0].content[0].source.type",
    ],
    [
      user({ type: "document", source: { type: "url", url: "u" }, citations: { enabled: true } }),
      "messages[0].content[0].citations",
    ],
    [user({ type: "search_result", source: "s", title: "t", content: [] }), "messages[0].content[0].type"],
    [
      { messages: [HI, { role: "assistant", content: [{ ...USE, caller: { type: "server" } }] }, HI] },
      "messages[1].content[0].caller",
    ],
    [
      { messages: [HI, { role: "assistant", content: [{ type: "server_tool_use", id: "s" }] }, HI] },
      "messages[1].content[0].type",
    ],
    [{ messages: [HI, { role: "system", content: "late" }] }, "messages[1].role"],
    [{ messages: [HI, { role: "assistant", content: "The best answer is (" }] }, "messages[1].role"],
  ];
  for (const [fields, param] of table) {
    assert.deepEqual(
      refusal(() => read(fields)),
      { kind: "unsupported", param },
      JSON.stringify(fields),
    );
  }
  assert.deepEqual(
    refusal(() => read({ messages: [{ role: "user", content: [{ type: "image" }] }] })),
    {
      kind: "invalid-request",
      param: "messages[0].content[0].source",
    },
  );
});

test("advice to the provider is left out, each by its name once", () => {
  const control = { cache_control: { type: "ephemeral" } };
  const { leftOut, conversation } = read({
    ...control,
    system: [{ type: "text", text: "S", ...control }],
    tools: [{ name: "f", input_schema: {}, ...control, eager_input_streaming: true }],
    metadata: { user_id: "u", team: "t" },
    service_tier: "auto",
    speed: "fast",
    thinking: { type: "disabled" },
    output_config: { effort: "low" },
  });
  assert.deepEqual([...leftOut].sort(), [
    "cache_control",
    "eager_input_streaming",
    "effort",
    "metadata",
    "service_tier",
    "speed",
  ]);
  assert.equal(conversation.user, "u");
});

test("turns of another dialect are joined to messages that alternate; empty texts fall away", () => {
  const result = (callId: string) =>
    ({
      role: "user",
      parts: [{ type: "tool-result", callId, parts: [{ type: "text", text: callId }], isError: false }],
    }) as const;
  const { document, leftOut } = written({
    system: ["", "S"],
    turns: [
      {
        role: "user",
        parts: [
          { type: "text", text: "a" },
          { type: "image", source: { type: "url", url: "https://a.example" }, detail: "low" },
        ],
      },
      { role: "user", parts: [{ type: "text", text: "b" }] },
      { role: "assistant", parts: [{ type: "text", text: "" }] },
      {
        role: "assistant",
        parts: [
          { type: "thinking", text: "hm", signature: "c2ln" },
          { type: "thinking", text: "of another", signature: "openai-responses:rs_1:xyz" },
          { type: "redacted-thinking", data: "ZA==" },
          { type: "tool-call", id: "t1", name: "f", arguments: '{"big":12345678901234567890}' },
          { type: "tool-call", id: "t2", name: "f", arguments: "{}" },
        ],
      },
      result("t1"),
      result("t2"),
      { role: "user", parts: [{ type: "text", text: "go on" }] },
    ],
  });
  assert.equal(document["system"], "S");
  assert.deepEqual(
    JSON.parse(JSON.stringify(document["messages"]).replace("12345678901234567890", '"big"')),
    [
      {
        role: "user",
        content: [
          { type: "text", text: "a" },
          { type: "image", source: { type: "url", url: "https://a.example" } },
          { type: "text", text: "b" },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm", signature: "c2ln" },
          { type: "redacted_thinking", data: "ZA==" },
          { type: "tool_use", id: "t1", name: "f", input: { big: "big" } },
          { type: "tool_use", id: "t2", name: "f", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "t1", content: "t1" },
          { type: "tool_result", tool_use_id: "t2", content: "t2" },
          { type: "text", text: "go on" },
        ],
      },
    ],
  );
  assert.deepEqual(leftOut, ["detail", "thinking"]);
});

test("settings of another dialect are written as Anthropic has them", () => {
  const tool = { name: "f", description: undefined, parameters: {}, strict: undefined };
  const schema = { type: "object" };
  const table: readonly (readonly [Partial<Conversation>, JsonObject])[] = [
    [{ maxOutputTokens: undefined }, { max_tokens: 8_192 }],
    [
      { maxOutputTokens: undefined, ...thinks({ budgetTokens: 2_000 }) },
      { max_tokens: 10_192, thinking: { type: "enabled", budget_tokens: 2_000 } },
    ],
    [thinks({ effort: "minimal" }), { thinking: { type: "adaptive" }, output_config: { effort: "low" } }],
    [
      thinks({ effort: "high", isShown: true }),
      { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "high" } },
    ],
    [thinks({ effort: "none" }), { thinking: { type: "disabled" } }],
    [{ tools: [tool] }, { tools: [{ name: "f", input_schema: { type: "object" } }] }],
    [
      { tools: [tool], parallelToolCalls: false },
      {
        tools: [{ name: "f", input_schema: { type: "object" } }],
        tool_choice: { type: "auto", disable_parallel_tool_use: true },
      },
    ],
    [
      { tools: [tool], parallelToolCalls: false, toolChoice: { type: "none" } },
      { tools: [{ name: "f", input_schema: { type: "object" } }], tool_choice: { type: "none" } },
    ],
    [{ parallelToolCalls: false }, {}],
    [
      { output: { type: "json-schema", name: "n", description: "d", schema, strict: false } },
      { output_config: { format: { type: "json_schema", schema: { type: "object", description: "d" } } } },
    ],
    [{ frequencyPenalty: 0, presencePenalty: 0, user: "u" }, { metadata: { user_id: "u" } }],
  ];
  for (const [fields, expected] of table) {
    const { document } = written(fields);
    const silent = { model: "m", max_tokens: 100, messages: [HI] };
    assert.deepEqual(document, { ...silent, ...expected }, JSON.stringify(fields));
  }
});

test("what Anthropic has no words for is refused by its name, or the turn's path", () => {
  const turn = (parts: Conversation["turns"][number]["parts"], role = "assistant") =>
    ({
      turns: [{ role: "user", parts: [] }, { role, parts, path: "messages[3]" }, aConversation().turns[0]],
    }) as Partial<Conversation>;
  const base64 = { type: "base64", mediaType: "application/zip", data: "UEs=" } as const;
  const table: readonly (readonly [Partial<Conversation>, string])[] = [
    [{ seed: 7 }, "seed"],
    [{ frequencyPenalty: 1 }, "frequency_penalty"],
    [{ presencePenalty: 1 }, "presence_penalty"],
    [{ temperature: 1.5 }, "temperature"],
    [{ output: { type: "json-object" } }, "response_format"],
    [thinks({ effort: "sideways" }), "reasoning_effort"],
    [turn([{ type: "thinking", text: "hm", signature: undefined }]), "messages[3]"],
    [turn([{ type: "tool-call", id: "t", name: "f", arguments: "[1]" }]), "messages[3]"],
    [turn([{ type: "file", source: base64, filename: "a.zip" }], "user"), "messages[3]"],
    [{ turns: [] }, "messages"],
    [{ turns: [{ role: "assistant", parts: [], path: "messages[0]" }] }, "messages[0]"],
  ];
  for (const [fields, param] of table) {
    assert.deepEqual(
      refusal(() => written(fields)),
      { kind: "unsupported", param },
      JSON.stringify(fields),
    );
  }
});

const reply = (content: readonly JsonObject[], reason: string, more: JsonObject = {}): JsonObject => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude",
  content,
  stop_reason: reason,
  stop_sequence: null,
  usage: {
    input_tokens: 4,
    cache_creation_input_tokens: 2,
    cache_read_input_tokens: 4,
    output_tokens: 5,
    output_tokens_details: { thinking_tokens: 3 },
  },
  ...more,
});

test("a reply is read: its parts, why it stopped, and what it cost with its cached tokens", () => {
  const text = { type: "text", text: "Hi", citations: null };
  const read = codec.readReply(
    reply([{ type: "thinking", thinking: "hm", signature: "c2ln" }, text, USE], "tool_use"),
  );
  assert.deepEqual(read, {
    id: "msg_1",
    model: "claude",
    parts: [
      { type: "thinking", text: "hm", signature: "c2ln" },
      { type: "text", text: "Hi" },
      { type: "tool-call", id: "toolu_1", name: "f", arguments: '{"a":1}' },
    ],
    stop: { type: "tool-calls" },
    usage: {
      inputTokens: 10,
      outputTokens: 5,
      cachedInputTokens: 4,
      cacheWriteTokens: 2,
      reasoningTokens: 3,
    },
  });
  const stop = (reason: string, more: JsonObject = {}) => codec.readReply(reply([text], reason, more)).stop;
  assert.deepEqual(stop("end_turn"), { type: "end" });
  assert.deepEqual(stop("max_tokens"), { type: "length" });
  assert.deepEqual(stop("model_context_window_exceeded"), { type: "length" });
  assert.deepEqual(stop("pause_turn"), { type: "pause" });
  assert.deepEqual(stop("stop_sequence", { stop_sequence: "E" }), { type: "stop-sequence", sequence: "E" });
  const refused = codec.readReply(
    reply([], "refusal", { stop_details: { type: "refusal", explanation: "No." } }),
  );
  assert.deepEqual([refused.stop, refused.parts], [{ type: "refusal" }, [{ type: "refusal", text: "No." }]]);
});

test("a reply that is none, or that says what cannot be passed on, is refused", () => {
  const kind = (document: JsonObject) => refusal(() => codec.readReply(document)).kind;
  assert.equal(kind({ type: "error", error: { message: "x" } }), "invalid-upstream-reply");
  assert.equal(kind(reply([], "bored")), "invalid-upstream-reply");
  assert.equal(kind(reply([{ type: "tool_use", name: "f" }], "tool_use")), "invalid-upstream-reply");
  assert.equal(kind(reply([{ type: "server_tool_use", id: "s" }], "end_turn")), "unsupported");
  assert.equal(kind(reply([{ type: "text", text: "x", citations: [{}] }], "end_turn")), "unsupported");
});

test("a reply of another dialect is written, its stop reason in Anthropic's words", () => {
  const base: ConversationReply = {
    id: "chatcmpl-1",
    model: "gpt",
    parts: [
      { type: "thinking", text: "hm", signature: undefined },
      { type: "text", text: "Hi" },
      { type: "tool-call", id: "call_1", name: "f", arguments: '{"a":1}' },
    ],
    stop: { type: "tool-calls" },
    usage: { inputTokens: 10, outputTokens: 5, cachedInputTokens: 4, cacheWriteTokens: 2 },
  };
  assert.deepEqual(codec.writeReply(base, aContext()), {
    id: "chatcmpl-1",
    type: "message",
    role: "assistant",
    model: "gpt",
    content: [
      { type: "thinking", thinking: "hm", signature: "" },
      { type: "text", text: "Hi", citations: null },
      { ...USE, id: "call_1" },
    ],
    stop_reason: "tool_use",
    stop_sequence: null,
    usage: {
      input_tokens: 4,
      cache_creation_input_tokens: 2,
      cache_read_input_tokens: 4,
      output_tokens: 5,
    },
  });
  const reason = (stop: ConversationReply["stop"]) => {
    const { stop_reason, stop_sequence } = codec.writeReply({ ...base, stop }, aContext());
    return [stop_reason, stop_sequence];
  };
  assert.deepEqual(reason({ type: "end" }), ["end_turn", null]);
  assert.deepEqual(reason({ type: "length" }), ["max_tokens", null]);
  assert.deepEqual(reason({ type: "content-filter" }), ["refusal", null]);
  assert.deepEqual(reason({ type: "stop-sequence", sequence: "E" }), ["stop_sequence", "E"]);
  assert.deepEqual(reason({ type: "stop-sequence", sequence: undefined }), ["end_turn", null]);
  const broken = { ...base, parts: [{ type: "tool-call", id: "c", name: "f", arguments: '{"a":' } as const] };
  assert.equal(refusal(() => codec.writeReply(broken, aContext())).kind, "invalid-upstream-reply");
});

const event = (type: string, members: JsonObject = {}) =>
  encodeEvent({ event: type, data: JSON.stringify({ type, ...members }) });
const start = event("message_start", {
  message: {
    id: "msg_1",
    model: "claude",
    usage: { input_tokens: 4, cache_read_input_tokens: 6, output_tokens: 1 },
  },
});
const block = (index: number, content_block: JsonObject) =>
  event("content_block_start", { index, content_block });
const delta = (index: number, members: JsonObject) => event("content_block_delta", { index, delta: members });
const stop = (index: number) => event("content_block_stop", { index });
const ending = (reason: string, more: JsonObject = {}) =>
  event("message_delta", { delta: { stop_reason: reason, ...more }, usage: { output_tokens: 9 } });
const over = event("message_stop");

const eventsIn = (frames: readonly Uint8Array[]) => {
  const reader = codec.eventReader();
  return frames.flatMap((frame) => reader.read(frame));
};

test("a stream is read block by block; pings and events that are new say nothing", () => {
  const frames = [
    start,
    event("ping"),
    block(0, { type: "thinking", thinking: "", signature: "" }),
    delta(0, { type: "thinking_delta", thinking: "hm" }),
    delta(0, { type: "signature_delta", signature: "c2ln" }),
    stop(0),
    event("something_new", { index: 1 }),
    block(1, { type: "redacted_thinking", data: "ZA==" }),
    stop(1),
    block(2, { type: "text", text: "Hel" }),
    delta(2, { type: "text_delta", text: "lo" }),
    stop(2),
    block(3, { type: "tool_use", id: "t1", name: "f", input: {} }),
    delta(3, { type: "input_json_delta", partial_json: "" }),
    delta(3, { type: "input_json_delta", partial_json: '{"a"' }),
    delta(3, { type: "input_json_delta", partial_json: ":1}" }),
    stop(3),
    block(4, { type: "tool_use", id: "t2", name: "g", input: {} }),
    stop(4),
    ending("tool_use"),
    over,
  ];
  assert.deepEqual(fold(eventsIn(frames)), {
    id: "msg_1",
    model: "claude",
    parts: [
      { type: "thinking", text: "hm", signature: "c2ln" },
      { type: "redacted-thinking", data: "ZA==" },
      { type: "text", text: "Hello" },
      { type: "tool-call", id: "t1", name: "f", arguments: '{"a":1}' },
      { type: "tool-call", id: "t2", name: "g", arguments: "{}" },
    ],
    stop: { type: "tool-calls" },
    usage: { inputTokens: 10, outputTokens: 9, cachedInputTokens: 6 },
  });
});

test("why a provider refused is a part of the streamed reply", () => {
  const details = { type: "refusal", category: "cyber", explanation: "No." };
  const { parts, stop: stopped } = fold(
    eventsIn([start, ending("refusal", { stop_details: details }), over]),
  );
  assert.deepEqual([parts, stopped], [[{ type: "refusal", text: "No." }], { type: "refusal" }]);
});

test("a stream that is out of order, or says what cannot be passed on, is refused", () => {
  const kind = (frames: readonly Uint8Array[]) => refusal(() => eventsIn(frames)).kind;
  assert.equal(kind([stop(0)]), "invalid-upstream-reply");
  assert.equal(kind([start, delta(0, { type: "text_delta", text: "x" })]), "invalid-upstream-reply");
  assert.equal(kind([start, stop(0)]), "invalid-upstream-reply");
  assert.equal(kind([start, over]), "invalid-upstream-reply");
  assert.equal(
    kind([start, block(0, { type: "text", text: "" }), ending("end_turn"), over]),
    "invalid-upstream-reply",
  );
  assert.equal(
    kind([start, encodeEvent({ event: "message_delta", data: "oops" })]),
    "invalid-upstream-reply",
  );
  assert.equal(kind([start, block(0, { type: "server_tool_use", id: "s" })]), "unsupported");
  const citation = delta(0, { type: "citations_delta", citation: {} });
  assert.equal(kind([start, block(0, { type: "text", text: "" }), citation]), "unsupported");
});
