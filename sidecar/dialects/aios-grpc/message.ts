import type { ContentPart } from "../../../proto/gen/aios/inference/v1/ContentPart.ts";
import type { Message } from "../../../proto/gen/aios/inference/v1/Message.ts";
import type { ToolCall } from "../../../proto/gen/aios/inference/v1/ToolCall.ts";
import type { JsonObject } from "../../core/json.ts";
import { Rest } from "./rest.ts";
import { toStruct } from "./struct.ts";

/** The message of a reply's choice. */
export function messageFromJson(json: JsonObject): Message {
  const rest = new Rest(json);
  const message: Message = {
    role: rest.string("role") ?? "assistant",
    toolCalls: (rest.objects("tool_calls") ?? []).map(toolCallFromJson),
  };
  const text = rest.string("content");
  const parts = rest.objects("content");
  if (text !== undefined) message.text = text;
  else if (parts !== undefined) message.parts = { parts: parts.map(partFromJson) };
  const name = rest.string("name");
  if (name !== undefined) message.name = name;
  const refusal = rest.string("refusal");
  if (refusal !== undefined) message.refusal = refusal;
  const reasoning = rest.string("reasoning_content");
  if (reasoning !== undefined) message.reasoningContent = reasoning;
  message.extra = rest.extra();
  return message;
}

function partFromJson(json: JsonObject): ContentPart {
  const rest = new Rest(json);
  const type = json.type;
  if (type === "text" || type === "refusal") {
    const text = rest.string(type);
    if (text !== undefined) {
      rest.drop("type");
      return { [type]: text, extra: rest.extra() };
    }
  }
  return { other: toStruct(json) };
}

function toolCallFromJson(json: JsonObject): ToolCall {
  const rest = new Rest(json);
  const call: ToolCall = { id: rest.string("id") ?? "", type: rest.string("type") ?? "function" };
  const called = rest.object("function");
  if (called !== undefined) {
    const inner = new Rest(called);
    call.function = { name: inner.string("name") ?? "", arguments: inner.string("arguments") ?? "" };
  }
  call.extra = rest.extra();
  return call;
}
