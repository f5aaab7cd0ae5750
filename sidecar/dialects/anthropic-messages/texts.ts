/** Where the texts stand in messages: https://docs.anthropic.com/en/api/messages */
import type { JsonObject } from "../../core/json.ts";
import type { TextOrigin } from "../../core/payload.ts";
import { jsonSchema } from "../json-schema.ts";
import {
  choose,
  from,
  keep,
  leaves,
  members,
  texts,
  textsOf,
  unlessString,
  urlOrBytes,
  type Walk,
} from "../walk.ts";

const cacheControl = members({ type: keep, ttl: keep });

/** Texts and where they were quoted from; the encrypted index is for the provider alone. */
export const citation = members({ type: keep, file_id: keep, encrypted_index: keep });

/** An image or a document, by value or by reference. */
const sourceMembers = {
  type: keep,
  media_type: keep,
  file_id: keep,
  url: urlOrBytes,
  content: contentBlocks,
};
const bytesSource = members({ ...sourceMembers, data: keep });
const textSource = members({ ...sourceMembers, data: texts });
const source = choose((object) => (object.type === "text" ? textSource : bytesSource));

function blockMembers(others: Walk): Readonly<Record<string, Walk>> {
  return {
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
    input: leaves,
    content: others === leaves ? resultBlocks : contentBlocks,
    source,
    citations: citation,
    cache_control: cacheControl,
    caller: members({ type: keep, tool_id: keep }),
    tool_references: members({ type: keep, tool_name: keep }),
  };
}

/** What a tool returned: as with its input, numbers in it are data too. */
const resultMembers = from("tool", members(blockMembers(leaves), leaves));
const spokenMembers = members(blockMembers(texts));
const callMembers = members({ ...blockMembers(texts), name: keep });
const redactedMembers = members({ ...blockMembers(texts), data: keep });

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

function resultBlocks(...[value, visit]: Parameters<Walk>): ReturnType<Walk> {
  return resultMembers(value, visit);
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
  tools: members({
    type: keep,
    name: keep,
    input_schema: jsonSchema,
    input_examples: leaves,
    allowed_callers: keep,
    cache_control: cacheControl,
    response_inclusion: keep,
    user_location: members({ type: keep }),
  }),
  tool_choice: members({ type: keep, name: keep }),
  thinking: members({ type: keep, display: keep }),
  container,
  context_management: members({ edits: members({ type: keep }) }),
  // The token opens the MCP server's door; the provider cannot use another in its stead.
  mcp_servers: members({ type: keep, name: keep, authorization_token: keep }),
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
  stop_details: members({ type: keep, category: keep }),
  container: members({
    id: keep,
    expires_at: keep,
    skills: members({ type: keep, skill_id: keep, version: keep }),
  }),
  usage: members({ service_tier: keep, inference_geo: keep, speed: keep }),
});

export const rewriteRequest = textsOf(request, "other", "invalid-request");
export const rewriteReply = textsOf(reply, "assistant", "invalid-upstream-reply");
