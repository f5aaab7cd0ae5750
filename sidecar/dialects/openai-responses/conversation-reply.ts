/** Whole responses as replies of a conversation, and replies as responses. */
import type {
  AssistantPart,
  ConversationEvent,
  ConversationReply,
  ConversationUsage,
  ReplyContext,
  StartedPart,
  StopReason,
  ToolCallPart,
} from "../../core/conversation.ts";
import { AiosError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf, stringOf } from "../members.ts";
import { isError } from "../openai-chat/errors.ts";
import { invalidReply, untranslatableReply } from "../translation-refusals.ts";
import { ResponseWriting } from "./conversation-writing.ts";
import { kindOfResponseError } from "./errors.ts";
import { readReasoning } from "./reasoning-seal.ts";
import { usageOf } from "./usage.ts";

export function readReply(document: JsonObject): ConversationReply {
  const parts = objectsOf(document.output).flatMap(readOutputItem);
  return {
    id: stringOf(document.id) ?? "",
    model: stringOf(document.model) ?? "",
    parts,
    stop: readStop(document, parts),
    usage: readUsage(document) ?? { inputTokens: 0, outputTokens: 0 },
  };
}

/**
 * What an item of the output says.
 * @throws AiosError `unsupported` for one of the provider's own tools
 */
export function readOutputItem(item: JsonObject): readonly AssistantPart[] {
  switch (item.type) {
    case "message":
      return objectsOf(item.content).flatMap(readContent);
    case "function_call":
      return [readCall(item)];
    case "reasoning": {
      const part = readReasoning(item);
      return part === undefined ? [] : [part];
    }
    default:
      throw foreignItem(item);
  }
}

/** @throws AiosError `invalid-upstream-reply` */
export function readCall(item: JsonObject): ToolCallPart {
  const id = stringOf(item.call_id);
  const name = stringOf(item.name);
  if (id === undefined || name === undefined) throw invalidReply("a tool call has no id or no name");
  const source = stringOf(item.arguments) ?? "";
  return { type: "tool-call", id, name, arguments: source.trim() === "" ? "{}" : source };
}

/** Of one of the provider's own tools. */
export function foreignItem({ type }: JsonObject): AiosError {
  const isName = typeof type === "string" && /^[a-z_]{1,64}$/.test(type);
  return untranslatableReply(isName ? `an item of type \`${type}\`` : "an item of an unknown type");
}

function readContent(part: JsonObject): readonly AssistantPart[] {
  if (part.type === "output_text") return [{ type: "text", text: stringOf(part.text) ?? "" }];
  if (part.type === "refusal") return [{ type: "refusal", text: stringOf(part.refusal) ?? "" }];
  throw untranslatableReply("a part of a message of an unknown type");
}

/** @throws AiosError `invalid-upstream-reply`, or what a failed response failed for */
export function readStop(
  { status, error, incomplete_details: details }: JsonObject,
  parts: readonly { readonly type: AssistantPart["type"] }[],
): StopReason {
  if (isError(error)) throw failed(error);
  switch (status) {
    case "completed":
      if (parts.some(({ type }) => type === "tool-call")) return { type: "tool-calls" };
      return { type: parts.some(({ type }) => type === "refusal") ? "refusal" : "end" };
    case "incomplete": {
      const reason = stringOf(objectOf(details)?.reason);
      if (reason === undefined) return { type: "pause" };
      return { type: reason === "content_filter" ? "content-filter" : "length" };
    }
    case "failed":
      throw failed(null);
    default:
      throw invalidReply("it is a response that has not come to its end");
  }
}

export function failed(error: Parameters<typeof kindOfResponseError>[0]): AiosError {
  return new AiosError(kindOfResponseError(error), "The provider's response has failed.");
}

export function readUsage(document: JsonObject): ConversationUsage | undefined {
  const usage = usageOf(document);
  if (usage === undefined) return undefined;
  const written = numberOf(objectOf(objectOf(document.usage)?.input_tokens_details)?.cache_write_tokens);
  return written === undefined ? usage : { ...usage, cacheWriteTokens: written };
}

export function writeReply(reply: ConversationReply, context: ReplyContext): JsonObject {
  const writing = new ResponseWriting(context);
  let last: JsonObject = {};
  for (const event of eventsOf(reply)) last = writing.tell(event).at(-1)?.members ?? last;
  return objectOf(last.response) ?? {};
}

function* eventsOf({ id, model, parts, stop, usage }: ConversationReply): Generator<ConversationEvent> {
  yield { type: "start", id, model, usage: undefined };
  for (const [index, part] of parts.entries()) yield* partEvents(part, index);
  yield { type: "finish", stop, usage };
}

/** A whole part, told step by step. */
export function* partEvents(part: AssistantPart, index: number): Generator<ConversationEvent> {
  yield { type: "part-start", index, part: startOf(part) };
  const text =
    part.type === "tool-call" ? part.arguments : part.type === "redacted-thinking" ? "" : part.text;
  if (text !== "") yield { type: "part-delta", index, text };
  if (part.type === "thinking" && part.signature !== undefined)
    yield { type: "part-signature", index, signature: part.signature };
  yield { type: "part-end", index };
}

function startOf(part: AssistantPart): StartedPart {
  switch (part.type) {
    case "redacted-thinking":
      return { type: "redacted-thinking", data: part.data };
    case "tool-call":
      return { type: "tool-call", id: part.id, name: part.name };
    default:
      return { type: part.type };
  }
}
