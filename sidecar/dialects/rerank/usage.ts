import type { JsonObject } from "../../core/json.ts";
import type { Usage } from "../../core/record.ts";
import { objectOf, tokenCount } from "../members.ts";

/** vLLM and Jina count in `usage`, some of them the total alone. Cohere bills searches, which are no tokens. */
export function usageOf(document: JsonObject): Usage | undefined {
  const usage = objectOf(document.usage);
  const inputTokens = tokenCount(usage?.prompt_tokens) ?? tokenCount(usage?.total_tokens);
  return inputTokens === undefined ? undefined : { inputTokens, outputTokens: 0 };
}
