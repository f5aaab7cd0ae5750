import type Anthropic from "@anthropic-ai/sdk";
import type { Case } from "./case.ts";
import { eventsOf, outcomeOf } from "./outcome.ts";
import { anthropic as recordings } from "./recordings/anthropic.ts";
import { modelOf } from "./sides.ts";

const MESSAGES: Anthropic.MessageParam[] = [
  {
    role: "user",
    content: [
      {
        type: "text",
        text: "What is this? Mail a@example.com. 東京 🗼",
        cache_control: { type: "ephemeral" },
      },
      { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } },
    ],
  },
  {
    role: "assistant",
    content: [
      { type: "thinking", thinking: "A tower?", signature: "EqQBCgIYAhIM1gbcDa9GJwZA2b3h" },
      { type: "tool_use", id: "toolu_1", name: "get_time", input: { zone: "UTC" } },
    ],
  },
  {
    role: "user",
    content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "noon", is_error: false }],
  },
];

const message = (model: string) => ({
  model,
  max_tokens: 1_024,
  system: [{ type: "text" as const, text: "Be brief.", cache_control: { type: "ephemeral" as const } }],
  messages: MESSAGES,
  tools: [
    { name: "get_time", description: "The time.", input_schema: { type: "object" as const, properties: {} } },
  ],
});

export const anthropicCases: readonly Case[] = [
  ...Object.keys(recordings.unary).map(
    (name): Case => ({
      name: `Anthropic messages: ${name}`,
      run: ({ anthropic }) => outcomeOf(() => anthropic.messages.create(message(modelOf("message", name)))),
    }),
  ),
  ...Object.keys(recordings.streams).flatMap((name): readonly Case[] => [
    {
      name: `Anthropic messages, streamed: ${name}`,
      run: ({ anthropic }) =>
        outcomeOf(() =>
          anthropic.messages.create({ ...message(modelOf("message-stream", name)), stream: true }),
        ),
    },
    {
      name: `Anthropic messages, streamed and put together by the SDK: ${name}`,
      run: async ({ anthropic }) => {
        const stream = anthropic.messages.stream(message(modelOf("message-stream", name)));
        const { given } = (await eventsOf(stream)) as { readonly given: unknown };
        return { given, final: await stream.finalMessage() };
      },
    },
  ]),
  ...Object.keys(recordings.errors).flatMap((name): readonly Case[] => [
    {
      name: `Anthropic messages, refused: ${name}`,
      run: ({ anthropic }) =>
        outcomeOf(() => anthropic.messages.create(message(modelOf("message-error", name)))),
    },
    {
      name: `Anthropic messages, streamed, refused: ${name}`,
      run: ({ anthropic }) =>
        outcomeOf(() =>
          anthropic.messages.create({ ...message(modelOf("message-error", name)), stream: true }),
        ),
    },
  ]),
  {
    name: "Anthropic messages, an error inside the stream",
    run: ({ anthropic }) =>
      outcomeOf(() =>
        anthropic.messages.create({
          ...message(modelOf("message-error", "inside-the-stream")),
          stream: true,
        }),
      ),
  },
  {
    name: "Anthropic messages with a beta",
    run: ({ anthropic }) =>
      outcomeOf(() =>
        anthropic.beta.messages.create({
          ...message(modelOf("message", "text")),
          betas: ["context-1m-2025-08-07"],
        }),
      ),
  },
  ...Object.keys(recordings.counts).map(
    (name): Case => ({
      name: `Anthropic token count: ${name}`,
      run: ({ anthropic }) => {
        const { max_tokens: _maxTokens, ...counted } = message(modelOf("count", name));
        return outcomeOf(() => anthropic.messages.countTokens(counted));
      },
    }),
  ),
];
