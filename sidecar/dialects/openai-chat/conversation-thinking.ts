/**
 * Reasoning in chat completions. OpenAI shows none here; gateways and other servers have settled on two members of a
 * message: `reasoning_content`, its text, and `thinking_blocks`, blocks in Anthropic's shape, with what proves them.
 * Where both stand they say the same, and the blocks say more.
 */
import type { AssistantPart, RedactedThinkingPart, ThinkingPart } from "../../core/conversation.ts";
import type { JsonObject } from "../../core/json.ts";
import { objectsOf, stringOf } from "../members.ts";
import type { StrictObject } from "../strict-object.ts";

export type Thinking = ThinkingPart | RedactedThinkingPart;

/** Of an assistant's message in a request. @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readThinking(message: StrictObject): readonly Thinking[] {
  const blocks = message.objects("thinking_blocks").map(readBlock);
  const text = message.string("reasoning_content") || message.string("reasoning") || "";
  message.value("reasoning");
  if (blocks.length > 0) return blocks;
  return text === "" ? [] : [{ type: "thinking", text, signature: undefined }];
}

function readBlock(block: StrictObject): Thinking {
  const type = block.requiredString("type");
  block.leaveOut("cache_control");
  block.value("index");
  if (type === "redacted_thinking") {
    const data = block.requiredString("data");
    block.end();
    return { type: "redacted-thinking", data };
  }
  if (type !== "thinking") throw block.refused("type");
  const text = block.requiredString("thinking");
  const signature = block.string("signature") || undefined;
  block.end();
  return { type, text, signature };
}

/** Of a message in a reply. */
export function thinkingOf(message: JsonObject): readonly Thinking[] {
  const blocks = objectsOf(message.thinking_blocks).flatMap(blockOf);
  if (blocks.length > 0) return blocks;
  const text = stringOf(message.reasoning_content) || stringOf(message.reasoning) || "";
  return text === "" ? [] : [{ type: "thinking", text, signature: undefined }];
}

function blockOf(block: JsonObject): readonly Thinking[] {
  const data = stringOf(block.data);
  if (block.type === "redacted_thinking")
    return data === undefined ? [] : [{ type: "redacted-thinking", data }];
  const text = stringOf(block.thinking);
  if (block.type !== "thinking" || text === undefined) return [];
  return [{ type: "thinking", text, signature: stringOf(block.signature) || undefined }];
}

/** The members of a message that show its reasoning. */
export function writeThinking(parts: readonly AssistantPart[]): JsonObject {
  const thinking = parts.filter((part) => part.type === "thinking" || part.type === "redacted-thinking");
  const text = thinking.map((part) => (part.type === "thinking" ? part.text : "")).join("");
  // Text alone needs no block; one without proof could not be given back to the provider that asks for it.
  const isProven = thinking.some((part) => part.type === "redacted-thinking" || part.signature !== undefined);
  return {
    ...(text === "" ? {} : { reasoning_content: text }),
    ...(isProven ? { thinking_blocks: thinking.map(writeBlock) } : {}),
  };
}

function writeBlock(part: Thinking): JsonObject {
  if (part.type === "redacted-thinking") return { type: "redacted_thinking", data: part.data };
  return {
    type: "thinking",
    thinking: part.text,
    ...(part.signature === undefined ? {} : { signature: part.signature }),
  };
}
