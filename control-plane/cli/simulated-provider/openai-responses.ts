/**
 * `POST /v1/responses`: the request read, the answer told as one document or as a stream of named events. Whoever asks
 * for a summary of the reasoning gets one that repeats the question. Nothing is kept: an earlier response that a request
 * names is as good as none, and one in the background stays queued.
 */
import { type Answer, type Ask, answerTo, countTokens, piecesOf, textOf, tokensOf } from "./answer.ts";
import { Refusal } from "./errors.ts";
import { isObject, type JsonObject, objectsIn, stringsIn } from "./json.ts";
import { requiredModel } from "./openai-chat.ts";
import {
  type BodyPart,
  type CallContext,
  documentReply,
  serverSentEvent,
  streamReply,
  type WireReply,
} from "./wire.ts";

const ANY_DOCUMENT = { type: "object", properties: { text: { type: "string" } } };

export function response(context: CallContext, body: JsonObject): WireReply {
  const model = requiredModel(body);
  const ask = readAsk(body);
  const answer = answerTo(ask, context.replyWords);
  const told = tell(context, body, ask, answer);
  if (body.background === true) {
    return documentReply(context, {
      ...head(context, body, model),
      status: "queued",
      output: [],
      usage: null,
    });
  }
  if (body.stream === true) return streamReply(context, events(head(context, body, model), told));
  return documentReply(
    context,
    { ...head(context, body, model), ...told.ending, output: told.items },
    {
      tokenCount: answer.completionTokens,
    },
  );
}

/** An error inside a stream of this API has a name and tells its members twice, as the real one's do. */
export const responseErrorEvent = (): BodyPart => {
  const error = {
    type: "server_error",
    code: "server_error",
    message: "The server had an error while processing your request. Sorry about that!",
    param: null,
  };
  const data = { type: "error", sequence_number: 0, error };
  return serverSentEvent("frame", JSON.stringify(data), "error");
};

function readAsk(body: JsonObject): Ask {
  const items = readInput(body.input);
  const messages = items.filter(({ type, role }) => type === "message" || (type === undefined && role));
  const ofRole = (...roles: string[]) => messages.filter(({ role }) => roles.includes(String(role)));
  const system = [body.instructions, ...ofRole("system", "developer").map(({ content }) => content)]
    .map(textOf)
    .filter((text) => text !== "")
    .join("\n");
  const isResult = ({ type }: JsonObject) => type === "function_call_output";
  const last = items.at(-1);
  const results = items.slice(items.findLastIndex((item) => !isResult(item)) + 1);
  const format = isObject(body.text) ? body.text.format : undefined;
  return {
    system,
    lastUserText: textOf(ofRole("user").at(-1)?.content),
    toolResult: results.length > 0 ? results.map(({ output }) => textOf(output)).join("\n") : undefined,
    lastMessageIsFromUser: last?.role === "user",
    texts: [
      textOf(body.instructions),
      ...items.flatMap((item) => [
        textOf(item.content),
        textOf(item.output),
        textOf(item.summary),
        String(item.arguments ?? ""),
      ]),
    ],
    tools: objectsIn(body.tools).flatMap((tool) =>
      tool.type === "function" && typeof tool.name === "string"
        ? [{ name: tool.name, schema: tool.parameters }]
        : [],
    ),
    toolChoice: readToolChoice(body),
    parallelToolCalls: body.parallel_tool_calls !== false,
    documentSchema: readDocumentSchema(format),
    maxTokens: readMaxTokens(body.max_output_tokens),
    stopSequences: [],
  };
}

function readInput(input: unknown): readonly JsonObject[] {
  if (typeof input === "string") return [{ type: "message", role: "user", content: input }];
  if (input === undefined) {
    const text = "Missing required parameter: 'input'.";
    throw new Refusal(400, text, "missing_required_parameter", "input");
  }
  if (!Array.isArray(input)) {
    const text = "Invalid type for 'input': expected one of a string or array of objects.";
    throw new Refusal(400, text, "invalid_type", "input");
  }
  return input.map((item, index) => {
    const at = `input[${index}]`;
    if (!isObject(item))
      throw new Refusal(400, `Invalid type for '${at}': expected an object.`, "invalid_type", at);
    if (typeof item.type === "string" || typeof item.role === "string") return item;
    throw new Refusal(400, `Invalid value for '${at}'.`, "invalid_value", at);
  });
}

function readToolChoice(body: JsonObject): Ask["toolChoice"] {
  const choice = body.tool_choice;
  if (choice === "none") return "none";
  if (!isObject(choice) || choice.type !== "function") return "any";
  const name = String(choice.name);
  if (!objectsIn(body.tools).some((tool) => tool.name === name))
    throw new Refusal(400, `Tool choice '${name}' not found in 'tools' parameter.`, null, "tool_choice");
  return { name };
}

function readDocumentSchema(format: unknown): unknown {
  if (!isObject(format)) return undefined;
  if (format.type === "json_object") return ANY_DOCUMENT;
  if (format.type !== "json_schema") return undefined;
  if (typeof format.name === "string") return format.schema ?? ANY_DOCUMENT;
  const param = "text.format.name";
  throw new Refusal(400, `Missing required parameter: '${param}'.`, "missing_required_parameter", param);
}

function readMaxTokens(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
  const text = "Invalid 'max_output_tokens': expected an integer >= 1.";
  throw new Refusal(400, text, "invalid_value", "max_output_tokens");
}

interface Told {
  readonly items: readonly JsonObject[];
  readonly answer: Answer;
  /** What is known of a response only at its end. */
  readonly ending: JsonObject & { readonly status: "completed" | "incomplete" };
}

function tell(context: CallContext, body: JsonObject, ask: Ask, answer: Answer): Told {
  const reasoning = reasoningItems(context, body, ask);
  const isCut = answer.end === "token-limit";
  const reasoningTokens = reasoning.length === 0 ? 0 : countTokens([summaryOf(ask)]);
  const outputTokens = answer.completionTokens + reasoningTokens;
  return {
    answer,
    items: [...reasoning, ...answerItems(context, answer)],
    ending: {
      status: isCut ? "incomplete" : "completed",
      incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
      usage: {
        input_tokens: answer.promptTokens,
        input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        output_tokens: outputTokens,
        output_tokens_details: { reasoning_tokens: reasoningTokens },
        total_tokens: answer.promptTokens + outputTokens,
      },
    },
  };
}

const summaryOf = (ask: Ask): string => `The question is: ${ask.lastUserText}`;

function reasoningItems(context: CallContext, body: JsonObject, ask: Ask): readonly JsonObject[] {
  const { reasoning } = body;
  if (!isObject(reasoning) || typeof reasoning.summary !== "string") return [];
  const isSealed = stringsIn(body.include).includes("reasoning.encrypted_content");
  return [
    {
      id: `rs_simulated${context.number}`,
      type: "reasoning",
      summary: [{ type: "summary_text", text: summaryOf(ask) }],
      ...(isSealed && { encrypted_content: `gAAAAsimulated${context.number}==` }),
    },
  ];
}

function answerItems(context: CallContext, answer: Answer): readonly JsonObject[] {
  if (answer.toolCalls.length > 0) {
    return answer.toolCalls.map(({ name, input }, index) => ({
      id: `fc_simulated${context.number}_${index}`,
      type: "function_call",
      status: "completed",
      call_id: `call_simulated${context.number}_${index}`,
      name,
      arguments: JSON.stringify(input),
    }));
  }
  return [
    {
      id: `msg_simulated${context.number}`,
      type: "message",
      status: answer.end === "token-limit" ? "incomplete" : "completed",
      role: "assistant",
      content: [{ type: "output_text", text: answer.tokens.join(""), annotations: [], logprobs: [] }],
    },
  ];
}

/** The real one says the request again in every response. */
const head = (context: CallContext, body: JsonObject, model: string): JsonObject => ({
  id: `resp_simulated${context.number}`,
  object: "response",
  created_at: context.createdSeconds,
  status: "in_progress",
  background: body.background ?? false,
  error: null,
  incomplete_details: null,
  instructions: body.instructions ?? null,
  max_output_tokens: body.max_output_tokens ?? null,
  metadata: body.metadata ?? {},
  model,
  parallel_tool_calls: body.parallel_tool_calls ?? true,
  previous_response_id: body.previous_response_id ?? null,
  reasoning: { effort: null, summary: null, ...(isObject(body.reasoning) && body.reasoning) },
  service_tier: "default",
  store: body.store ?? true,
  temperature: body.temperature ?? 1,
  text: isObject(body.text) ? body.text : { format: { type: "text" } },
  tool_choice: body.tool_choice ?? "auto",
  tools: body.tools ?? [],
  top_p: body.top_p ?? 1,
  truncation: "disabled",
  user: body.user ?? null,
});

type Tell = (type: string, members: object, kind?: BodyPart["kind"]) => BodyPart;

function* events(response: JsonObject, { items, answer, ending }: Told): Generator<BodyPart> {
  let number = 0;
  const event: Tell = (type, members, kind = "frame") =>
    serverSentEvent(kind, JSON.stringify({ type, sequence_number: number++, ...members }), type);
  const begun = { ...response, output: [], usage: null };
  yield event("response.created", { response: begun });
  yield event("response.in_progress", { response: begun });
  for (const [output_index, item] of items.entries()) {
    const at = { item_id: item.id, output_index };
    if (item.type === "reasoning") yield* reasoningEvents(event, at, item);
    else if (item.type === "function_call") yield* callEvents(event, at, item);
    else yield* messageEvents(event, at, item, answer.tokens);
    yield event("response.output_item.done", { output_index, item });
  }
  yield event(
    `response.${ending.status}`,
    { response: { ...response, ...ending, output: items } },
    "terminal",
  );
}

interface Place {
  readonly item_id: unknown;
  readonly output_index: number;
}

function* reasoningEvents(event: Tell, place: Place, item: JsonObject): Generator<BodyPart> {
  const { output_index } = place;
  yield event("response.output_item.added", {
    output_index,
    item: { id: item.id, type: "reasoning", summary: [] },
  });
  for (const [summary_index, part] of objectsIn(item.summary).entries()) {
    const at = { ...place, summary_index };
    const text = String(part.text);
    yield event("response.reasoning_summary_part.added", { ...at, part: { ...part, text: "" } });
    for (const delta of tokensOf(text))
      yield event("response.reasoning_summary_text.delta", { ...at, delta }, "token");
    yield event("response.reasoning_summary_text.done", { ...at, text });
    yield event("response.reasoning_summary_part.done", { ...at, part });
  }
}

function* callEvents(event: Tell, place: Place, item: JsonObject): Generator<BodyPart> {
  const { output_index } = place;
  const open = { ...item, status: "in_progress", arguments: "" };
  yield event("response.output_item.added", { output_index, item: open });
  for (const delta of piecesOf(String(item.arguments)))
    yield event("response.function_call_arguments.delta", { ...place, delta }, "token");
  yield event("response.function_call_arguments.done", { ...place, arguments: item.arguments });
}

function* messageEvents(
  event: Tell,
  place: Place,
  item: JsonObject,
  tokens: readonly string[],
): Generator<BodyPart> {
  const { output_index } = place;
  yield event("response.output_item.added", {
    output_index,
    item: { ...item, status: "in_progress", content: [] },
  });
  for (const [content_index, part] of objectsIn(item.content).entries()) {
    const at = { ...place, content_index };
    yield event("response.content_part.added", { ...at, part: { ...part, text: "" } });
    for (const delta of tokens)
      yield event("response.output_text.delta", { ...at, delta, logprobs: [] }, "token");
    yield event("response.output_text.done", { ...at, text: part.text, logprobs: [] });
    yield event("response.content_part.done", { ...at, part });
  }
}
