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
import { readSystem, readTurns, writeSystem, writeTurns } from "./conversation-messages.ts";

/** @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readRequest(document: JsonObject): ReadConversation {
  const leftOut = new Set<string>();
  const request = new StrictObject(document, "", leftOut);
  request.value("model");
  request.value("stream");
  const { toolChoice, parallelToolCalls } = readToolChoice(request.object("tool_choice"));
  const config = request.object("output_config");
  const effort = config?.string("effort");
  const format = config?.object("format") ?? request.object("output_format");
  config?.end();
  const conversation: Conversation = {
    model: readModel(document),
    stream: readStream(document),
    system: readSystem(request),
    turns: readTurns(request.objects("messages")),
    tools: request.objects("tools").map(readTool),
    toolChoice,
    parallelToolCalls,
    maxOutputTokens: request.number("max_tokens"),
    temperature: request.number("temperature"),
    topP: request.number("top_p"),
    topK: request.number("top_k"),
    stopSequences: request.strings("stop_sequences"),
    seed: undefined,
    frequencyPenalty: undefined,
    presencePenalty: undefined,
    output: readOutput(format),
    reasoning: readReasoning(request.object("thinking"), effort, leftOut),
    user: readUser(request.plainObject("metadata"), leftOut),
    // A stream of Anthropic's always tells it.
    includeUsage: true,
  };
  request.leaveOut("cache_control", "service_tier", "speed", "diagnostics");
  request.end();
  return { conversation, leftOut: [...leftOut] };
}

function readTool(tool: StrictObject): Tool {
  const type = tool.string("type") ?? "custom";
  if (type !== "custom") throw tool.refused("type", "only tools that the caller runs can");
  const read: Tool = {
    name: tool.requiredString("name"),
    description: tool.string("description"),
    parameters: tool.plainObject("input_schema") ?? {},
    strict: tool.boolean("strict"),
  };
  tool.leaveOut("cache_control", "eager_input_streaming");
  tool.refuseUnless("allowed_callers", isDirectAlone);
  tool.refuseUnless("defer_loading", saysNothing);
  tool.refuseUnless("input_examples", saysNothing);
  tool.end();
  return read;
}

function isDirectAlone(callers: Json): boolean {
  return isJsonArray(callers) && callers.every((caller) => caller === "direct");
}

type ReadToolChoice = Pick<Conversation, "toolChoice" | "parallelToolCalls">;

function readToolChoice(choice: StrictObject | undefined): ReadToolChoice {
  if (choice === undefined) return { toolChoice: undefined, parallelToolCalls: undefined };
  const isOneAtATime = choice.boolean("disable_parallel_tool_use");
  const toolChoice = readChoice(choice, choice.requiredString("type"));
  choice.end();
  return { toolChoice, parallelToolCalls: isOneAtATime === undefined ? undefined : !isOneAtATime };
}

function readChoice(choice: StrictObject, type: string): ToolChoice {
  switch (type) {
    case "auto":
    case "none":
      return { type };
    case "any":
      return { type: "required" };
    case "tool":
      return { type, name: choice.requiredString("name") };
    default:
      throw choice.refused("type");
  }
}

function readOutput(format: StrictObject | undefined): OutputFormat {
  if (format === undefined) return { type: "text" };
  if (format.requiredString("type") !== "json_schema") throw format.refused("type");
  const schema = format.plainObject("schema");
  if (schema === undefined) throw invalid(format.pathOf("schema"), "is missing");
  format.end();
  // Whoever asks Anthropic for a schema can rely on it.
  return { type: "json-schema", name: undefined, description: undefined, schema, strict: true };
}

function readReasoning(
  thinking: StrictObject | undefined,
  effort: string | undefined,
  leftOut: Set<string>,
): Reasoning | undefined {
  if (thinking === undefined) {
    return effort === undefined ? undefined : { effort, budgetTokens: undefined, isShown: undefined };
  }
  const type = thinking.requiredString("type");
  const budgetTokens = thinking.number("budget_tokens");
  const isShown = readDisplay(thinking);
  thinking.end();
  switch (type) {
    case "enabled":
    case "adaptive":
      return { effort, budgetTokens, isShown };
    case "disabled":
      // How much to put into an answer without thinking is said nowhere else.
      if (effort !== undefined) leftOut.add("effort");
      return { effort: "none", budgetTokens: undefined, isShown: undefined };
    default:
      throw thinking.refused("type");
  }
}

function readDisplay(thinking: StrictObject): boolean | undefined {
  const display = thinking.string("display");
  if (display === undefined) return undefined;
  if (display !== "summarized" && display !== "omitted") throw thinking.refused("display");
  return display === "summarized";
}

function readUser(metadata: JsonObject | undefined, leftOut: Set<string>): string | undefined {
  if (metadata === undefined) return undefined;
  const { user_id: user, ...rest } = metadata;
  if (!saysNothing(rest)) leftOut.add("metadata");
  return typeof user === "string" ? user : undefined;
}

/**
 * Anthropic wants a bound on every answer, OpenAI does not. This one every current model allows; where it cuts an
 * answer, the stop reason says so.
 */
const DEFAULT_MAX_TOKENS = 8_192;

/** @throws AiosError `unsupported` with the field's name, or the turn's path. */
export function writeRequest(conversation: Conversation, leaveOut: (name: string) => void): JsonObject {
  refuse(conversation);
  const { maxOutputTokens, stopSequences, tools, reasoning, output, user } = conversation;
  const effort = effortOf(reasoning);
  const format = writeOutput(output, leaveOut);
  return withoutUndefined({
    model: conversation.model,
    max_tokens: maxOutputTokens ?? DEFAULT_MAX_TOKENS + (reasoning?.budgetTokens ?? 0),
    system: writeSystem(conversation.system),
    messages: writeTurns(conversation.turns, leaveOut),
    tools: tools.length === 0 ? undefined : tools.map(writeTool),
    tool_choice: writeToolChoice(conversation),
    temperature: conversation.temperature,
    top_p: conversation.topP,
    top_k: conversation.topK,
    stop_sequences: stopSequences.length === 0 ? undefined : stopSequences,
    thinking: reasoning && writeThinking(reasoning),
    output_config:
      effort === undefined && format === undefined ? undefined : withoutUndefined({ effort, format }),
    metadata: user === undefined ? undefined : { user_id: user },
    stream: conversation.stream || undefined,
  });
}

function refuse({ seed, frequencyPenalty, presencePenalty, temperature, output }: Conversation): void {
  const cannot = (param: string, what = `\`${param}\``) => inexpressible("anthropic-messages", param, what);
  if (seed !== undefined) throw cannot("seed");
  if (frequencyPenalty !== undefined && frequencyPenalty !== 0) throw cannot("frequency_penalty");
  if (presencePenalty !== undefined && presencePenalty !== 0) throw cannot("presence_penalty");
  if (temperature !== undefined && temperature > 1) throw cannot("temperature", "A `temperature` above 1");
  if (output.type === "json-object") throw cannot("response_format", "JSON without a schema");
}

/** Anthropic wants the schema of an object, and says so even where any would do. */
function writeTool({ name, description, parameters, strict }: Tool): JsonObject {
  const schema = parameters.type === undefined ? { type: "object", ...parameters } : parameters;
  return withoutUndefined({ name, description, input_schema: schema, strict });
}

/** Whether calls may come several at once stands in the choice, so that there must be one. */
function writeToolChoice({ tools, toolChoice, parallelToolCalls }: Conversation): JsonObject | undefined {
  if (tools.length === 0) return toolChoice === undefined ? undefined : writeChoice(toolChoice);
  if (parallelToolCalls === undefined || toolChoice?.type === "none")
    return toolChoice && writeChoice(toolChoice);
  return { ...writeChoice(toolChoice ?? { type: "auto" }), disable_parallel_tool_use: !parallelToolCalls };
}

function writeChoice(choice: ToolChoice): JsonObject {
  if (choice.type === "tool") return { type: "tool", name: choice.name };
  return { type: choice.type === "required" ? "any" : choice.type };
}

function writeOutput(output: OutputFormat, leaveOut: (name: string) => void): JsonObject | undefined {
  if (output.type !== "json-schema") return undefined;
  const { description } = output;
  if (description === undefined) return { type: "json_schema", schema: output.schema };
  if (output.schema.description !== undefined) leaveOut("json_schema.description");
  return { type: "json_schema", schema: { description, ...output.schema } };
}

/** OpenAI's word for the least; Anthropic has none below `low`. */
const EFFORTS: ReadonlyMap<string, string> = new Map([
  ["minimal", "low"],
  ["low", "low"],
  ["medium", "medium"],
  ["high", "high"],
  ["xhigh", "xhigh"],
  ["max", "max"],
]);

function effortOf(reasoning: Reasoning | undefined): string | undefined {
  if (reasoning?.effort === undefined || reasoning.effort === "none") return undefined;
  const effort = EFFORTS.get(reasoning.effort);
  if (effort !== undefined) return effort;
  throw inexpressible("anthropic-messages", "reasoning_effort", "This `reasoning_effort`");
}

function writeThinking({ effort, budgetTokens, isShown }: Reasoning): JsonObject {
  if (effort === "none") return { type: "disabled" };
  return withoutUndefined({
    ...(budgetTokens === undefined ? { type: "adaptive" } : { type: "enabled", budget_tokens: budgetTokens }),
    display: isShown === undefined ? undefined : isShown ? "summarized" : "omitted",
  });
}
