/** Requests of responses as conversations, and conversations as requests. */
import type { Conversation, OutputFormat, ReadConversation, Reasoning } from "../../core/conversation.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { withoutUndefined } from "../members.ts";
import { invalid, readModel, readStream } from "../request-fields.ts";
import { StrictObject, saysNothing } from "../strict-object.ts";
import { inexpressible } from "../translation-refusals.ts";
import { readItems, writeItems } from "./conversation-items.ts";
import { readToolChoice, readTools, writeToolChoice, writeTools } from "./conversation-tools.ts";
import { itemOfOurs } from "./reasoning-seal.ts";

/** @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readRequest(document: JsonObject): ReadConversation {
  const leftOut = new Set<string>();
  const request = new StrictObject(document, "", leftOut);
  request.value("model");
  request.value("stream");
  const conversation: Conversation = {
    model: readModel(document),
    stream: readStream(document),
    ...readItems(request),
    tools: readTools(request),
    toolChoice: readToolChoice(request),
    parallelToolCalls: request.boolean("parallel_tool_calls"),
    maxOutputTokens: request.number("max_output_tokens"),
    temperature: request.number("temperature"),
    topP: request.number("top_p"),
    topK: undefined,
    stopSequences: [],
    seed: undefined,
    frequencyPenalty: undefined,
    presencePenalty: undefined,
    output: readOutput(request.object("text")),
    reasoning: readReasoning(request.object("reasoning")),
    user: request.string("user"),
    // A response's stream always tells it.
    includeUsage: true,
  };
  request.leaveOut(
    "metadata",
    "store",
    "service_tier",
    "safety_identifier",
    "prompt_cache_key",
    "prompt_cache_options",
    "prompt_cache_retention",
    "stream_options",
    "access_programs",
    // It bounds the calls of OpenAI's own tools, which there are none of.
    "max_tool_calls",
  );
  for (const [key, isNeutral] of REFUSED) request.refuseUnless(key, isNeutral);
  readInclude(request);
  request.end();
  return { conversation, leftOut: [...leftOut] };
}

const never = () => false;

/** Fields without a counterpart, and what they may say nevertheless: what holds without them. */
const REFUSED: readonly (readonly [string, (value: Json) => boolean])[] = [
  ["previous_response_id", never],
  ["conversation", never],
  ["prompt", never],
  ["background", saysNothing],
  ["truncation", (value) => value === "disabled"],
  ["top_logprobs", (value) => value === 0],
  ["context_management", saysNothing],
  ["moderation", saysNothing],
  ["image", saysNothing],
];

/** Encrypted reasoning is told in any case: nothing is kept here that could stand for it. */
function readInclude(request: StrictObject): void {
  const wanted = request.strings("include");
  const index = wanted.findIndex((name) => name !== "reasoning.encrypted_content");
  if (index !== -1) throw request.refused("include", "only `reasoning.encrypted_content` can");
}

function readOutput(text: StrictObject | undefined): OutputFormat {
  if (text === undefined) return { type: "text" };
  text.refuseUnless("verbosity", (value) => value === "medium");
  const format = text.object("format");
  text.end();
  const type = format?.requiredString("type") ?? "text";
  if (format === undefined || type === "text") return { type: "text" };
  if (type === "json_object") return { type: "json-object" };
  if (type !== "json_schema") throw format.refused("type");
  const schema = format.plainObject("schema");
  if (schema === undefined) throw invalid(format.pathOf("schema"), "is missing");
  const output: OutputFormat = {
    type: "json-schema",
    name: format.requiredString("name"),
    description: format.string("description"),
    schema,
    strict: format.boolean("strict"),
  };
  format.end();
  return output;
}

/** Unasked, no reasoning is shown. */
function readReasoning(reasoning: StrictObject | undefined): Reasoning | undefined {
  if (reasoning === undefined) return undefined;
  const effort = reasoning.string("effort");
  const summary = reasoning.string("summary") ?? reasoning.string("generate_summary");
  reasoning.value("generate_summary");
  reasoning.refuseUnless("context", (value) => value === "auto");
  reasoning.refuseUnless("mode", (value) => value === "standard");
  reasoning.end();
  if (effort === undefined && summary === undefined) return undefined;
  return { effort, budgetTokens: undefined, isShown: summary !== undefined };
}

/** What no field of such a request says, and a response's caller has no need of. */
const UNSAID = [
  ["topK", "top_k"],
  ["seed", "seed"],
] as const;
/** The same, where nothing is what holds without them. */
const UNSAID_UNLESS_ZERO = [
  ["frequencyPenalty", "frequency_penalty"],
  ["presencePenalty", "presence_penalty"],
] as const;

/** @throws AiosError `unsupported` with the field's name. */
export function writeRequest(conversation: Conversation, leaveOut: (name: string) => void): JsonObject {
  refuse(conversation);
  const { system, tools, toolChoice, parallelToolCalls, output, reasoning, stream } = conversation;
  return withoutUndefined({
    model: conversation.model,
    instructions: system[0],
    input: writeItems(conversation, leaveOut),
    tools: tools.length === 0 ? undefined : writeTools(tools),
    tool_choice: toolChoice === undefined ? undefined : writeToolChoice(toolChoice),
    parallel_tool_calls: tools.length === 0 ? undefined : parallelToolCalls,
    max_output_tokens: conversation.maxOutputTokens,
    temperature: conversation.temperature,
    top_p: conversation.topP,
    text: output.type === "text" ? undefined : { format: writeFormat(output) },
    reasoning: reasoning && writeReasoning(reasoning, leaveOut),
    user: conversation.user,
    // The caller's own API keeps nothing, and the caller sends the reasoning back itself. Models that do not reason
    // refuse to be asked for it.
    store: false,
    include: reasons(conversation) ? ["reasoning.encrypted_content"] : undefined,
    stream: stream || undefined,
  });
}

function refuse(conversation: Conversation): void {
  const cannot = (param: string) => inexpressible("openai-responses", param, `\`${param}\``);
  if (conversation.stopSequences.length > 0) throw cannot("stop");
  for (const [name, param] of UNSAID) if (conversation[name] !== undefined) throw cannot(param);
  for (const [name, param] of UNSAID_UNLESS_ZERO) if ((conversation[name] ?? 0) !== 0) throw cannot(param);
}

export function writeFormat(output: OutputFormat): JsonObject {
  if (output.type === "text") return { type: "text" };
  if (output.type === "json-object") return { type: "json_object" };
  const { name = "response", description, schema, strict } = output;
  return withoutUndefined({ type: "json_schema", name, description, schema, strict });
}

/** Efforts are words here. A budget becomes the word that such budgets are usually given for, and is named as left out. */
function writeReasoning(
  { effort, budgetTokens, isShown }: Reasoning,
  leaveOut: (name: string) => void,
): JsonObject {
  if (budgetTokens !== undefined) leaveOut("budget_tokens");
  return withoutUndefined({
    effort: effort ?? (budgetTokens === undefined ? undefined : effortOf(budgetTokens)),
    summary: isShown === true ? "auto" : undefined,
  });
}

function effortOf(budgetTokens: number): string {
  if (budgetTokens <= 4_096) return "low";
  return budgetTokens <= 16_384 ? "medium" : "high";
}

function reasons({ reasoning, turns }: Conversation): boolean {
  if (reasoning !== undefined) return reasoning.effort !== "none";
  return turns.some(
    ({ role, parts }) =>
      role === "assistant" &&
      parts.some(
        (part) =>
          (part.type === "thinking" || part.type === "redacted-thinking") && itemOfOurs(part) !== undefined,
      ),
  );
}
