import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import type { Case } from "./case.ts";
import { eventsOf, outcomeOf } from "./outcome.ts";
import { openaiChat } from "./recordings/openai-chat.ts";
import { openaiErrors } from "./recordings/openai-errors.ts";
import { openaiOthers } from "./recordings/openai-others.ts";
import { openaiResponses } from "./recordings/openai-responses.ts";
import { modelOf } from "./sides.ts";

const TOOLS: ChatCompletionCreateParams["tools"] = [
  {
    type: "function",
    function: {
      name: "get_current_weather",
      description: "The weather at a place.",
      parameters: { type: "object", properties: { location: { type: "string" } }, required: ["location"] },
      strict: true,
    },
  },
];

/** A conversation with everything in it that a redactor or a parser could stumble over. */
const MESSAGES: ChatCompletionCreateParams["messages"] = [
  { role: "developer", content: "Be brief. Mail ops@example.com when in doubt." },
  {
    role: "user",
    content: [
      { type: "text", text: "What is this? 東京 🗼" },
      { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" } },
    ],
  },
  {
    role: "assistant",
    content: null,
    tool_calls: [
      {
        id: "call_1",
        type: "function",
        function: { name: "get_current_weather", arguments: '{"location":"Bonn"}' },
      },
    ],
  },
  { role: "tool", tool_call_id: "call_1", content: '{"celsius": 21}' },
  { role: "user", content: "And now?" },
];

const chat = (model: string) => ({ model, messages: MESSAGES, tools: TOOLS, temperature: 0.2, seed: 7 });

const names = (recordings: Readonly<Record<string, unknown>>) => Object.keys(recordings);

const chats: readonly Case[] = [
  ...names(openaiChat.unary).map(
    (name): Case => ({
      name: `OpenAI chat: ${name}`,
      run: ({ openai }) => outcomeOf(() => openai.chat.completions.create(chat(modelOf("chat", name)))),
    }),
  ),
  ...names(openaiChat.streams).flatMap((name): readonly Case[] => [
    {
      name: `OpenAI chat, streamed: ${name}`,
      run: ({ openai }) =>
        outcomeOf(() =>
          openai.chat.completions.create({
            ...chat(modelOf("chat-stream", name)),
            stream: true,
            ...(name === "usage" ? { stream_options: { include_usage: true } } : {}),
          }),
        ),
    },
  ]),
  ...["text", "tool-call", "parallel-tool-calls", "refusal"].map(
    (name): Case => ({
      name: `OpenAI chat, streamed and put together by the SDK: ${name}`,
      run: async ({ openai }) => {
        const stream = openai.chat.completions.stream(chat(modelOf("chat-stream", name)));
        const { given } = (await eventsOf(stream)) as { readonly given: unknown };
        return { given, final: await stream.finalChatCompletion() };
      },
    }),
  ),
];

const errors: readonly Case[] = [
  ...names(openaiErrors).flatMap((name): readonly Case[] => [
    {
      name: `OpenAI chat, refused: ${name}`,
      run: ({ openai }) =>
        outcomeOf(() => openai.chat.completions.create(chat(modelOf("openai-error", name)))),
    },
    {
      name: `OpenAI chat, streamed, refused: ${name}`,
      run: ({ openai }) =>
        outcomeOf(() =>
          openai.chat.completions.create({ ...chat(modelOf("openai-error", name)), stream: true }),
        ),
    },
  ]),
  {
    name: "OpenAI chat, an error inside the stream",
    run: ({ openai }) =>
      outcomeOf(() =>
        openai.chat.completions.create({
          ...chat(modelOf("openai-error", "inside-the-stream")),
          stream: true,
        }),
      ),
  },
  {
    name: "OpenAI embeddings, refused",
    run: ({ openai }) =>
      outcomeOf(() => openai.embeddings.create({ model: modelOf("openai-error", "rate-limit"), input: "a" })),
  },
];

const response = (model: string) => ({
  model,
  instructions: "Be brief.",
  input: [
    {
      role: "user" as const,
      content: [{ type: "input_text" as const, text: "Mail a@example.com about 🦄." }],
    },
    { type: "function_call" as const, call_id: "call_1", name: "now", arguments: "{}" },
    { type: "function_call_output" as const, call_id: "call_1", output: "noon" },
  ],
  include: ["reasoning.encrypted_content" as const],
});

const responses: readonly Case[] = [
  ...names(openaiResponses.unary).map(
    (name): Case => ({
      name: `OpenAI responses: ${name}`,
      run: ({ openai }) => outcomeOf(() => openai.responses.create(response(modelOf("response", name)))),
    }),
  ),
  ...names({ ...openaiResponses.streams, ...openaiResponses.failures }).map(
    (name): Case => ({
      name: `OpenAI responses, streamed: ${name}`,
      run: ({ openai }) =>
        outcomeOf(() =>
          openai.responses.create({ ...response(modelOf("response-stream", name)), stream: true }),
        ),
    }),
  ),
  {
    name: "OpenAI responses, streamed and put together by the SDK",
    run: async ({ openai }) => {
      const stream = openai.responses.stream(response(modelOf("response-stream", "parallel-tool-calls")));
      const { given } = (await eventsOf(stream)) as { readonly given: unknown };
      return { given, final: await stream.finalResponse() };
    },
  },
];

const others: readonly Case[] = [
  ...names(openaiOthers.completions).map(
    (name): Case => ({
      name: `OpenAI completions: ${name}`,
      run: ({ openai }) =>
        outcomeOf(() =>
          openai.completions.create({
            model: modelOf("completion", name),
            prompt: ["Say it.", "Again."],
            n: 2,
          }),
        ),
    }),
  ),
  ...names(openaiOthers.completionStreams).map(
    (name): Case => ({
      name: `OpenAI completions, streamed: ${name}`,
      run: ({ openai }) =>
        outcomeOf(() =>
          openai.completions.create({
            model: modelOf("completion-stream", name),
            prompt: "Say it.",
            stream: true,
          }),
        ),
    }),
  ),
  {
    name: "OpenAI embeddings: floats",
    run: ({ openai }) =>
      outcomeOf(() =>
        openai.embeddings.create({
          model: modelOf("embedding", "floats"),
          input: "a",
          encoding_format: "float",
        }),
      ),
  },
  {
    name: "OpenAI embeddings: base64",
    run: ({ openai }) =>
      outcomeOf(() =>
        openai.embeddings.create({
          model: modelOf("embedding", "base64"),
          input: "a",
          encoding_format: "base64",
        }),
      ),
  },
  {
    name: "OpenAI embeddings: base64 that the SDK asks for and decodes",
    run: ({ openai }) =>
      outcomeOf(() => openai.embeddings.create({ model: modelOf("embedding", "base64"), input: "b" })),
  },
  {
    name: "OpenAI embeddings: a batch of token lists",
    run: ({ openai }) =>
      outcomeOf(() =>
        openai.embeddings.create({
          model: modelOf("embedding", "batch"),
          input: [[1, 2], [3], [40_000]],
          encoding_format: "float",
          dimensions: 6,
        }),
      ),
  },
  ...names(openaiOthers.images).map(
    (name): Case => ({
      name: `OpenAI images: ${name}`,
      run: ({ openai }) =>
        outcomeOf(() =>
          openai.images.generate({ model: modelOf("image", name), prompt: "A sea otter", n: 1 }),
        ),
    }),
  ),
  ...(
    [
      ["json", "json"],
      ["verbose-json", "verbose_json"],
      ["text", "text"],
      ["subtitles", "srt"],
    ] as const
  ).map(
    ([name, format]): Case => ({
      name: `OpenAI transcriptions: ${name}`,
      run: ({ openai }) =>
        outcomeOf(() => {
          const file = new File([Buffer.from("RIFF....WAVEfmt ")], "speech.wav", { type: "audio/wav" });
          return openai.audio.transcriptions.create({
            model: modelOf("transcription", name),
            file,
            response_format: format,
          });
        }),
    }),
  ),
];

export const openaiCases: readonly Case[] = [...chats, ...errors, ...responses, ...others];
