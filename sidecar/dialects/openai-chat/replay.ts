/** Complete replies as streams, streams as complete replies, and replies that say a given text. */
import type { Frame } from "../../core/call.ts";
import type { ReplyFacts } from "../../core/dialect.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { foldChunks } from "../choices.ts";
import { numberOf, objectOf, objectsOf, stringOf, without } from "../members.ts";
import { encodeEvent } from "../sse/event.ts";
import { events } from "./events.ts";
import { DeltaJoin } from "./join.ts";

type Members = Record<string, Json | undefined>;

export function fixedReply(text: string, facts: ReplyFacts): JsonObject {
  return {
    id: `chatcmpl-${facts.id}`,
    object: "chat.completion",
    created: facts.createdAt,
    model: facts.model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: text, refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };
}

/** Members of a reply that all chunks repeat; others are told once, in the first. */
const HEAD = ["id", "created", "model", "service_tier", "system_fingerprint"];

/** The usage comes in an event of its own, as OpenAI sends it, when the request's `stream_options` ask for it. */
export function toEvents(document: JsonObject, request: JsonObject): readonly Frame[] {
  const includeUsage = objectOf(request.stream_options)?.include_usage === true;
  const usage = includeUsage ? objectOf(document.usage) : undefined;
  const head: Members = { object: "chat.completion.chunk" };
  for (const key of HEAD) if (document[key] !== undefined) head[key] = document[key];
  const deltas = objectsOf(document.choices).flatMap(choiceChunks);
  const once = without(document, ...HEAD, "object", "choices", "usage");
  const frames = deltas.map((choice, position) =>
    encodeChunk({
      ...head,
      ...(position === 0 ? once : {}),
      choices: [choice],
      ...(includeUsage ? { usage: null } : {}),
    }),
  );
  if (usage !== undefined) frames.push(encodeChunk({ ...head, choices: [], usage }));
  frames.push(encodeEvent({ data: "[DONE]" }));
  return frames;
}

function encodeChunk(chunk: JsonObject): Frame {
  return encodeEvent({ data: JSON.stringify(chunk) });
}

/** The role, then each text, call and other member of the message in a chunk of its own, then the reason of its end. */
function choiceChunks(choice: JsonObject, position: number): readonly JsonObject[] {
  const index = numberOf(choice.index) ?? position;
  const message = objectOf(choice.message) ?? {};
  const first: Members = { role: stringOf(message.role) ?? "assistant" };
  const deltas: JsonObject[] = [first];
  for (const [key, value] of Object.entries(message)) {
    if (key === "role" || value === undefined) continue;
    // An empty beginning tells a reader that the member is there, also when nothing follows.
    first[key] = typeof value === "string" ? "" : isJsonArray(value) ? [] : value;
    if (typeof value === "string" && value !== "") deltas.push({ [key]: value });
    if (isJsonArray(value)) {
      if (key === "tool_calls")
        deltas.push(
          ...value.map((call, at) => ({ [key]: [isJsonObject(call) ? { ...call, index: at } : call] })),
        );
      else if (value.length > 0) deltas.push({ [key]: value });
    }
  }
  const logprobs = choice.logprobs;
  const ending = without(choice, "index", "message", "logprobs", "finish_reason");
  return [
    ...deltas.map((delta) => ({ index, delta, finish_reason: null })),
    {
      index,
      delta: {},
      ...(logprobs === undefined ? {} : { logprobs }),
      ...ending,
      finish_reason: choice.finish_reason ?? "stop",
    },
  ];
}

/** Deltas of one choice and of one tool call are joined. @throws AiosError as `foldChunks` does */
export function fromEvents(frames: readonly Frame[]): JsonObject {
  const deltas = new DeltaJoin();
  return foldChunks(frames, {
    object: "chat.completion",
    errorKind: events.errorKind,
    begin: (index) => ({ index, message: {} }),
    add: (choice, chunk) => addChunk(choice, chunk, deltas),
    finished,
  });
}

function addChunk(choice: Members, chunk: JsonObject, deltas: DeltaJoin): void {
  const { delta, logprobs, finish_reason: reason, ...others } = chunk;
  Object.assign(choice, others);
  choice.message = deltas.join(choice.message, delta ?? null);
  if (logprobs !== undefined) choice.logprobs = deltas.join(choice.logprobs, logprobs);
  if (reason !== undefined && (reason !== null || choice.finish_reason === undefined))
    choice.finish_reason = reason;
}

/** A complete reply's tool calls have no index; their order says it. */
function finished(choice: Members): JsonObject {
  const message = objectOf(choice.message);
  const calls = message?.tool_calls;
  if (!isJsonArray(calls)) return choice;
  const ordered = [...calls].sort((left, right) => callIndex(left) - callIndex(right));
  const toolCalls = ordered.map((call) => (isJsonObject(call) ? without(call, "index") : call));
  return { ...choice, message: { ...message, tool_calls: toolCalls } };
}

function callIndex(call: Json): number {
  return numberOf(objectOf(call)?.index) ?? 0;
}
