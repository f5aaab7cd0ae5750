import {
  embed,
  embedMany,
  generateText,
  jsonSchema,
  type LanguageModel,
  Output,
  streamText,
  type ToolSet,
  tool,
} from "ai";
import type { Case } from "./case.ts";
import { errorOf, eventsOf } from "./outcome.ts";
import { type Clients, modelOf } from "./sides.ts";

const takesA = (name: string) =>
  jsonSchema({ type: "object", properties: { [name]: { type: "string" } }, required: [name] });

const TOOLS: ToolSet = {
  get_current_weather: tool({ description: "The weather at a place.", inputSchema: takesA("location") }),
  get_stock_price: tool({ description: "The price of a share.", inputSchema: takesA("ticker") }),
  get_time: tool({ description: "The time in a zone.", inputSchema: takesA("zone") }),
};

const ASKED = { system: "Be brief.", prompt: "Mail a@example.com about 🦄.", maxRetries: 0 };

type ModelOf = (clients: Clients) => LanguageModel;

const chat =
  (group: string, name: string): ModelOf =>
  ({ aiOpenai }) =>
    aiOpenai.chat(modelOf(group, name));
const response =
  (group: string, name: string): ModelOf =>
  ({ aiOpenai }) =>
    aiOpenai.responses(modelOf(group, name));
const message =
  (group: string, name: string): ModelOf =>
  ({ aiAnthropic }) =>
    aiAnthropic(modelOf(group, name));

const UNARY: readonly (readonly [string, ModelOf])[] = [
  ["OpenAI chat: text", chat("chat", "text")],
  ["OpenAI chat: parallel tool calls", chat("chat", "parallel-tool-calls")],
  ["OpenAI chat: refused", chat("openai-error", "rate-limit")],
  ["OpenAI responses: reasoning", response("response", "reasoning")],
  ["OpenAI responses: parallel tool calls", response("response", "parallel-tool-calls")],
  ["Anthropic: text", message("message", "text")],
  ["Anthropic: thinking", message("message", "redacted-thinking")],
  ["Anthropic: parallel tool calls", message("message", "parallel-tool-calls")],
  ["Anthropic: refused", message("message-error", "overloaded")],
];

const STREAMED: readonly (readonly [string, ModelOf])[] = [
  ["OpenAI chat: text", chat("chat-stream", "text-in-small-pieces")],
  ["OpenAI chat: parallel tool calls", chat("chat-stream", "parallel-tool-calls")],
  ["OpenAI chat: an error inside", chat("openai-error", "inside-the-stream")],
  ["OpenAI responses: reasoning", response("response-stream", "reasoning")],
  ["OpenAI responses: parallel tool calls", response("response-stream", "parallel-tool-calls")],
  ["Anthropic: thinking", message("message-stream", "redacted-thinking")],
  ["Anthropic: parallel tool calls", message("message-stream", "parallel-tool-calls")],
  ["Anthropic: an error inside", message("message-error", "inside-the-stream")],
];

export const aiSdkCases: readonly Case[] = [
  ...UNARY.map(
    ([name, modelIn]): Case => ({
      name: `AI SDK, ${name}`,
      run: (clients) =>
        settled(async () => {
          const { content, finishReason, usage } = await generateText({
            ...ASKED,
            model: modelIn(clients),
            tools: TOOLS,
          });
          return { content: withoutIds(content), finishReason, usage };
        }),
    }),
  ),
  ...STREAMED.map(
    ([name, modelIn]): Case => ({
      name: `AI SDK, streamed, ${name}`,
      run: async (clients) => {
        const stream = streamText({ ...ASKED, model: modelIn(clients), tools: TOOLS, onError: () => {} });
        return withoutIds(await eventsOf(stream.fullStream));
      },
    }),
  ),
  {
    name: "AI SDK, an object by JSON Schema",
    run: ({ aiOpenai }) =>
      settled(async () => {
        const schema = jsonSchema<{ answer: number; unit: string }>({
          type: "object",
          properties: { answer: { type: "number" }, unit: { type: "string" } },
          required: ["answer", "unit"],
          additionalProperties: false,
        });
        const { output, usage } = await generateText({
          ...ASKED,
          model: aiOpenai.chat(modelOf("chat", "json-schema")),
          output: Output.object({ schema }),
        });
        return { output, usage };
      }),
  },
  {
    name: "AI SDK, an embedding",
    run: ({ aiOpenai }) =>
      settled(async () => {
        const { embedding, usage } = await embed({
          model: aiOpenai.embedding(modelOf("embedding", "floats")),
          value: "a",
          maxRetries: 0,
        });
        return { embedding, usage };
      }),
  },
  {
    name: "AI SDK, a batch of embeddings",
    run: ({ aiOpenai }) =>
      settled(async () => {
        const { embeddings, usage } = await embedMany({
          model: aiOpenai.embedding(modelOf("embedding", "batch")),
          values: ["a", "b", "c"],
          maxRetries: 0,
        });
        return { embeddings, usage };
      }),
  },
];

async function settled(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    return errorOf(error);
  }
}

/** Names that the SDK makes up, times, and what the transport's headers say. */
const OF_THE_CALL = new Set([
  "timestamp",
  "headers",
  "url",
  "performance",
  "callId",
  "requestHeaders",
  "responseHeaders",
]);

function withoutIds(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (OF_THE_CALL.has(key) ? undefined : inner)) ?? "null",
  );
}
