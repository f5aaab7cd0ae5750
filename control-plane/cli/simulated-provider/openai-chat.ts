/** `POST /v1/chat/completions`: the request read, the answer told as one document or as a stream of chunks. */
import { type Answer, type Ask, answerTo, piecesOf, textOf } from "./answer.ts";
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

const ROLES = new Set(["system", "developer", "user", "assistant", "tool", "function"]);
const ANY_DOCUMENT = { type: "object", properties: { text: { type: "string" } } };
const FINISH_REASONS = {
  complete: "stop",
  "stop-sequence": "stop",
  "token-limit": "length",
  "tool-calls": "tool_calls",
} as const;

export function chatCompletion(context: CallContext, body: JsonObject): WireReply {
  const ask = readAsk(body);
  const choices = positiveInteger(body, "n") ?? 1;
  const answer = answerTo(ask, context.replyWords);
  if (body.stream !== true) {
    return documentReply(context, completion(context, body, answer, choices), {
      tokenCount: answer.completionTokens,
    });
  }
  return streamReply(context, chunks(context, body, answer, choices));
}

export const requiredModel = (body: JsonObject): string => {
  if (typeof body.model === "string" && body.model !== "") return body.model;
  throw new Refusal(400, "you must provide a model parameter");
};

export function positiveInteger(body: JsonObject, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw new Refusal(400, `Invalid type for '${name}': expected an integer.`, "invalid_type", name);
  }
  if (value < 1) {
    const message = `Invalid '${name}': integer below minimum value. Expected a value >= 1, but got ${value} instead.`;
    throw new Refusal(400, message, "integer_below_min_value", name);
  }
  return value;
}

function readAsk(body: JsonObject): Ask {
  requiredModel(body);
  const messages = readMessages(body.messages);
  const texts = messages.flatMap((message) => [
    textOf(message.content),
    ...objectsIn(message.tool_calls).map((call) =>
      isObject(call.function) ? String(call.function.arguments ?? "") : "",
    ),
  ]);
  const ofRole = (...roles: string[]) => messages.filter((message) => roles.includes(String(message.role)));
  const last = messages.at(-1);
  const sinceTools = messages.slice(messages.findLastIndex((message) => message.role !== "tool") + 1);
  const format = body.response_format;
  return {
    system: ofRole("system", "developer")
      .map((message) => textOf(message.content))
      .join("\n"),
    lastUserText: textOf(ofRole("user").at(-1)?.content),
    toolResult:
      last?.role === "tool" ? sinceTools.map((message) => textOf(message.content)).join("\n") : undefined,
    lastMessageIsFromUser: last?.role === "user",
    texts,
    tools: objectsIn(body.tools).flatMap(({ function: tool }) =>
      isObject(tool) && typeof tool.name === "string" ? [{ name: tool.name, schema: tool.parameters }] : [],
    ),
    toolChoice: readToolChoice(body),
    parallelToolCalls: body.parallel_tool_calls !== false,
    documentSchema: readDocumentSchema(format),
    maxTokens: positiveInteger(body, "max_completion_tokens") ?? positiveInteger(body, "max_tokens"),
    stopSequences: stringsIn(body.stop),
  };
}

function readMessages(messages: unknown): readonly JsonObject[] {
  if (messages === undefined) {
    throw new Refusal(
      400,
      "Missing required parameter: 'messages'.",
      "missing_required_parameter",
      "messages",
    );
  }
  if (!Array.isArray(messages)) {
    throw new Refusal(
      400,
      "Invalid type for 'messages': expected an array of objects.",
      "invalid_type",
      "messages",
    );
  }
  if (messages.length === 0) {
    const message =
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.";
    throw new Refusal(400, message, "empty_array", "messages");
  }
  return messages.map((message, index) => {
    const at = `messages[${index}]`;
    if (!isObject(message))
      throw new Refusal(400, `Invalid type for '${at}': expected an object.`, "invalid_type", at);
    if (!ROLES.has(String(message.role))) {
      const text = `Invalid value: '${String(message.role)}'. Supported values are: ${[...ROLES].map((role) => `'${role}'`).join(", ")}.`;
      throw new Refusal(400, text, "invalid_value", `${at}.role`);
    }
    return message;
  });
}

function readToolChoice(body: JsonObject): Ask["toolChoice"] {
  const choice = body.tool_choice;
  if (choice === "none") return "none";
  if (!isObject(choice) || !isObject(choice.function)) return "any";
  const name = String(choice.function.name);
  const known = objectsIn(body.tools).some((tool) => isObject(tool.function) && tool.function.name === name);
  if (!known)
    throw new Refusal(400, `Tool choice '${name}' not found in 'tools' parameter.`, null, "tool_choice");
  return { name };
}

function readDocumentSchema(format: unknown): unknown {
  if (!isObject(format)) return undefined;
  if (format.type === "json_object") return ANY_DOCUMENT;
  if (format.type !== "json_schema") return undefined;
  const named = format.json_schema;
  if (isObject(named) && typeof named.name === "string") return named.schema ?? ANY_DOCUMENT;
  const param = "response_format.json_schema";
  throw new Refusal(400, `Missing required parameter: '${param}'.`, "missing_required_parameter", param);
}

const usageOf = (answer: Answer, choices: number): object => {
  const completionTokens = answer.completionTokens * choices;
  return {
    prompt_tokens: answer.promptTokens,
    completion_tokens: completionTokens,
    total_tokens: answer.promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
};

const callId = (context: CallContext, choice: number, call: number): string =>
  `call_simulated${context.number}_${choice}_${call}`;

function completion(context: CallContext, body: JsonObject, answer: Answer, choices: number): object {
  const message = (choice: number) => ({
    role: "assistant",
    content: answer.toolCalls.length > 0 ? null : answer.tokens.join(""),
    refusal: null,
    annotations: [],
    ...(answer.toolCalls.length > 0 && {
      tool_calls: answer.toolCalls.map(({ name, input }, index) => ({
        id: callId(context, choice, index),
        type: "function",
        function: { name, arguments: JSON.stringify(input) },
      })),
    }),
  });
  return {
    id: `chatcmpl-simulated${context.number}`,
    object: "chat.completion",
    created: context.createdSeconds,
    model: body.model,
    choices: Array.from({ length: choices }, (_, index) => ({
      index,
      message: message(index),
      logprobs: null,
      finish_reason: FINISH_REASONS[answer.end],
    })),
    usage: usageOf(answer, choices),
    service_tier: "default",
    system_fingerprint: "simulated",
  };
}

function* chunks(
  context: CallContext,
  body: JsonObject,
  answer: Answer,
  choices: number,
): Generator<BodyPart> {
  const options = body.stream_options;
  const withUsage = isObject(options) && options.include_usage === true;
  const everyChoice = Array.from({ length: choices }, (_, index) => index);
  const head = {
    id: `chatcmpl-simulated${context.number}`,
    object: "chat.completion.chunk",
    created: context.createdSeconds,
    model: body.model,
    service_tier: "default",
    system_fingerprint: "simulated",
  };
  const chunk = (
    kind: BodyPart["kind"],
    index: number,
    delta: object,
    reason: string | null = null,
  ): BodyPart => {
    const choice = { index, delta, logprobs: null, finish_reason: reason };
    return serverSentEvent(
      kind,
      JSON.stringify({ ...head, choices: [choice], ...(withUsage && { usage: null }) }),
    );
  };

  const content = answer.toolCalls.length > 0 ? null : "";
  for (const index of everyChoice) yield chunk("frame", index, { role: "assistant", content, refusal: null });
  for (const token of answer.tokens) {
    for (const index of everyChoice) yield chunk(index === 0 ? "token" : "frame", index, { content: token });
  }
  for (const index of everyChoice) yield* toolCallChunks(context, answer, index, chunk);
  for (const index of everyChoice) yield chunk("frame", index, {}, FINISH_REASONS[answer.end]);
  if (withUsage) {
    yield serverSentEvent("frame", JSON.stringify({ ...head, choices: [], usage: usageOf(answer, choices) }));
  }
  yield serverSentEvent("terminal", "[DONE]");
}

function* toolCallChunks(
  context: CallContext,
  answer: Answer,
  choice: number,
  chunk: (kind: BodyPart["kind"], index: number, delta: object) => BodyPart,
): Generator<BodyPart> {
  for (const [index, { name, input }] of answer.toolCalls.entries()) {
    const start = {
      index,
      id: callId(context, choice, index),
      type: "function",
      function: { name, arguments: "" },
    };
    yield chunk("frame", choice, { tool_calls: [start] });
    for (const piece of piecesOf(JSON.stringify(input))) {
      yield chunk("token", choice, { tool_calls: [{ index, function: { arguments: piece } }] });
    }
  }
}
