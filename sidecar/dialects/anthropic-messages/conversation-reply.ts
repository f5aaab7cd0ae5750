/** Complete replies, and what their streams have in common with them. */
import type {
  AssistantPart,
  ConversationReply,
  ConversationUsage,
  StopReason,
} from "../../core/conversation.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf, parseObject, stringOf } from "../members.ts";
import { saysNothing } from "../strict-object.ts";
import { invalidReply, untranslatableReply } from "../translation-refusals.ts";
import { usageOf } from "./usage.ts";
import { isWhole } from "./whole.ts";

/** @throws AiosError `invalid-upstream-reply`; `unsupported` for what has no place in a conversation. */
export function readReply(document: JsonObject): ConversationReply {
  if (!isWhole(document)) throw invalidReply("it is no whole message");
  const explanation = refusalOf(document);
  return {
    id: stringOf(document.id) ?? "",
    model: stringOf(document.model) ?? "",
    parts: [
      ...objectsOf(document.content).flatMap(readBlock),
      ...(explanation === undefined ? [] : [{ type: "refusal", text: explanation } as const]),
    ],
    stop: readStop(document),
    usage: readUsage(document) ?? { inputTokens: 0, outputTokens: 0 },
  };
}

function readBlock(block: JsonObject): readonly AssistantPart[] {
  switch (block.type) {
    case "text": {
      refuseCitations(block);
      const text = stringOf(block.text) ?? "";
      return text === "" ? [] : [{ type: "text", text }];
    }
    case "thinking":
      return [
        {
          type: "thinking",
          text: stringOf(block.thinking) ?? "",
          signature: stringOf(block.signature) || undefined,
        },
      ];
    case "redacted_thinking":
      return [{ type: "redacted-thinking", data: stringOf(block.data) ?? "" }];
    case "tool_use": {
      const { id, name } = callOf(block);
      return [{ type: "tool-call", id, name, arguments: JSON.stringify(objectOf(block.input) ?? {}) }];
    }
    default:
      throw foreignBlock(block);
  }
}

/** @throws AiosError `invalid-upstream-reply` */
export function callOf(block: JsonObject): { readonly id: string; readonly name: string } {
  const id = stringOf(block.id);
  const name = stringOf(block.name);
  if (id === undefined || name === undefined) throw invalidReply("a tool call has no id or no name");
  return { id, name };
}

/** @throws AiosError `unsupported` */
export function refuseCitations({ citations }: JsonObject): void {
  if (citations !== undefined && !saysNothing(citations)) throw untranslatableReply("citations");
}

export function foreignBlock({ type }: JsonObject): Error {
  const isName = typeof type === "string" && /^[a-z_]{1,64}$/.test(type);
  return untranslatableReply(isName ? `a block of type \`${type}\`` : "a block of an unknown type");
}

/** What the provider says of its refusal, in a message or a stream's `message_delta.delta`. */
export function refusalOf({ stop_reason: reason, stop_details: details }: JsonObject): string | undefined {
  return reason === "refusal" ? stringOf(objectOf(details)?.explanation) || undefined : undefined;
}

/** @throws AiosError `invalid-upstream-reply` for a reason that is none of Anthropic's. */
export function readStop({ stop_reason: reason, stop_sequence: sequence }: JsonObject): StopReason {
  switch (reason) {
    case "end_turn":
      return { type: "end" };
    case "max_tokens":
    case "model_context_window_exceeded":
      return { type: "length" };
    case "stop_sequence":
      return { type: "stop-sequence", sequence: stringOf(sequence) };
    case "tool_use":
      return { type: "tool-calls" };
    case "refusal":
      return { type: "refusal" };
    case "pause_turn":
      return { type: "pause" };
    default:
      throw invalidReply("its `stop_reason` is unknown");
  }
}

const REASONS = {
  end: "end_turn",
  length: "max_tokens",
  "stop-sequence": "stop_sequence",
  "tool-calls": "tool_use",
  // Anthropic has one word for both.
  "content-filter": "refusal",
  refusal: "refusal",
  pause: "pause_turn",
} as const satisfies Record<StopReason["type"], string>;

export function writeStop(stop: StopReason): JsonObject {
  // A dialect that does not tell which sequence it was has stopped all the same.
  if (stop.type === "stop-sequence" && stop.sequence === undefined) {
    return { stop_reason: REASONS.end, stop_sequence: null };
  }
  return {
    stop_reason: REASONS[stop.type],
    stop_sequence: stop.type === "stop-sequence" ? (stop.sequence ?? null) : null,
  };
}

/** The `usage` of a message. */
export function readUsage(document: JsonObject): ConversationUsage | undefined {
  const usage = usageOf(document);
  const cacheWriteTokens = numberOf(objectOf(document.usage)?.cache_creation_input_tokens);
  return usage && (cacheWriteTokens === undefined ? usage : { ...usage, cacheWriteTokens });
}

/** Anthropic counts what was read from its cache, or written to it, apart from the rest of the input. */
export function writeUsage(usage: ConversationUsage): JsonObject {
  const { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0, reasoningTokens } = usage;
  return {
    input_tokens: Math.max(0, inputTokens - cachedInputTokens - cacheWriteTokens),
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: cachedInputTokens,
    output_tokens: outputTokens,
    ...(reasoningTokens === undefined ? {} : { output_tokens_details: { thinking_tokens: reasoningTokens } }),
  };
}

/** @throws AiosError `invalid-upstream-reply` for a tool call whose arguments are no JSON object. */
export function writeReply({ id, model, parts, stop, usage }: ConversationReply): JsonObject {
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: parts.map(writeBlock),
    ...writeStop(stop),
    usage: writeUsage(usage),
  };
}

function writeBlock(part: AssistantPart): Json {
  switch (part.type) {
    case "text":
    case "refusal":
      return { type: "text", text: part.text, citations: null };
    case "thinking":
      return { type: "thinking", thinking: part.text, signature: part.signature ?? "" };
    case "redacted-thinking":
      return { type: "redacted_thinking", data: part.data };
    case "tool-call": {
      const input = parseObject(part.arguments);
      if (input === undefined) throw invalidReply("the arguments of a tool call are no JSON object");
      return { type: "tool_use", id: part.id, name: part.name, input };
    }
  }
}
