import type { JsonObject } from "../../core/json.ts";
import type { Usage } from "../../core/record.ts";
import { objectOf, tokenCount } from "../members.ts";

/** The `usage` of a reply or of a stream's chunk; embeddings have the same, without completion tokens. */
export function usageOf(document: JsonObject): Usage | undefined {
  const usage = objectOf(document.usage);
  if (usage === undefined) return undefined;
  const cachedInputTokens = tokenCount(objectOf(usage.prompt_tokens_details)?.cached_tokens);
  const reasoningTokens = tokenCount(objectOf(usage.completion_tokens_details)?.reasoning_tokens);
  return {
    inputTokens: tokenCount(usage.prompt_tokens) ?? 0,
    outputTokens: tokenCount(usage.completion_tokens) ?? 0,
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
  };
}
