/** Messages: https://docs.anthropic.com/en/api/messages and …/build-with-claude/streaming */
import { document, namedStream, type Recording, type Recordings } from "../recording.ts";

const USAGE = {
  input_tokens: 2_095,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  output_tokens: 503,
  service_tier: "standard",
};
const HEAD = {
  id: "msg_01XFDUDYJgAACzvnptvVoYEL",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5-20250929",
};

function message(
  content: readonly unknown[],
  reason = "end_turn",
  more: Record<string, unknown> = {},
): Recording {
  return document("anthropic", {
    ...HEAD,
    content,
    stop_reason: reason,
    stop_sequence: null,
    usage: USAGE,
    ...more,
  });
}

const TEXT = { type: "text", text: "Hi! My name is Claude." };
const CALL = {
  type: "tool_use",
  id: "toolu_01D7FLrfh4GYq7yT1ULFeyMV",
  name: "get_stock_price",
  input: { ticker: "^GSPC" },
};
const SECOND_CALL = {
  type: "tool_use",
  id: "toolu_02",
  name: "get_time",
  input: { zone: "Asia/東京", nested: { a: [1, 2.5] } },
};
const THINKING = {
  type: "thinking",
  thinking: "Let me analyze this step by step…",
  signature: "WaUjzkypQ2mUEVM36O2TxuC06KN8xyfbJwyem2dw3URve/op91XWHOEBLLqIOMfFG/UvLEczmEsUjavL",
};
const REDACTED = {
  type: "redacted_thinking",
  data: "EmwKAhgBEgy3va3pzix/LafPsn4aDFIT2Xlxh0L5L8rLVyIwxtE3rAFBa8cr3qpP",
};
const SEARCH = [
  {
    type: "server_tool_use",
    id: "srvtoolu_01",
    name: "web_search",
    input: { query: "claude shannon birth date" },
  },
  {
    type: "web_search_tool_result",
    tool_use_id: "srvtoolu_01",
    content: [
      {
        type: "web_search_result",
        url: "https://en.wikipedia.org/wiki/Claude_Shannon",
        title: "Claude Shannon - Wikipedia",
        encrypted_content: "EqgfCioIARgBIiQ3YTAwMjY1Mi1mZjM5LTQ1NGUtODgxNC1kNjNjNTk1ZWI3Y",
        page_age: "April 30, 2025",
      },
    ],
  },
  {
    type: "text",
    text: "Claude Shannon was born on April 30, 1916.",
    citations: [
      {
        type: "web_search_result_location",
        url: "https://en.wikipedia.org/wiki/Claude_Shannon",
        title: "Claude Shannon - Wikipedia",
        encrypted_index: "Eo8BCioIAhgBIiQyYjQ0OWJmZi1lNm..",
        cited_text: "Claude Elwood Shannon (April 30, 1916)",
      },
    ],
  },
];

const unary: Recordings = {
  text: message([TEXT]),
  "no-content": message([]),
  "any-script": message([{ type: "text", text: 'Ünïcödé \u2028 😀 שלום "quoted"' }]),
  "tool-call": message([TEXT, CALL], "tool_use"),
  "parallel-tool-calls": message([TEXT, CALL, SECOND_CALL], "tool_use"),
  thinking: message([THINKING, TEXT]),
  "redacted-thinking": message([THINKING, REDACTED, TEXT]),
  "stop-sequence": message([TEXT], "stop_sequence", { stop_sequence: "\n\nHuman:" }),
  "cut-by-length": message([TEXT], "max_tokens"),
  refusal: message([TEXT], "refusal"),
  pause: message(SEARCH, "pause_turn"),
  "server-tools-and-citations": message(SEARCH, "end_turn", {
    usage: { ...USAGE, server_tool_use: { web_search_requests: 1 } },
  }),
  "cached-tokens": message([TEXT], "end_turn", {
    usage: { ...USAGE, cache_creation_input_tokens: 248, cache_read_input_tokens: 1_800 },
  }),
  "unknown-members": message([{ ...TEXT, mood: "fine" }], "end_turn", {
    container: { id: "c1" },
    context: null,
  }),
};

type Event = { readonly type: string } & Record<string, unknown>;

const start: Event = {
  type: "message_start",
  message: {
    ...HEAD,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...USAGE, output_tokens: 1 },
  },
};
const ping: Event = { type: "ping" };
const end = (reason: string, sequence: string | null = null): readonly Event[] => [
  {
    type: "message_delta",
    delta: { stop_reason: reason, stop_sequence: sequence },
    usage: { output_tokens: 89 },
  },
  { type: "message_stop" },
];

function block(
  index: number,
  content: Record<string, unknown>,
  deltas: readonly Record<string, unknown>[],
): readonly Event[] {
  return [
    { type: "content_block_start", index, content_block: content },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
}

const text = (index: number, said: string) =>
  block(
    index,
    { type: "text", text: "" },
    said.split(/(?<= )/).map((word) => ({ type: "text_delta", text: word })),
  );
const call = (index: number, made: typeof CALL | typeof SECOND_CALL) =>
  block(
    index,
    { ...made, input: {} },
    ["", ...(JSON.stringify(made.input).match(/.{1,5}/gsu) ?? [])].map((partial) => ({
      type: "input_json_delta",
      partial_json: partial,
    })),
  );
const thinking = (index: number) =>
  block(index, { type: "thinking", thinking: "", signature: "" }, [
    { type: "thinking_delta", thinking: "Let me solve this" },
    { type: "thinking_delta", thinking: " step by step:\n\n1. First" },
    { type: "signature_delta", signature: THINKING.signature },
  ]);

const streams: Recordings = {
  text: namedStream("anthropic", [start, ping, ...text(0, "Hello there, world!"), ...end("end_turn")]),
  "text-in-small-pieces": namedStream(
    "anthropic",
    [start, ping, ...text(0, "Grüße aus 東京 🗼!"), ...end("end_turn")],
    5,
  ),
  "tool-call": namedStream("anthropic", [
    start,
    ...text(0, "Okay, let's check."),
    ping,
    ...call(1, CALL),
    ...end("tool_use"),
  ]),
  "parallel-tool-calls": namedStream(
    "anthropic",
    [start, ...text(0, "Both."), ...call(1, CALL), ...call(2, SECOND_CALL), ...end("tool_use")],
    13,
  ),
  "call-without-arguments": namedStream("anthropic", [
    start,
    ...block(0, { type: "tool_use", id: "toolu_03", name: "now", input: {} }, [
      { type: "input_json_delta", partial_json: "" },
    ]),
    ...end("tool_use"),
  ]),
  thinking: namedStream("anthropic", [
    start,
    ...thinking(0),
    ...text(1, "27 * 453 = 12,231"),
    ...end("end_turn"),
  ]),
  "redacted-thinking": namedStream("anthropic", [
    start,
    ...thinking(0),
    ...block(1, REDACTED, []),
    ...text(2, "Done."),
    ...end("end_turn"),
  ]),
  "stop-sequence": namedStream("anthropic", [
    start,
    ...text(0, "Until here"),
    ...end("stop_sequence", "STOP"),
  ]),
  "cut-by-length": namedStream("anthropic", [start, ...text(0, "Once upon a"), ...end("max_tokens")]),
  citations: namedStream("anthropic", [
    start,
    ...block(0, { type: "text", text: "", citations: [] }, [
      { type: "text_delta", text: "The grass is green." },
      {
        type: "citations_delta",
        citation: {
          type: "char_location",
          cited_text: "The grass is green.",
          document_index: 0,
          document_title: "Example",
          start_char_index: 0,
          end_char_index: 20,
        },
      },
    ]),
    ...end("end_turn"),
  ]),
  "server-tools": namedStream("anthropic", [
    start,
    ...block(0, { ...SEARCH[0], input: {} }, [
      { type: "input_json_delta", partial_json: '{"query": "weather"}' },
    ]),
    ...block(1, SEARCH[1] ?? {}, []),
    ...text(2, "It is sunny."),
    ...end("end_turn"),
  ]),
  "unknown-events": namedStream("anthropic", [
    start,
    { type: "something_new", detail: { a: 1 } },
    ...text(0, "Hi"),
    ...end("end_turn"),
  ]),
};

function error(status: number, type: string, said: string, headers: Record<string, string> = {}): Recording {
  return document(
    "anthropic",
    { type: "error", error: { type, message: said }, request_id: "req_011CSHoEeqs5C35K2UUqR7Fy" },
    status,
    headers,
  );
}

const errors: Recordings = {
  "bad-request": error(400, "invalid_request_error", "messages: at least one message is required"),
  "wrong-key": error(401, "authentication_error", "invalid x-api-key"),
  "no-permission": error(403, "permission_error", "Your API key does not have permission."),
  "no-such-model": error(404, "not_found_error", "model: claude-9"),
  "too-large": error(413, "request_too_large", "Request exceeds the maximum allowed number of bytes."),
  "rate-limit": error(429, "rate_limit_error", "This request would exceed your rate limit.", {
    "retry-after": "31",
  }),
  "server-error": error(500, "api_error", "Internal server error"),
  overloaded: error(529, "overloaded_error", "Overloaded"),
};

/** An error inside a stream that has begun. */
const errorStream = namedStream("anthropic", [
  start,
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Once" } },
  { type: "error", error: { type: "overloaded_error", message: "Overloaded" } },
]);

const counts: Recordings = { text: document("anthropic", { input_tokens: 2_095 }) };

export const anthropic = { unary, streams, errors, errorStream, counts };
