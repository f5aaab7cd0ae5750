/** Where the texts stand in messages: https://docs.anthropic.com/en/api/messages */
import type { JsonObject } from "../../core/json.ts";
import type { TextOrigin } from "../../core/payload.ts";
import { isMediaType } from "../encoded-text.ts";
import { jsonSchema } from "../json-schema.ts";
import {
  bytes,
  choose,
  encodedText,
  from,
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

const cacheControl = members({ type: keep, ttl: keep });

/** Texts and where they were quoted from; the encrypted index is for the provider alone. */
export const citation = members({
  type: keep,
  file_id: keep,
  encrypted_index: keep,
  cited_text: texts,
  title: texts,
  document_title: texts,
  url: texts,
  document_index: number,
  search_result_index: number,
  start_char_index: number,
  end_char_index: number,
  start_page_number: number,
  end_page_number: number,
  start_block_index: number,
  end_block_index: number,
});

/** An image or a document, by value or by reference. */
const sourceMembers = {
  type: keep,
  media_type: keep,
  file_id: keep,
  url: urlOrBytes,
  content: contentBlocks,
};
const bytesSource = members({ ...sourceMembers, data: bytes });
const encodedSource = members({ ...sourceMembers, data: encodedText });
const textSource = members({ ...sourceMembers, data: texts });
const source = choose(({ type, media_type: mediaType }) => {
  if (type === "text") return textSource;
  return typeof mediaType === "string" && isMediaType(mediaType) ? bytesSource : encodedSource;
});

const blockMembers: Readonly<Record<string, Walk>> = {
  type: keep,
  id: keep,
  tool_use_id: keep,
  tool_name: keep,
  toolset_name: keep,
  server_name: keep,
  file_id: keep,
  signature: keep,
  encrypted_content: keep,
  encrypted_stdout: keep,
  encrypted_index: keep,
  error_code: keep,
  file_type: keep,
  media_type: keep,
  text: texts,
  thinking: texts,
  title: texts,
  url: texts,
  context: texts,
  is_error: keep,
  input: texts,
  content: contentBlocks,
  source,
  citations: citation,
  cache_control: cacheControl,
  caller: members({ type: keep, tool_id: keep }),
  tool_references: members({ type: keep, tool_name: keep }),
};

const spokenMembers = members(blockMembers);
const resultMembers = from("tool", spokenMembers);
const callMembers = members({ ...blockMembers, name: keep });
const redactedMembers = members({ ...blockMembers, data: keep });

/** A string, a block, or a list of blocks of any type. */
export const block: Walk = choose((object: JsonObject) => {
  const type = object.type;
  if (typeof type !== "string") return spokenMembers;
  if (type === "redacted_thinking") return redactedMembers;
  if (type.endsWith("tool_use")) return callMembers;
  return type.endsWith("tool_result") ? resultMembers : spokenMembers;
});

function contentBlocks(...[value, visit]: Parameters<Walk>): ReturnType<Walk> {
  return block(value, visit);
}

const ORIGINS: ReadonlyMap<unknown, TextOrigin> = new Map<unknown, TextOrigin>([
  ["system", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
]);

const messageMembers = members({ role: keep, content: block });

const message = choose((object) => from(ORIGINS.get(object.role) ?? "other", messageMembers));

const outputFormat = members({ type: keep, schema: jsonSchema });

const container = unlessString(
  members({ id: keep, skills: members({ type: keep, skill_id: keep, version: keep }) }),
);

const request = members({
  model: keep,
  system: from("system", block),
  messages: message,
  max_tokens: number,
  temperature: number,
  top_p: number,
  top_k: number,
  stop_sequences: texts,
  stream: keep,
  metadata: members({ user_id: texts }),
  tools: members({
    type: keep,
    name: keep,
    description: texts,
    input_schema: jsonSchema,
    input_examples: texts,
    strict: keep,
    max_uses: number,
    allowed_domains: texts,
    blocked_domains: texts,
    allowed_callers: keep,
    cache_control: cacheControl,
    response_inclusion: keep,
    user_location: members({ type: keep }),
  }),
  tool_choice: members({ type: keep, name: keep }),
  thinking: members({ type: keep, display: keep, budget_tokens: number }),
  container,
  context_management: members({ edits: members({ type: keep }) }),
  // The token opens the MCP server's door; the provider cannot use another in its stead.
  mcp_servers: members({ type: keep, name: keep, url: texts, authorization_token: keep }),
  output_config: members({ effort: keep, format: outputFormat }),
  output_format: outputFormat,
  cache_control: cacheControl,
  service_tier: keep,
  inference_geo: keep,
  speed: keep,
});

const reply = members({
  id: keep,
  type: keep,
  role: keep,
  model: keep,
  content: block,
  stop_reason: keep,
  stop_sequence: texts,
  stop_details: members({ type: keep, category: keep, explanation: texts }),
  container: members({
    id: keep,
    expires_at: keep,
    skills: members({ type: keep, skill_id: keep, version: keep }),
  }),
  usage: skip,
});

export const rewriteRequest = textsOf(request, "other", "request");
export const rewriteReply = textsOf(reply, "assistant", "reply");
