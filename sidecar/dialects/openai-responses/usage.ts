import type { JsonObject } from "../../core/json.ts";
import type { Usage } from "../../core/record.ts";
import { objectOf, tokenCount } from "../members.ts";

/** The `usage` of a response; the cached and the reasoning tokens are among the input and the output. */
export function usageOf(document: JsonObject): Usage | undefined {
  const usage = objectOf(document.usage);
  if (usage === undefined) return undefined;
  const cachedInputTokens = tokenCount(objectOf(usage.input_tokens_details)?.cached_tokens);
  const reasoningTokens = tokenCount(objectOf(usage.output_tokens_details)?.reasoning_tokens);
  return {
    inputTokens: tokenCount(usage.input_tokens) ?? 0,
    outputTokens: tokenCount(usage.output_tokens) ?? 0,
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
  };
}
