/** Complete replies, and what their streams have in common with them. */
import type {
  AssistantPart,
  ConversationReply,
  ConversationUsage,
  ReplyContext,
  StopReason,
  ToolCallPart,
} from "../../core/conversation.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf, stringOf } from "../members.ts";
import { saysNothing } from "../strict-object.ts";
import { invalidReply, untranslatableReply } from "../translation-refusals.ts";
import { thinkingOf, writeThinking } from "./conversation-thinking.ts";
import { usageOf } from "./usage.ts";
import { isWhole } from "./whole.ts";

/** @throws AiosError `invalid-upstream-reply`; `unsupported` for what has no place in a conversation. */
export function readReply(document: JsonObject): ConversationReply {
  if (!isWhole(document)) throw invalidReply("it is no whole chat completion");
  const choices = objectsOf(document.choices);
  const [choice] = choices;
  const message = objectOf(choice?.message);
  if (choice === undefined || message === undefined) throw invalidReply("its choice has no message");
  if (choices.length > 1) throw untranslatableReply("several choices");
  refuseForeign(message);
  const parts: AssistantPart[] = [...thinkingOf(message)];
  const text = stringOf(message.content);
  if (text !== undefined && text !== "") parts.push({ type: "text", text });
  const refusal = stringOf(message.refusal);
  if (refusal !== undefined && refusal !== "") parts.push({ type: "refusal", text: refusal });
  parts.push(...objectsOf(message.tool_calls).map(readToolCall));
  return {
    id: stringOf(document.id) ?? "",
    model: stringOf(document.model) ?? "",
    parts,
    stop: readStop(choice.finish_reason, parts),
    usage: readUsage(document) ?? { inputTokens: 0, outputTokens: 0 },
  };
}

const FOREIGN = ["audio", "function_call", "annotations"] as const;

/** Of a message, or of a stream's delta. @throws AiosError `unsupported` */
export function refuseForeign(message: JsonObject): void {
  for (const key of FOREIGN) {
    const value = message[key];
    if (value !== undefined && !saysNothing(value)) throw untranslatableReply(`\`${key}\``);
  }
}

/** @throws AiosError `unsupported` for calls of other tools than functions. */
export function refuseCustom(call: JsonObject): void {
  if (isJsonObject(call.custom)) throw untranslatableReply("a call of a custom tool");
}

function readToolCall(call: JsonObject): ToolCallPart {
  refuseCustom(call);
  const called = objectOf(call.function);
  const id = stringOf(call.id);
  const name = stringOf(called?.name);
  if (id === undefined || name === undefined) throw invalidReply("a tool call has no id or no name");
  const source = stringOf(called?.arguments) ?? "";
  return { type: "tool-call", id, name, arguments: source.trim() === "" ? "{}" : source };
}

/** @throws AiosError `invalid-upstream-reply` for a reason that is none of OpenAI's. */
export function readStop(
  reason: Json | undefined,
  parts: readonly { readonly type: AssistantPart["type"] }[],
): StopReason {
  switch (reason) {
    case "stop":
      // Also said after a call that `tool_choice` demanded.
      if (parts.some(({ type }) => type === "tool-call")) return { type: "tool-calls" };
      return { type: parts.some(({ type }) => type === "refusal") ? "refusal" : "end" };
    case "tool_calls":
      return { type: "tool-calls" };
    case "length":
      return { type: "length" };
    case "content_filter":
      return { type: "content-filter" };
    default:
      throw invalidReply("its `finish_reason` is unknown");
  }
}

/** @throws AiosError `unsupported` */
export function writeStop(
  stop: StopReason,
  parts: readonly { readonly type: AssistantPart["type"] }[],
): string {
  switch (stop.type) {
    case "end":
    case "stop-sequence":
      return "stop";
    case "length":
      return "length";
    case "tool-calls":
      return "tool_calls";
    case "content-filter":
      return "content_filter";
    case "refusal":
      // OpenAI's own refusals are words of the model, and end like any other.
      return parts.some(({ type }) => type === "refusal") ? "stop" : "content_filter";
    case "pause":
      throw untranslatableReply("a pause in a turn that the provider wants continued");
  }
}

export function readUsage(document: JsonObject): ConversationUsage | undefined {
  const usage = usageOf(document);
  const details = objectOf(objectOf(document.usage)?.prompt_tokens_details);
  const cacheWriteTokens = numberOf(details?.cache_write_tokens);
  return usage && (cacheWriteTokens === undefined ? usage : { ...usage, cacheWriteTokens });
}

export function writeUsage(usage: ConversationUsage): JsonObject {
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = usage;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(cachedInputTokens === undefined && cacheWriteTokens === undefined
      ? {}
      : {
          prompt_tokens_details: {
            ...(cachedInputTokens === undefined ? {} : { cached_tokens: cachedInputTokens }),
            ...(cacheWriteTokens === undefined ? {} : { cache_write_tokens: cacheWriteTokens }),
          },
        }),
    ...(reasoningTokens === undefined
      ? {}
      : { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}

/** @throws AiosError `unsupported` */
export function writeReply(reply: ConversationReply, { createdAt }: ReplyContext): JsonObject {
  const { parts } = reply;
  const textOf = (type: "text" | "refusal") => {
    const texts = parts.flatMap((part) => (part.type === type ? [part.text] : []));
    return texts.length === 0 ? null : texts.join("");
  };
  const calls = parts.flatMap((part) =>
    part.type === "tool-call"
      ? [{ id: part.id, type: "function", function: { name: part.name, arguments: part.arguments } }]
      : [],
  );
  return {
    id: reply.id,
    object: "chat.completion",
    created: createdAt,
    model: reply.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: textOf("text"),
          refusal: textOf("refusal"),
          ...writeThinking(parts),
          ...(calls.length === 0 ? {} : { tool_calls: calls }),
        },
        logprobs: null,
        finish_reason: writeStop(reply.stop, parts),
      },
    ],
    usage: writeUsage(reply.usage),
  };
}
