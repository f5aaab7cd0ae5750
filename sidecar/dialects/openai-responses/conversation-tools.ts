/** Functions that the model may call. The provider's own tools have no place in a conversation. */
import type { Tool, ToolChoice } from "../../core/conversation.ts";
import { isJsonArray, type Json, type JsonObject } from "../../core/json.ts";
import { withoutUndefined } from "../members.ts";
import { invalid } from "../request-fields.ts";
import { type StrictObject, saysNothing } from "../strict-object.ts";

export function readTools(request: StrictObject): readonly Tool[] {
  return request.objects("tools").map((tool) => {
    if (tool.requiredString("type") !== "function") throw tool.refused("type", "only functions can");
    const read: Tool = {
      name: tool.requiredString("name"),
      description: tool.string("description"),
      parameters: tool.plainObject("parameters") ?? {},
      strict: tool.boolean("strict"),
    };
    tool.refuseUnless("defer_loading", saysNothing);
    tool.refuseUnless("async", saysNothing);
    tool.refuseUnless("output_schema", saysNothing);
    tool.refuseUnless("allowed_callers", isDirectAlone);
    tool.end();
    return read;
  });
}

function isDirectAlone(callers: Json): boolean {
  return isJsonArray(callers) && callers.every((caller) => caller === "direct");
}

/** Left open, OpenAI would hold the model to the schema, and refuse schemas that are not made for that. */
export function writeTools(tools: readonly Tool[]): readonly JsonObject[] {
  return tools.map(({ name, description, parameters, strict }) =>
    withoutUndefined({ type: "function", name, description, parameters, strict: strict ?? false }),
  );
}

export function readToolChoice(request: StrictObject): ToolChoice | undefined {
  const value = request.value("tool_choice");
  if (value === undefined) return undefined;
  if (value === "auto" || value === "none" || value === "required") return { type: value };
  if (typeof value === "string") throw invalid("tool_choice", "must be auto, none, required or a function");
  const choice = request.object("tool_choice");
  if (choice?.string("type") !== "function") throw request.refused("tool_choice", "only a function can");
  const name = choice.requiredString("name");
  choice.end();
  return { type: "tool", name };
}

export function writeToolChoice(choice: ToolChoice): Json {
  return choice.type === "tool" ? { type: "function", name: choice.name } : choice.type;
}
