/** Where the texts stand in the tools of a response: https://platform.openai.com/docs/api-reference/responses */
import { isJsonObject } from "../../core/json.ts";
import { jsonSchema } from "../json-schema.ts";
import {
  choose,
  each,
  isWord,
  keep,
  members,
  number,
  texts,
  unlessString,
  urlOrBytes,
  type Walk,
} from "../walk.ts";

/** Opens somebody's door; the provider cannot use another in its stead. Whatever does not look like one is a text. */
const credential: Walk = (value, visit) =>
  typeof value === "string" && isWord(value.replace(/^(?:Bearer|Basic) /i, "")) ? value : texts(value, visit);

const networkPolicy = members({
  type: keep,
  allowed_domains: texts,
  domain_secrets: members({ domain: texts, name: texts, value: credential }),
});

const container = unlessString(
  members({
    type: keep,
    container_id: keep,
    file_ids: keep,
    memory_limit: keep,
    network_policy: networkPolicy,
    skills: members({ type: keep, skill_id: keep, version: keep, name: keep }),
  }),
);

/** Where a shell runs, or a computer's sort. */
export const environment = container;

const callers = { allowed_callers: keep, defer_loading: keep, async: keep };

const functionTool = members({
  ...callers,
  type: keep,
  name: keep,
  description: texts,
  parameters: jsonSchema,
  output_schema: jsonSchema,
  strict: keep,
});

const customTool = members({
  ...callers,
  type: keep,
  name: keep,
  description: texts,
  format: members({ type: keep, definition: texts, syntax: keep }),
});

const toolNames = members({ tool_names: keep, read_only: keep });

const mcpTool = members({
  ...callers,
  type: keep,
  server_label: keep,
  server_url: texts,
  server_description: texts,
  connector_id: keep,
  tunnel_id: keep,
  authorization: credential,
  headers: each(credential),
  allowed_tools: (value, visit) => (isJsonObject(value) ? toolNames(value, visit) : keep(value, visit)),
  require_approval: unlessString(members({ always: toolNames, never: toolNames })),
});

const location = members({ type: keep });

/** Attributes and what they are compared to, nested at will. */
const filters: Walk = choose(() => filterMembers);
const filterMembers = members({ type: keep, filters });

/** Tools that the provider runs itself. */
const hostedTool = members({
  ...callers,
  type: keep,
  vector_store_ids: keep,
  max_num_results: number,
  filters,
  ranking_options: members({
    ranker: keep,
    score_threshold: number,
    hybrid_search: members({ embedding_weight: number, text_weight: number }),
  }),
  search_context_size: keep,
  search_content_types: keep,
  external_web_access: keep,
  user_location: location,
  display_width: number,
  display_height: number,
  environment,
  container,
  model: keep,
  action: keep,
  background: keep,
  complexity: keep,
  frame_count: number,
  frame_duration_ms: number,
  input_fidelity: keep,
  input_image_mask: members({ file_id: keep, image_url: urlOrBytes }),
  moderation: keep,
  output_compression: number,
  output_format: keep,
  partial_images: number,
  quality: keep,
  size: keep,
  svg: members({ model: keep, reasoning: members({ effort: keep }) }),
  execution: keep,
  description: texts,
  parameters: jsonSchema,
});

const namespaceTool = members({
  type: keep,
  name: keep,
  description: texts,
  tools: (value, visit) => tool(value, visit),
});

/** A tool as requests define it, or a list of them. */
export const tool: Walk = choose(({ type }) => {
  if (type === undefined || type === "function") return functionTool;
  if (type === "custom") return customTool;
  if (type === "namespace") return namespaceTool;
  return type === "mcp" ? mcpTool : hostedTool;
});

/** A tool as an MCP server lists it. */
export const listedTool = members({
  name: keep,
  description: texts,
  input_schema: jsonSchema,
});

const named = { type: keep, name: keep, server_label: keep };

export const toolChoice = unlessString(members({ ...named, mode: keep, tools: members(named) }));
