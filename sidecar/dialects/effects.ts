import type { RequestEffects } from "../core/dialect.ts";
import { isJsonArray, isJsonObject, isRawNumber, type Json, type JsonObject } from "../core/json.ts";

/**
 * Of chats, responses, messages and text completions, which have these members in common: `temperature`, `store`, `tools`,
 * OpenAI's older `functions` and `web_search_options`, and Anthropic's `mcp_servers`.
 */
export function effectsOf(document: JsonObject): RequestEffects {
  const { tools, functions, web_search_options, mcp_servers, store } = document;
  const hasTools =
    isGiven(tools) || isGiven(functions) || isGiven(web_search_options) || isGiven(mcp_servers);
  return {
    temperature: numberOf(document["temperature"]),
    tools: hasTools
      ? [
          ...listOf(tools).map(toolName),
          ...listOf(functions).map(toolName),
          ...(isGiven(web_search_options) ? ["web_search"] : []),
          ...listOf(mcp_servers).map(() => "mcp"),
        ]
      : NO_TOOLS,
    isStored: store === true,
  };
}

const NO_TOOLS: readonly string[] = [];

/** A function by its name, a provider's own tool by its type. One that has neither is no tool that anybody has allowed. */
function toolName(tool: Json): string {
  if (!isJsonObject(tool)) return "";
  const of = isJsonObject(tool["function"])
    ? tool["function"]
    : isJsonObject(tool["custom"])
      ? tool["custom"]
      : tool;
  for (const name of [of["name"], tool["server_label"], tool["type"]])
    if (typeof name === "string") return name;
  return "";
}

function listOf(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  return isRawNumber(value) ? Number(value.rawJSON) : undefined;
}
