/** What a translated response says beside its output. */
import type { ConversationUsage, ReplyContext } from "../../core/conversation.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { writeFormat } from "./conversation-request.ts";
import { writeToolChoice, writeTools } from "./conversation-tools.ts";

/** Clients' types demand that a response says its request again. */
export function responseHead(id: string, model: string, { createdAt, request }: ReplyContext): JsonObject {
  const orNull = (value: Json | undefined): Json => value ?? null;
  return {
    id,
    object: "response",
    created_at: createdAt,
    background: false,
    error: null,
    instructions: orNull(request.system[0]),
    max_output_tokens: orNull(request.maxOutputTokens),
    metadata: {},
    model,
    parallel_tool_calls: request.parallelToolCalls ?? true,
    previous_response_id: null,
    reasoning: {
      effort: orNull(request.reasoning?.effort),
      summary: request.reasoning?.isShown === true ? "auto" : null,
    },
    store: false,
    temperature: orNull(request.temperature),
    text: { format: writeFormat(request.output) },
    tool_choice: request.toolChoice === undefined ? "auto" : writeToolChoice(request.toolChoice),
    tools: writeTools(request.tools),
    top_p: orNull(request.topP),
    truncation: "disabled",
    user: orNull(request.user),
  };
}

export function writeUsage(usage: ConversationUsage): JsonObject {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: {
      cached_tokens: usage.cachedInputTokens ?? 0,
      cache_write_tokens: usage.cacheWriteTokens ?? 0,
    },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}
