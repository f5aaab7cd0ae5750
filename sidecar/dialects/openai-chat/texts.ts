/** Where the texts stand in chat completions: https://platform.openai.com/docs/api-reference/chat */
import type { JsonObject } from "../../core/json.ts";
import type { TextOrigin } from "../../core/payload.ts";
import { textsOfChoices } from "../choices.ts";
import { jsonSchema } from "../json-schema.ts";
import {
  bytes,
  choose,
  each,
  fileData,
  from,
  jsonSource,
  jsonText,
  keep,
  members,
  number,
  skip,
  texts,
  textsOf,
  unlessString,
  urlOrBytes,
  type Walk,
} from "../walk.ts";

const cacheBreakpoint = members({ type: keep, mode: keep, ttl: keep });

/** A string, or a list of parts of any type. */
const content = members({
  type: keep,
  text: texts,
  refusal: texts,
  image_url: members({ url: urlOrBytes, detail: keep }),
  input_audio: members({ data: bytes, format: keep }),
  file: members({ file_data: fileData, file_id: keep, filename: texts }),
  cache_control: cacheBreakpoint,
  prompt_cache_breakpoint: cacheBreakpoint,
});

/** OpenRouter and others show reasoning so; encrypted pieces are for the provider alone. */
const reasoningDetails = members({
  type: keep,
  id: keep,
  index: number,
  format: keep,
  signature: keep,
  data: keep,
});

/** Reasoning as gateways show that of Anthropic's models; signatures and encrypted pieces go back as they came. */
const thinkingBlocks = members({ type: keep, index: number, thinking: texts, signature: keep, data: keep });

const named = members({ name: keep });

function messageMembers(functionArguments: Walk, name: Walk): Walk {
  const calledFunction = members({ name: keep, arguments: functionArguments });
  return members({
    role: keep,
    name,
    content,
    refusal: texts,
    reasoning_content: texts,
    reasoning: texts,
    tool_call_id: keep,
    tool_calls: members({
      id: keep,
      type: keep,
      function: calledFunction,
      custom: members({ name: keep, input: texts }),
    }),
    function_call: calledFunction,
    annotations: members({
      type: keep,
      url_citation: members({ start_index: number, end_index: number, title: texts, url: texts }),
    }),
    audio: members({ id: keep, data: bytes, expires_at: number, transcript: texts }),
    reasoning_details: reasoningDetails,
    thinking_blocks: thinkingBlocks,
  });
}

const ORIGINS: ReadonlyMap<unknown, TextOrigin> = new Map<unknown, TextOrigin>([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
  ["tool", "tool"],
  ["function", "tool"],
]);

const spoken = messageMembers(jsonSource, texts);
// The name of a tool's message is the tool's; that of any other may be a person's.
const returned = messageMembers(jsonSource, keep);

const message = choose((object: JsonObject) => {
  const origin = ORIGINS.get(object.role) ?? "other";
  return from(origin, origin === "tool" ? returned : spoken);
});

const functionDefinition = members({
  name: keep,
  description: texts,
  parameters: jsonSchema,
  strict: keep,
});

const request = members({
  model: keep,
  messages: message,
  tools: members({
    type: keep,
    function: functionDefinition,
    custom: members({
      name: keep,
      description: texts,
      format: members({ type: keep, grammar: members({ definition: texts, syntax: keep }) }),
    }),
  }),
  functions: functionDefinition,
  tool_choice: unlessString(
    members({
      type: keep,
      function: named,
      custom: named,
      allowed_tools: members({
        mode: keep,
        tools: members({ type: keep, name: keep, function: named, custom: named }),
      }),
    }),
  ),
  function_call: unlessString(named),
  response_format: members({
    type: keep,
    json_schema: members({ name: keep, description: texts, schema: jsonSchema, strict: keep }),
  }),
  prediction: from("assistant", members({ type: keep, content })),
  audio: members({ format: keep, voice: unlessString(members({ id: keep })) }),
  modalities: keep,
  stream: keep,
  stream_options: members({ include_usage: keep, include_obfuscation: keep }),
  store: keep,
  parallel_tool_calls: keep,
  logprobs: keep,
  top_logprobs: number,
  logit_bias: each(number),
  temperature: number,
  top_p: number,
  top_k: number,
  min_p: number,
  n: number,
  seed: number,
  max_tokens: number,
  max_completion_tokens: number,
  presence_penalty: number,
  frequency_penalty: number,
  repetition_penalty: number,
  stop: texts,
  user: texts,
  metadata: texts,
  safety_identifier: texts,
  prompt_cache_key: texts,
  moderation: members({
    model: keep,
    policy: members({ input: members({ mode: keep }), output: members({ mode: keep }) }),
  }),
  prompt_cache_options: cacheBreakpoint,
  prompt_cache_retention: keep,
  reasoning: members({ effort: keep, summary: keep }),
  reasoning_effort: keep,
  service_tier: keep,
  verbosity: keep,
  web_search_options: members({
    search_context_size: keep,
    user_location: members({ type: keep, approximate: texts }),
  }),
});

const choiceMembers = members({
  index: number,
  finish_reason: keep,
  logprobs: skip,
  message: messageMembers(jsonText, texts),
});

export const rewriteRequest = textsOf(request, "other", "request");
export const rewriteReply = textsOfChoices(choiceMembers);
