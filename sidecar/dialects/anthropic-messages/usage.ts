import type { JsonObject } from "../../core/json.ts";
import type { Usage } from "../../core/record.ts";
import { objectOf, tokenCount } from "../members.ts";

/**
 * The `usage` of a reply, or of a stream's `message_start`. Anthropic counts cached input apart; here, as everywhere in
 * the engine, `inputTokens` is all input and `cachedInputTokens` the part of it that was read from the cache.
 */
export function usageOf(document: JsonObject): Usage | undefined {
  const usage = objectOf(document.usage);
  if (usage === undefined) return undefined;
  const read = tokenCount(usage.cache_read_input_tokens);
  const written = tokenCount(usage.cache_creation_input_tokens) ?? 0;
  const reasoningTokens = tokenCount(objectOf(usage.output_tokens_details)?.thinking_tokens);
  return {
    inputTokens: (tokenCount(usage.input_tokens) ?? 0) + (read ?? 0) + written,
    outputTokens: tokenCount(usage.output_tokens) ?? 0,
    ...(read === undefined ? {} : { cachedInputTokens: read }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
  };
}

/**
 * The `usage` of a stream's `message_delta`: totals so far, of which those that do not apply are left out. Without its
 * cached parts the input is not whole, and what `message_start` said of it stands.
 */
export function deltaUsageOf(event: JsonObject): Usage | undefined {
  const total = usageOf(event);
  const usage = objectOf(event.usage);
  if (total === undefined) return undefined;
  const isWhole =
    tokenCount(usage?.cache_read_input_tokens) !== undefined ||
    tokenCount(usage?.cache_creation_input_tokens) !== undefined;
  return isWhole ? total : { ...total, inputTokens: 0 };
}
