import type { Usage } from "../../../proto/gen/aios/inference/v1/Usage.ts";
import type { JsonObject } from "../../core/json.ts";
import { Rest } from "./rest.ts";

/** A details object that holds more than the one count with a field of its own is kept whole in `extra`. */
export function usageFromJson(json: JsonObject | undefined): Usage | null {
  if (json === undefined) return null;
  const rest = new Rest(json);
  const usage: Usage = {
    promptTokens: rest.integer("prompt_tokens") ?? 0,
    completionTokens: rest.integer("completion_tokens") ?? 0,
    totalTokens: rest.integer("total_tokens") ?? 0,
  };
  const cached = detail(json, "prompt_tokens_details", "cached_tokens", rest);
  if (cached !== undefined) usage.cachedTokens = cached;
  const reasoning = detail(json, "completion_tokens_details", "reasoning_tokens", rest);
  if (reasoning !== undefined) usage.reasoningTokens = reasoning;
  usage.extra = rest.extra();
  return usage;
}

function detail(json: JsonObject, key: string, count: string, rest: Rest): number | undefined {
  const details = new Rest(json).object(key);
  if (details === undefined) return undefined;
  const inner = new Rest(details);
  const value = inner.integer(count);
  if (inner.extra() === null) rest.drop(key);
  return value;
}
