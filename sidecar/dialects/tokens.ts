import type { JsonObject } from "../core/json.ts";
import type { Usage } from "../core/record.ts";
import { objectOf, tokenCount } from "./members.ts";

/** The `usage` of images and transcriptions; the latter may be counted in seconds instead, which are no tokens. */
export function tokensOf(document: JsonObject): Usage | undefined {
  const usage = objectOf(document.usage);
  const inputTokens = tokenCount(usage?.input_tokens);
  return inputTokens === undefined
    ? undefined
    : { inputTokens, outputTokens: tokenCount(usage?.output_tokens) ?? 0 };
}
