/** Requests: what is asked beside the messages. */
import type {
  Conversation,
  OutputFormat,
  ReadConversation,
  Reasoning,
  Tool,
  ToolChoice,
} from "../../core/conversation.ts";
import { isJsonArray, type Json, type JsonObject } from "../../core/json.ts";
import { withoutUndefined } from "../members.ts";
import { invalid, readModel, readStream } from "../request-fields.ts";
import { StrictObject, saysNothing } from "../strict-object.ts";
import { inexpressible } from "../translation-refusals.ts";
import { readMessages, writeMessages } from "./conversation-messages.ts";

/** @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readRequest(document: JsonObject): ReadConversation {
  const leftOut = new Set<string>();
  const request = new StrictObject(document, "", leftOut);
  request.value("model");
  request.value("stream");
  const { system, turns } = readMessages(request.objects("messages"));
  const maxTokens = request.number("max_tokens");
  const options = request.object("stream_options");
  const includeUsage = options?.boolean("include_usage") ?? false;
  options?.leaveOut("include_obfuscation");
  options?.end();
  const conversation: Conversation = {
    model: readModel(document),
    stream: readStream(document),
    system,
    turns,
    tools: request.objects("tools").map(readTool),
    toolChoice: readToolChoice(request),
    parallelToolCalls: request.boolean("parallel_tool_calls"),
    maxOutputTokens: request.number("max_completion_tokens") ?? maxTokens,
    temperature: request.number("temperature"),
    topP: request.number("top_p"),
    // Not OpenAI's own, but of many servers that speak its dialect.
    topK: request.number("top_k"),
    stopSequences: typeof document.stop === "string" ? [readStop(request)] : request.strings("stop"),
    seed: request.number("seed"),
    frequencyPenalty: request.number("frequency_penalty"),
    presencePenalty: request.number("presence_penalty"),
    output: readOutput(request.object("response_format")),
    reasoning: readReasoning(request.string("reasoning_effort")),
    user: request.string("user"),
    includeUsage,
  };
  request.leaveOut(
    "metadata",
    "store",
    "service_tier",
    "safety_identifier",
    "prompt_cache_key",
    "prompt_cache_options",
    "prompt_cache_retention",
    // What the answer will probably say: it makes it come sooner, and no other.
    "prediction",
  );
  for (const [key, isNeutral] of REFUSED) request.refuseUnless(key, isNeutral);
  request.end();
  return { conversation, leftOut: [...leftOut] };
}

const never = () => false;

/** Fields without a counterpart, and what they may say nevertheless: what holds without them. */
const REFUSED: readonly (readonly [string, (value: Json) => boolean])[] = [
  ["n", (value) => value === 1],
  ["logprobs", saysNothing],
  ["top_logprobs", (value) => value === 0],
  ["logit_bias", saysNothing],
  ["modalities", (value) => isJsonArray(value) && value.every((item) => item === "text")],
  ["audio", never],
  ["functions", saysNothing],
  ["function_call", (value) => value === "none"],
  ["verbosity", (value) => value === "medium"],
  ["web_search_options", never],
];

function readStop(request: StrictObject): string {
  return request.requiredString("stop");
}

function readTool(tool: StrictObject): Tool {
  const type = tool.requiredString("type");
  if (type !== "function") throw tool.refused("type", "only functions can");
  const definition = tool.object("function");
  if (definition === undefined) throw invalid(tool.pathOf("function"), "is missing; describe the function");
  const read: Tool = {
    name: definition.requiredString("name"),
    description: definition.string("description"),
    parameters: definition.plainObject("parameters") ?? {},
    strict: definition.boolean("strict"),
  };
  definition.end();
  tool.leaveOut("cache_control");
  tool.end();
  return read;
}

const CHOICES: Readonly<Record<string, ToolChoice>> = {
  auto: { type: "auto" },
  none: { type: "none" },
  required: { type: "required" },
};

function readToolChoice(request: StrictObject): ToolChoice | undefined {
  const value = request.value("tool_choice");
  if (value === undefined) return undefined;
  if (typeof value === "string") {
    const known = CHOICES[value];
    if (known === undefined) throw invalid("tool_choice", "must be auto, none, required or a function");
    return known;
  }
  const choice = request.object("tool_choice");
  if (choice?.string("type") !== "function") throw request.refused("tool_choice", "only a function can");
  const name = choice.object("function")?.requiredString("name");
  if (name === undefined) throw invalid("tool_choice.function", "is missing; name the function");
  choice.end();
  return { type: "tool", name };
}

function readOutput(format: StrictObject | undefined): OutputFormat {
  const type = format?.requiredString("type") ?? "text";
  if (format === undefined || type === "text") return { type: "text" };
  if (type === "json_object") return { type: "json-object" };
  if (type !== "json_schema") throw format.refused("type");
  const named = format.object("json_schema");
  if (named === undefined) throw invalid(format.pathOf("json_schema"), "is missing");
  const output: OutputFormat = {
    type: "json-schema",
    name: named.string("name"),
    description: named.string("description"),
    schema: named.plainObject("schema") ?? {},
    strict: named.boolean("strict"),
  };
  named.end();
  format.end();
  return output;
}

function readReasoning(effort: string | undefined): Reasoning | undefined {
  return effort === undefined ? undefined : { effort, budgetTokens: undefined, isShown: undefined };
}

/** @throws AiosError `unsupported` with the field's name, or the turn's path. */
export function writeRequest(conversation: Conversation, leaveOut: (name: string) => void): JsonObject {
  const { stream, tools, toolChoice, parallelToolCalls, stopSequences, topK, output } = conversation;
  if (topK !== undefined) throw inexpressible("openai-chat", "top_k", "`top_k`");
  return withoutUndefined({
    model: conversation.model,
    messages: writeMessages(conversation, leaveOut),
    tools: tools.length === 0 ? undefined : tools.map(writeTool),
    tool_choice: toolChoice === undefined ? undefined : writeToolChoice(toolChoice),
    // OpenAI refuses it where there are no tools.
    parallel_tool_calls: tools.length === 0 ? undefined : parallelToolCalls,
    max_completion_tokens: conversation.maxOutputTokens,
    temperature: conversation.temperature,
    top_p: conversation.topP,
    stop: stopSequences.length === 0 ? undefined : stopSequences,
    seed: conversation.seed,
    frequency_penalty: conversation.frequencyPenalty,
    presence_penalty: conversation.presencePenalty,
    response_format: writeOutput(output),
    reasoning_effort: effortOf(conversation.reasoning, leaveOut),
    user: conversation.user,
    stream: stream || undefined,
    stream_options: stream && conversation.includeUsage ? { include_usage: true } : undefined,
  });
}

function writeTool({ name, description, parameters, strict }: Tool): JsonObject {
  return { type: "function", function: withoutUndefined({ name, description, parameters, strict }) };
}

function writeToolChoice(choice: ToolChoice): Json {
  return choice.type === "tool" ? { type: "function", function: { name: choice.name } } : choice.type;
}

function writeOutput(output: OutputFormat): JsonObject | undefined {
  if (output.type === "text") return undefined;
  if (output.type === "json-object") return { type: "json_object" };
  const { name = "response", description, schema, strict } = output;
  return { type: "json_schema", json_schema: withoutUndefined({ name, description, schema, strict }) };
}

/** Efforts are words here. A budget becomes the word that such budgets are usually given for, and is named as left out. */
function effortOf(reasoning: Reasoning | undefined, leaveOut: (name: string) => void): string | undefined {
  if (reasoning === undefined) return undefined;
  const { effort, budgetTokens } = reasoning;
  if (budgetTokens === undefined) return effort;
  leaveOut("budget_tokens");
  if (effort !== undefined) return effort;
  if (budgetTokens <= 4_096) return "low";
  return budgetTokens <= 16_384 ? "medium" : "high";
}
