import type { ForeignParts } from "../../core/dialect.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/**
 * Blocks in which another provider's reasoning came to a caller of this API: what proves it stands behind a mark
 * (`openai-responses:…`) or is empty, and Anthropic, whose own proofs are base64, would refuse the call for it.
 */
export function foreignParts({ messages }: JsonObject): ForeignParts | undefined {
  if (!isJsonArray(messages)) return undefined;
  const own = messages.flatMap(withoutForeign);
  const isSame = own.length === messages.length && own.every((message, index) => message === messages[index]);
  return isSame ? undefined : { without: { messages: own }, leftOut: ["thinking"] };
}

/** A turn that said nothing else is none: turns of one role may follow each other. */
function withoutForeign(message: Json): readonly Json[] {
  if (!isJsonObject(message) || message.role !== "assistant" || !isJsonArray(message.content))
    return [message];
  const { content } = message;
  const own = content.filter((block) => !isForeign(block));
  if (own.length === content.length) return [message];
  return own.length === 0 ? [] : [{ ...message, content: own }];
}

function isForeign(block: Json): boolean {
  if (!isJsonObject(block)) return false;
  const { type, signature, data } = block;
  if (type === "thinking")
    return signature === "" || (typeof signature === "string" && signature.includes(":"));
  return type === "redacted_thinking" && typeof data === "string" && data.includes(":");
}
