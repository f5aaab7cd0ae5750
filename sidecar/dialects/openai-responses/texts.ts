/** Where the texts stand in responses: https://platform.openai.com/docs/api-reference/responses */
import { jsonSchema } from "../json-schema.ts";
import {
  each,
  from,
  keep,
  members,
  number,
  type Side,
  skip,
  texts,
  textsOf,
  unlessString,
  type Walk,
} from "../walk.ts";
import { items, part } from "./item-texts.ts";
import { tool, toolChoice } from "./tool-texts.ts";

/** What a request says, and what its response says again. */
function shared(side: Side): Readonly<Record<string, Walk>> {
  return {
    model: keep,
    instructions: from("system", items(side)),
    tools: tool,
    tool_choice: toolChoice,
    text: members({
      format: members({ type: keep, name: keep, description: texts, schema: jsonSchema, strict: keep }),
      verbosity: keep,
    }),
    reasoning: members({ effort: keep, summary: keep, generate_summary: keep, context: keep, mode: keep }),
    prompt: members({ id: keep, version: keep, variables: each(part) }),
    previous_response_id: keep,
    conversation: unlessString(members({ id: keep })),
    background: keep,
    store: keep,
    service_tier: keep,
    truncation: keep,
    parallel_tool_calls: keep,
    max_output_tokens: number,
    max_tool_calls: number,
    temperature: number,
    top_p: number,
    top_logprobs: number,
    frequency_penalty: number,
    presence_penalty: number,
    prompt_cache_retention: keep,
    prompt_cache_options: members({ mode: keep, ttl: keep, prewarm: keep, comparison_response_id: keep }),
    image: members({ context_compression: keep }),
    access_programs: members({ cyber: keep }),
    metadata: texts,
    user: texts,
    safety_identifier: texts,
    prompt_cache_key: texts,
  };
}

const request = members({
  ...shared("request"),
  input: from("user", items("request")),
  include: keep,
  stream: keep,
  stream_options: members({ include_obfuscation: keep }),
  context_management: members({ type: keep, compact_threshold: number }),
  moderation: members({
    model: keep,
    policy: members({ input: members({ mode: keep }), output: members({ mode: keep }) }),
  }),
});

export const response = members({
  ...shared("reply"),
  id: keep,
  object: keep,
  created_at: number,
  completed_at: number,
  status: keep,
  error: members({ type: keep, code: keep }),
  incomplete_details: members({ reason: keep }),
  input_transformations: members({ id: keep, type: keep, action: keep, reason: keep }),
  output: items("reply"),
  usage: skip,
  tool_usage: skip,
});

export const rewriteRequest = textsOf(request, "other", "request");
export const rewriteReply = textsOf(response, "assistant", "reply");
