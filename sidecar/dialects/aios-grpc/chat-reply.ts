/** Documents and stream events of OpenAI chat completions as aios.inference.v1 messages. */

import type { ChatChunk } from "../../../proto/gen/aios/inference/v1/ChatChunk.ts";
import type { ChatReply } from "../../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { Choice } from "../../../proto/gen/aios/inference/v1/Choice.ts";
import type { ChunkChoice } from "../../../proto/gen/aios/inference/v1/ChunkChoice.ts";
import type { Delta } from "../../../proto/gen/aios/inference/v1/Delta.ts";
import type { ToolCallDelta } from "../../../proto/gen/aios/inference/v1/ToolCallDelta.ts";
import type { Frame } from "../../core/call.ts";
import { AiosError, ERROR_TABLE, type ErrorKind } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import { events } from "../openai-chat/events.ts";
import { parseEvent } from "../sse/event.ts";
import { messageFromJson } from "./message.ts";
import { Rest } from "./rest.ts";
import { toStruct } from "./struct.ts";
import { usageFromJson } from "./usage.ts";

/** @throws AiosError `invalid-upstream-reply` */
export function chatReplyFromDocument(document: JsonObject): ChatReply {
  const rest = new Rest(document);
  rest.drop("object");
  const reply: ChatReply = {
    ...headFrom(rest),
    choices: (rest.objects("choices") ?? []).map(choiceFromJson),
    usage: usageFromJson(rest.object("usage")),
  };
  reply.extra = rest.extra();
  return reply;
}

function choiceFromJson(json: JsonObject, position: number): Choice {
  const rest = new Rest(json);
  const message = rest.object("message");
  const choice: Choice = {
    ...endingFrom(rest, position),
    message: message === undefined ? null : messageFromJson(message),
  };
  choice.extra = rest.extra();
  return choice;
}

/** The data of an error event has the shape of the provider's error bodies, so that it can stand for one. */
function reported(kind: ErrorKind, data: string): AiosError {
  const body = encoder.encode(data);
  const headers = { "content-type": "application/json" };
  return new AiosError(kind, "The provider reported an error inside its stream.", {
    answer: { status: ERROR_TABLE[kind].http, headers, body },
  });
}

const encoder = new TextEncoder();

/**
 * Undefined for `[DONE]` and for events that say nothing, such as comments.
 * @throws AiosError the error that the event reports, or `invalid-upstream-reply`
 */
export function chatChunkFromEvent(frame: Frame): ChatChunk | undefined {
  const document = chunkInEvent(frame);
  return document === undefined ? undefined : chatChunkFromDocument(document);
}

/** The same, as the document that the event holds. */
export function chunkInEvent(frame: Frame): JsonObject | undefined {
  const { data, event } = parseEvent(frame);
  if (data === "" || data.trim() === "[DONE]") return undefined;
  const document = objectIn(data);
  if (document === undefined || "error" in document || event === "error") {
    const kind = events.errorKind(frame);
    if (kind !== undefined) throw reported(kind, data);
  }
  if (document === undefined) {
    throw new AiosError(
      "invalid-upstream-reply",
      "The provider's stream holds an event that is not a JSON object.",
    );
  }
  return document;
}

/** Not by `parseJson`: a message holds no number that a double could not. */
function objectIn(data: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @throws AiosError `invalid-upstream-reply` */
export function chatChunkFromDocument(document: JsonObject): ChatChunk {
  const rest = new Rest(document);
  rest.drop("object");
  const chunk: ChatChunk = {
    ...headFrom(rest),
    choices: (rest.objects("choices") ?? []).map(chunkChoiceFromJson),
    usage: usageFromJson(rest.object("usage")),
  };
  chunk.extra = rest.extra();
  return chunk;
}

function chunkChoiceFromJson(json: JsonObject, position: number): ChunkChoice {
  const rest = new Rest(json);
  const delta = rest.object("delta");
  const choice: ChunkChoice = {
    ...endingFrom(rest, position),
    delta: delta === undefined ? null : deltaFromJson(delta),
  };
  choice.extra = rest.extra();
  return choice;
}

function deltaFromJson(json: JsonObject): Delta {
  const rest = new Rest(json);
  const delta: Delta = { toolCalls: (rest.objects("tool_calls") ?? []).map(toolCallDeltaFromJson) };
  const role = rest.string("role");
  if (role !== undefined) delta.role = role;
  const content = rest.string("content");
  if (content !== undefined) delta.content = content;
  const refusal = rest.string("refusal");
  if (refusal !== undefined) delta.refusal = refusal;
  const reasoning = rest.string("reasoning_content");
  if (reasoning !== undefined) delta.reasoningContent = reasoning;
  delta.extra = rest.extra();
  return delta;
}

function toolCallDeltaFromJson(json: JsonObject, position: number): ToolCallDelta {
  const rest = new Rest(json);
  const call: ToolCallDelta = { index: rest.integer("index") ?? position };
  const id = rest.string("id");
  if (id !== undefined) call.id = id;
  const type = rest.string("type");
  if (type !== undefined) call.type = type;
  const called = rest.object("function");
  if (called !== undefined) {
    const inner = new Rest(called);
    call.function = {};
    const name = inner.string("name");
    if (name !== undefined) call.function.name = name;
    const piece = inner.string("arguments");
    if (piece !== undefined) call.function.arguments = piece;
  }
  call.extra = rest.extra();
  return call;
}

function headFrom(
  rest: Rest,
): Pick<ChatReply & ChatChunk, "id" | "created" | "model" | "systemFingerprint" | "serviceTier"> {
  const head: ReturnType<typeof headFrom> = {
    id: rest.string("id") ?? "",
    created: rest.number("created") ?? 0,
    model: rest.string("model") ?? "",
  };
  const fingerprint = rest.string("system_fingerprint");
  if (fingerprint !== undefined) head.systemFingerprint = fingerprint;
  const tier = rest.string("service_tier");
  if (tier !== undefined) head.serviceTier = tier;
  return head;
}

function endingFrom(
  rest: Rest,
  position: number,
): Pick<Choice & ChunkChoice, "index" | "finishReason" | "logprobs"> {
  const logprobs = rest.object("logprobs");
  const ending: ReturnType<typeof endingFrom> = {
    index: rest.integer("index") ?? position,
    logprobs: logprobs === undefined ? null : toStruct(logprobs),
  };
  const reason = rest.string("finish_reason");
  if (reason !== undefined) ending.finishReason = reason;
  return ending;
}
