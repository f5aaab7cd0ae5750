/** Where the texts stand in the items of a response, those that go in and those that come out. */
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { TextOrigin } from "../../core/payload.ts";
import {
  bytes,
  choose,
  fileData,
  from,
  jsonSource,
  jsonText,
  keep,
  members,
  number,
  type Side,
  skip,
  texts,
  urlOrBytes,
  type Walk,
} from "../walk.ts";
import { environment, listedTool, tool } from "./tool-texts.ts";

export const annotation = members({
  type: keep,
  file_id: keep,
  container_id: keep,
  filename: texts,
  title: texts,
  url: texts,
  index: number,
  start_index: number,
  end_index: number,
});

const partMembers = members({
  type: keep,
  text: texts,
  refusal: texts,
  annotations: annotation,
  logprobs: skip,
  image_url: urlOrBytes,
  detail: keep,
  file_id: keep,
  file_data: fileData,
  file_url: urlOrBytes,
  filename: texts,
  input_audio: members({ data: bytes, format: keep }),
  data: bytes,
  transcript: texts,
  prompt_cache_breakpoint: members({ mode: keep, ttl: keep }),
});

/** One content part; in a list or by itself. */
export const part: Walk = choose(() => onePart);

// Log probabilities spell out the provider's own tokens: beside a text that was replaced they would tell the old one.
const onePart: Walk = (value, visit) => {
  const next = partMembers(value, visit);
  return next === value || !isJsonObject(next) || next.logprobs === undefined
    ? next
    : { ...next, logprobs: [] };
};

const ORIGINS: ReadonlyMap<unknown, TextOrigin> = new Map<unknown, TextOrigin>([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["assistant", "assistant"],
  ["tool", "tool"],
]);

const messageMembers = members({
  type: keep,
  id: keep,
  role: keep,
  status: keep,
  phase: keep,
  content: part,
});

const message = choose(({ role }) => from(ORIGINS.get(role) ?? "other", messageMembers));

const safetyChecks = members({ id: keep, code: keep, message: texts });

/** What a computer or a shell is told to do, or a search. */
const action = members({
  type: keep,
  button: keep,
  keys: keep,
  x: number,
  y: number,
  scroll_x: number,
  scroll_y: number,
  path: members({ x: number, y: number }),
  timeout_ms: number,
  max_output_length: number,
  sources: members({ type: keep, url: texts }),
});

/** A string, content parts, a screenshot, or what a shell has printed. */
export const output = choose(({ type }) => (typeof type === "string" ? part : shellOutput));

const shellOutput = members({
  stdout: texts,
  stderr: texts,
  outcome: members({ type: keep, exit_code: number }),
});

function itemMembers(callArguments: Walk): Readonly<Record<string, Walk>> {
  return {
    type: keep,
    id: keep,
    call_id: keep,
    status: keep,
    name: keep,
    namespace: keep,
    server_label: keep,
    container_id: keep,
    approval_request_id: keep,
    fingerprint: keep,
    execution: keep,
    async: keep,
    approve: keep,
    encrypted_content: keep,
    role: keep,
    arguments: callArguments,
    content: part,
    summary: part,
    output,
    action,
    operation: members({ type: keep }),
    caller: members({ type: keep, caller_id: keep }),
    environment,
    outputs: members({ type: keep, url: urlOrBytes }),
    results: members({ file_id: keep, score: number }),
    pending_safety_checks: safetyChecks,
    acknowledged_safety_checks: safetyChecks,
    error: members({ type: keep, code: keep }),
    max_output_length: number,
  };
}

/** Items of a request or of a reply, a message by itself, or a string. */
export function items(side: Side): Walk {
  const shared = itemMembers(side === "request" ? jsonSource : jsonText);
  const item = members(shared);
  const tools = members({ ...shared, tools: tool });
  const listed = members({ ...shared, tools: listedTool });
  const image = members({
    ...shared,
    result: bytes,
    action: keep,
    background: keep,
    output_format: keep,
    quality: keep,
    size: keep,
    svg_usage: skip,
  });
  const update = members({
    ...shared,
    reasoning: members({ effort: keep }),
    text: members({ format: members({ type: keep, name: keep }) }),
  });
  const walkOf = (type: string): Walk => {
    switch (type) {
      case "mcp_list_tools":
        return listed;
      case "additional_tools":
      case "tool_search_output":
        return tools;
      case "image_generation_call":
        return image;
      case "configuration_update":
        return update;
      default:
        return item;
    }
  };
  return choose(({ type }: JsonObject) => {
    if (typeof type !== "string" || type === "message") return message;
    return from(type.endsWith("_output") ? "tool" : "assistant", walkOf(type));
  });
}
