/** Chat completions: https://platform.openai.com/docs/api-reference/chat */
import { document, openaiStream, type Recording, type Recordings } from "../recording.ts";

const USAGE = {
  prompt_tokens: 19,
  completion_tokens: 10,
  total_tokens: 29,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};

const HEAD = {
  id: "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
  created: 1_741_569_952,
  model: "gpt-4.1-2025-04-14",
  service_tier: "default",
};

function completion(choices: readonly unknown[], more: Record<string, unknown> = {}): Recording {
  return document("openai", { ...HEAD, object: "chat.completion", choices, usage: USAGE, ...more });
}

function message(content: string | null, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { role: "assistant", content, refusal: null, annotations: [], ...more };
}

function choice(
  index: number,
  said: Record<string, unknown>,
  reason: string,
  logprobs: unknown = null,
): unknown {
  return { index, message: said, logprobs, finish_reason: reason };
}

const CALL = {
  id: "call_abc123",
  type: "function",
  function: { name: "get_current_weather", arguments: '{\n"location": "Boston, MA"\n}' },
};
const SECOND_CALL = {
  id: "call_def456",
  type: "function",
  function: { name: "get_current_weather", arguments: '{"location":"東京 🗼"}' },
};
const LOGPROBS = {
  content: [
    {
      token: "Hello",
      logprob: -0.31725305,
      bytes: [72, 101, 108, 108, 111],
      top_logprobs: [
        { token: "Hello", logprob: -0.31725305, bytes: [72, 101, 108, 108, 111] },
        { token: "Hi", logprob: -1.3190403, bytes: [72, 105] },
      ],
    },
  ],
  refusal: null,
};

const unary: Recordings = {
  text: completion([choice(0, message("Hello! How can I assist you today?"), "stop")]),
  "empty-text": completion([choice(0, message(""), "stop")]),
  "any-script": completion([
    choice(0, message('Ünïcödé \u0000 \u2028 \ud83d\ude00 שלום "quoted" \\back'), "stop"),
  ]),
  "tool-call": completion([choice(0, message(null, { tool_calls: [CALL] }), "tool_calls")]),
  "parallel-tool-calls": completion([
    choice(0, message(null, { tool_calls: [CALL, SECOND_CALL] }), "tool_calls"),
  ]),
  "old-function-call": completion([
    choice(0, message(null, { function_call: CALL.function }), "function_call"),
  ]),
  "several-choices": completion([choice(0, message("Yes."), "stop"), choice(1, message("No."), "stop")]),
  "log-probabilities": completion([choice(0, message("Hello"), "stop", LOGPROBS)]),
  "json-schema": completion([choice(0, message('{"answer":42,"unit":"km"}'), "stop")]),
  refusal: completion([
    choice(0, { ...message(null), refusal: "I'm sorry, I cannot assist with that." }, "stop"),
  ]),
  "cut-by-length": completion([choice(0, message("Once upon a"), "length")]),
  "filtered-content": completion([choice(0, message(""), "content_filter")]),
  audio: completion([
    choice(
      0,
      message(null, {
        audio: {
          id: "audio_abc123",
          expires_at: 1_729_018_505,
          data: "UklGRiQAAABXQVZFZm10",
          transcript: "Yes, it is.",
        },
      }),
      "stop",
    ),
  ]),
  annotations: completion([
    choice(
      0,
      message("See [1].", {
        annotations: [
          {
            type: "url_citation",
            url_citation: { start_index: 4, end_index: 7, title: "A", url: "https://a.example/b" },
          },
        ],
      }),
      "stop",
    ),
  ]),
  "reasoning-tokens": completion([choice(0, message("42"), "stop")], {
    usage: {
      ...USAGE,
      prompt_tokens_details: { cached_tokens: 1_152, audio_tokens: 0 },
      completion_tokens_details: { ...USAGE.completion_tokens_details, reasoning_tokens: 1_024 },
    },
  }),
  "reasoning-content": completion([choice(0, message("9.8", { reasoning_content: "9.11 or 9.8?" }), "stop")]),
  "unknown-members": completion([choice(0, message("Hi", { mood: { joy: 0.9 } }), "stop")], {
    x_groq: { id: "req_01" },
    provider: "Somebody",
    big: 12345678901234567890n.toString(),
  }),
};

function chunk(delta: Record<string, unknown>, reason: string | null = null, index = 0, more = {}): unknown {
  return {
    ...HEAD,
    object: "chat.completion.chunk",
    system_fingerprint: "fp_44709d6fcb",
    choices: [{ index, delta, logprobs: null, finish_reason: reason, ...more }],
  };
}

const words = (text: string) => text.split(/(?<= )/).map((word) => chunk({ content: word }));
const begin = chunk({ role: "assistant", content: "", refusal: null });
const callPiece = (index: number, piece: Record<string, unknown>) =>
  chunk({ tool_calls: [{ index, ...piece }] });
const callStart = (index: number, call: typeof CALL) =>
  callPiece(index, { id: call.id, type: "function", function: { name: call.function.name, arguments: "" } });
const callArguments = (index: number, call: typeof CALL) =>
  [...call.function.arguments].map((letter) => callPiece(index, { function: { arguments: letter } }));
const usageChunk = { ...HEAD, object: "chat.completion.chunk", choices: [], usage: USAGE };

const streams: Recordings = {
  text: openaiStream([begin, ...words("Hello! How can I assist you today?"), chunk({}, "stop")]),
  "text-in-small-pieces": openaiStream(
    [begin, ...words("Grüße aus 東京 🗼 und שלום!"), chunk({}, "stop")],
    7,
  ),
  "empty-text": openaiStream([begin, chunk({}, "stop")]),
  usage: openaiStream([begin, ...words("Hello there"), chunk({}, "stop"), usageChunk]),
  "tool-call": openaiStream([
    chunk({ role: "assistant", content: null, refusal: null }),
    callStart(0, CALL),
    ...callArguments(0, CALL),
    chunk({}, "tool_calls"),
  ]),
  "parallel-tool-calls": openaiStream(
    [
      chunk({ role: "assistant", content: null }),
      callStart(0, CALL),
      ...callArguments(0, CALL),
      callStart(1, SECOND_CALL),
      ...callArguments(1, SECOND_CALL),
      chunk({}, "tool_calls"),
    ],
    11,
  ),
  "several-choices": openaiStream([
    begin,
    chunk({ role: "assistant", content: "" }, null, 1),
    chunk({ content: "Yes" }),
    chunk({ content: "No" }, null, 1),
    chunk({ content: "." }),
    chunk({ content: "." }, null, 1),
    chunk({}, "stop"),
    chunk({}, "stop", 1),
  ]),
  "log-probabilities": openaiStream([
    begin,
    chunk({ content: "Hello" }, null, 0, { logprobs: LOGPROBS }),
    chunk({}, "stop"),
  ]),
  refusal: openaiStream([
    chunk({ role: "assistant", content: null, refusal: "" }),
    chunk({ refusal: "I'm sorry," }),
    chunk({ refusal: " I cannot assist with that." }),
    chunk({}, "stop"),
  ]),
  "cut-by-length": openaiStream([begin, ...words("Once upon a"), chunk({}, "length")]),
  "filtered-content": openaiStream([begin, chunk({}, "content_filter")]),
  "reasoning-content": openaiStream([
    chunk({ role: "assistant", content: null, reasoning_content: "" }),
    chunk({ reasoning_content: "9.11 or" }),
    chunk({ reasoning_content: " 9.8?" }),
    chunk({ content: "9.8" }),
    chunk({}, "stop"),
  ]),
  "unknown-members": openaiStream([
    begin,
    { ...(chunk({ content: "Hi", mood: 1 }) as object), x_groq: { id: "a" } },
    chunk({}, "stop"),
  ]),
  "json-schema": openaiStream([begin, ...words('{"answer": 42, "unit": "km"}'), chunk({}, "stop")]),
};

export const openaiChat = { unary, streams };
