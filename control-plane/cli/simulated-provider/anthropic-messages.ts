/** `POST /v1/messages` and `/v1/messages/count_tokens`. */
import { type Answer, type Ask, answerTo, countTokens, piecesOf, textOf } from "./answer.ts";
import { Refusal } from "./errors.ts";
import { isObject, type JsonObject, objectsIn, stringsIn } from "./json.ts";
import {
  type BodyPart,
  type CallContext,
  documentReply,
  serverSentEvent,
  streamReply,
  type WireReply,
} from "./wire.ts";

const STOP_REASONS = {
  complete: "end_turn",
  "stop-sequence": "stop_sequence",
  "token-limit": "max_tokens",
  "tool-calls": "tool_use",
} as const;

export function message(context: CallContext, body: JsonObject): WireReply {
  const { max_tokens: maxTokens } = body;
  if (maxTokens === undefined) throw new Refusal(400, "max_tokens: Field required");
  if (typeof maxTokens !== "number" || !Number.isInteger(maxTokens)) {
    throw new Refusal(400, "max_tokens: Input should be a valid integer");
  }
  if (maxTokens < 1) throw new Refusal(400, "max_tokens: must be greater than or equal to 1");
  const answer = answerTo(readAsk(body, maxTokens), context.replyWords);
  if (body.stream !== true) {
    const document = {
      ...messageHead(context, body),
      content: contentOf(context, answer),
      stop_reason: STOP_REASONS[answer.end],
      stop_sequence: answer.stopSequence ?? null,
      usage: usageOf(answer.promptTokens, answer.completionTokens),
    };
    return documentReply(context, document, { tokenCount: answer.completionTokens });
  }
  return streamReply(context, events(context, body, answer));
}

export const tokenCount = (context: CallContext, body: JsonObject): WireReply =>
  documentReply(context, { input_tokens: countTokens(readAsk(body, undefined).texts) });

function readAsk(body: JsonObject, maxTokens: number | undefined): Ask {
  if (typeof body.model !== "string" || body.model === "") throw new Refusal(400, "model: Field required");
  const messages = readMessages(body.messages);
  const system = textOf(body.system);
  const last = messages.at(-1);
  const results = blocksOf(last, "tool_result").map((block) => textOf(block.content));
  const choice = isObject(body.tool_choice) ? body.tool_choice : {};
  const format = isObject(body.output_config) ? body.output_config.format : undefined;
  const tools = objectsIn(body.tools).flatMap((tool) =>
    typeof tool.name === "string" ? [{ name: tool.name, schema: tool.input_schema }] : [],
  );
  const named = choice.type === "tool" ? String(choice.name) : undefined;
  if (named !== undefined && !tools.some((tool) => tool.name === named)) {
    throw new Refusal(400, `Tool '${named}' not found in provided tools`);
  }
  return {
    system,
    lastUserText: textOf(messages.findLast((candidate) => candidate.role === "user")?.content),
    toolResult: results.length > 0 ? results.join("\n") : undefined,
    lastMessageIsFromUser: last?.role === "user" && results.length === 0,
    texts: [
      system,
      ...messages.flatMap((turn) => [
        textOf(turn.content),
        ...blocksOf(turn, "tool_result").map((block) => textOf(block.content)),
        ...blocksOf(turn, "tool_use").map((block) => JSON.stringify(block.input ?? {})),
      ]),
    ],
    tools,
    toolChoice: choice.type === "none" ? "none" : named === undefined ? "any" : { name: named },
    parallelToolCalls: choice.disable_parallel_tool_use !== true,
    documentSchema: isObject(format) && format.type === "json_schema" ? format.schema : undefined,
    maxTokens,
    stopSequences: stringsIn(body.stop_sequences),
  };
}

function readMessages(messages: unknown): readonly JsonObject[] {
  if (messages === undefined) throw new Refusal(400, "messages: Field required");
  if (!Array.isArray(messages)) throw new Refusal(400, "messages: Input should be a valid list");
  if (messages.length === 0) throw new Refusal(400, "messages: at least one message is required");
  return messages.map((turn, index) => {
    if (!isObject(turn)) throw new Refusal(400, `messages.${index}: Input should be a valid dictionary`);
    if (!["user", "assistant", "system"].includes(String(turn.role))) {
      throw new Refusal(400, `messages.${index}.role: Input should be 'user' or 'assistant'`);
    }
    if (turn.content === undefined) throw new Refusal(400, `messages.${index}.content: Field required`);
    return turn;
  });
}

const blocksOf = (turn: JsonObject | undefined, type: string): readonly JsonObject[] =>
  objectsIn(turn?.content).filter((block) => block.type === type);

const messageHead = (context: CallContext, body: JsonObject) => ({
  id: `msg_simulated${context.number}`,
  type: "message",
  role: "assistant",
  model: body.model,
  container: null,
  diagnostics: null,
  stop_details: null,
});

const usageOf = (inputTokens: number, outputTokens: number) => ({
  input_tokens: inputTokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  output_tokens: outputTokens,
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: "standard",
  inference_geo: null,
  speed: null,
});

const toolUse = (context: CallContext, name: string, index: number, input: unknown) => ({
  type: "tool_use",
  id: `toolu_simulated${context.number}_${index}`,
  name,
  input,
  caller: { type: "direct" },
});

const contentOf = (context: CallContext, answer: Answer): readonly object[] =>
  answer.toolCalls.length > 0
    ? answer.toolCalls.map(({ name, input }, index) => toolUse(context, name, index, input))
    : [{ type: "text", text: answer.tokens.join("") }];

const event = (type: string, rest: object, kind: BodyPart["kind"] = "frame"): BodyPart =>
  serverSentEvent(kind, JSON.stringify({ type, ...rest }), type);

function* events(context: CallContext, body: JsonObject, answer: Answer): Generator<BodyPart> {
  yield event("message_start", {
    message: {
      ...messageHead(context, body),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: usageOf(answer.promptTokens, 1),
    },
  });
  const blocks =
    answer.toolCalls.length > 0
      ? answer.toolCalls.map(({ name, input }, index) => ({
          start: toolUse(context, name, index, {}),
          // The real one opens a tool's input with an empty piece.
          deltas: ["", ...piecesOf(JSON.stringify(input))].map((partial_json) => ({
            type: "input_json_delta",
            partial_json,
          })),
        }))
      : [
          {
            start: { type: "text", text: "" },
            deltas: answer.tokens.map((text) => ({ type: "text_delta", text })),
          },
        ];
  for (const [index, block] of blocks.entries()) {
    yield event("content_block_start", { index, content_block: block.start });
    if (index === 0) yield event("ping", {});
    for (const delta of block.deltas) yield event("content_block_delta", { index, delta }, "token");
    yield event("content_block_stop", { index });
  }
  yield event("message_delta", {
    delta: {
      stop_reason: STOP_REASONS[answer.end],
      stop_sequence: answer.stopSequence ?? null,
      stop_details: null,
      container: null,
    },
    usage: {
      input_tokens: answer.promptTokens,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: answer.completionTokens,
      output_tokens_details: null,
      server_tool_use: null,
    },
  });
  yield event("message_stop", {}, "terminal");
}
