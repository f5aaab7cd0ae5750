/** Messages: system prompts and turns. */
import type {
  AssistantPart,
  AssistantTurn,
  Conversation,
  FilePart,
  ImagePart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
  Turn,
  UserTurn,
} from "../../core/conversation.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { isBase64 } from "../base64.ts";
import { sourceOfUrl, urlOf } from "../media-source.ts";
import { invalid } from "../request-fields.ts";
import { type StrictObject, saysNothing } from "../strict-object.ts";
import { inexpressible } from "../translation-refusals.ts";
import { readThinking } from "./conversation-thinking.ts";

type ContentPart = TextPart | ImagePart | FilePart;

interface ReadMessages {
  readonly system: readonly string[];
  readonly turns: readonly Turn[];
}

/** @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readMessages(messages: readonly StrictObject[]): ReadMessages {
  const system: string[] = [];
  const turns: Turn[] = [];
  for (const message of messages) {
    const role = message.requiredString("role");
    switch (role) {
      case "system":
      case "developer":
        if (turns.length > 0)
          throw message.refused("role", "a system prompt can only stand before all turns");
        system.push(...readTexts(message).map(({ text }) => text));
        break;
      case "user":
        turns.push({ role, parts: readContent(message), path: message.path });
        break;
      case "assistant":
        turns.push({ role, parts: readAssistant(message), path: message.path });
        break;
      case "tool":
        turns.push({ role: "user", parts: [readToolResult(message)], path: message.path });
        break;
      default:
        throw message.refused("role");
    }
    message.leaveOut("cache_control");
    message.end();
  }
  return { system, turns };
}

function readContent(message: StrictObject): readonly ContentPart[] {
  const content = message.textOrObjects("content");
  if (content === undefined) throw invalid(message.pathOf("content"), "is missing");
  return typeof content === "string" ? [{ type: "text", text: content }] : content.map(readPart);
}

function readTexts(message: StrictObject): readonly TextPart[] {
  return readContent(message).map((part, index) => {
    if (part.type === "text") return part;
    throw message.refused("content", `part ${index} is no text`);
  });
}

function readPart(part: StrictObject): ContentPart {
  const type = part.requiredString("type");
  const read = readTyped(part, type);
  part.leaveOut("cache_control", "prompt_cache_breakpoint");
  part.end();
  return read;
}

function readTyped(part: StrictObject, type: string): ContentPart {
  switch (type) {
    case "text":
      return { type, text: part.requiredString("text") };
    case "image_url":
      return readImage(part);
    case "file":
      return readFile(part);
    case "input_audio":
      throw part.refused(type);
    default:
      throw part.refused("type");
  }
}

const DETAILS: ReadonlyMap<string, "low" | "high" | "auto"> = new Map([
  ["low", "low"],
  ["high", "high"],
  ["auto", "auto"],
]);

function readImage(part: StrictObject): ImagePart {
  const image = part.object("image_url");
  if (image === undefined) throw invalid(part.pathOf("image_url"), "is missing");
  const source = sourceOfUrl(image.requiredString("url"), image.pathOf("url"));
  const said = image.string("detail");
  const detail = said === undefined ? undefined : DETAILS.get(said);
  if (said !== undefined && detail === undefined) throw image.refused("detail");
  image.end();
  return { type: "image", source, detail };
}

/** The bytes come as a `data:` URL, or as base64 alone, which is then a PDF's. */
function readFile(part: StrictObject): FilePart {
  const file = part.object("file");
  if (file === undefined) throw invalid(part.pathOf("file"), "is missing");
  const filename = file.string("filename");
  const data = file.string("file_data");
  file.end();
  if (data === undefined) throw invalid(file.pathOf("file_data"), "is missing");
  if (data.startsWith("data:")) {
    return { type: "file", source: sourceOfUrl(data, file.pathOf("file_data")), filename };
  }
  const isPdf = filename === undefined || /\.pdf$/i.test(filename);
  if (!isPdf || !isBase64(data)) {
    throw invalid(file.pathOf("file_data"), "must be a `data:` URL with a media type and base64");
  }
  return { type: "file", source: { type: "base64", mediaType: "application/pdf", data }, filename };
}

function readToolResult(message: StrictObject): ToolResultPart {
  return {
    type: "tool-result",
    callId: message.requiredString("tool_call_id"),
    parts: readTexts(message),
    isError: false,
  };
}

function readAssistant(message: StrictObject): readonly AssistantPart[] {
  const parts: AssistantPart[] = [...readThinking(message)];
  const content = message.textOrObjects("content");
  if (typeof content === "string") {
    if (content !== "") parts.push({ type: "text", text: content });
  } else if (content !== undefined) parts.push(...content.map(readSpoken));
  const refusal = message.string("refusal");
  if (refusal !== undefined && refusal !== "") parts.push({ type: "refusal", text: refusal });
  parts.push(...message.objects("tool_calls").map(readToolCall));
  message.refuseUnless("audio", saysNothing);
  message.refuseUnless("function_call", saysNothing);
  // Where a text that the model reads again was once found; SDKs send whole replies back.
  message.leaveOut("annotations");
  return parts;
}

function readSpoken(part: StrictObject): AssistantPart {
  if (part.value("type") !== "refusal") {
    const read = readPart(part);
    if (read.type === "text") return read;
    throw part.refused("type");
  }
  const text = part.requiredString("refusal");
  part.end();
  return { type: "refusal", text };
}

function readToolCall(call: StrictObject): ToolCallPart {
  const type = call.string("type") ?? "function";
  if (type !== "function") throw call.refused("type", "only functions can");
  // Servers that stream it number it, and SDKs keep the number.
  call.value("index");
  const id = call.requiredString("id");
  const called = call.object("function");
  if (called === undefined) throw invalid(call.pathOf("function"), "is missing");
  const name = called.requiredString("name");
  const source = called.string("arguments") ?? "";
  called.end();
  call.leaveOut("cache_control");
  call.end();
  return { type: "tool-call", id, name, arguments: source.trim() === "" ? "{}" : source };
}

/** @throws AiosError `unsupported` with the turn's path. */
export function writeMessages(
  { system, turns }: Conversation,
  leaveOut: (name: string) => void,
): readonly JsonObject[] {
  return [
    ...system.map((content) => ({ role: "system", content })),
    ...turns.flatMap((turn) =>
      turn.role === "user" ? writeUser(turn, leaveOut) : [writeAssistant(turn, leaveOut)],
    ),
  ];
}

/** Results are messages of their own, and come first: they have to follow the calls at once. */
function writeUser(turn: UserTurn, leaveOut: (name: string) => void): readonly JsonObject[] {
  const messages: JsonObject[] = [];
  const content: ContentPart[] = [];
  for (const part of turn.parts) {
    if (part.type !== "tool-result") content.push(part);
    else messages.push(writeToolResult(part, turn, leaveOut));
  }
  if (content.length > 0 || messages.length === 0)
    messages.push({ role: "user", content: contentOf(content, turn) });
  return messages;
}

function writeToolResult(
  { callId, parts, isError }: ToolResultPart,
  turn: UserTurn,
  leaveOut: (name: string) => void,
): JsonObject {
  if (!parts.every((part) => part.type === "text")) {
    throw inexpressible("openai-chat", turn.path ?? "messages", "The result of a tool that is no text");
  }
  // There is no flag for it; what the result says has to tell.
  if (isError) leaveOut("is_error");
  return { role: "tool", tool_call_id: callId, content: contentOf(parts, turn) };
}

function contentOf(parts: readonly ContentPart[], turn: Turn): Json {
  const [first] = parts;
  if (first === undefined) return "";
  if (parts.length === 1 && first.type === "text") return first.text;
  return parts.map((part) => writePart(part, turn));
}

function writePart(part: ContentPart, turn: Turn): JsonObject {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "image": {
      const url = urlOf(part.source);
      return {
        type: "image_url",
        image_url: part.detail === undefined ? { url } : { url, detail: part.detail },
      };
    }
    case "file": {
      if (part.source.type === "url") {
        throw inexpressible("openai-chat", turn.path ?? "messages", "A document by its URL");
      }
      // OpenAI wants a name with the bytes.
      const filename = part.filename ?? "document";
      return { type: "file", file: { filename, file_data: urlOf(part.source) } };
    }
  }
}

/**
 * Reasoning that a provider has signed or encrypted is of use to that provider alone, and OpenAI refuses fields that it
 * does not know: it stays behind, by name. Reasoning in the clear came from a server that may want it back.
 */
function writeAssistant({ parts }: AssistantTurn, leaveOut: (name: string) => void): JsonObject {
  const texts: TextPart[] = [];
  const calls: JsonObject[] = [];
  let refusal = "";
  let reasoning = "";
  for (const part of parts) {
    switch (part.type) {
      case "text":
        texts.push(part);
        break;
      case "refusal":
        refusal += part.text;
        break;
      case "thinking":
        if (part.signature === undefined) reasoning += part.text;
        else leaveOut("thinking");
        break;
      case "redacted-thinking":
        leaveOut("redacted_thinking");
        break;
      case "tool-call":
        calls.push({
          id: part.id,
          type: "function",
          function: { name: part.name, arguments: part.arguments },
        });
        break;
    }
  }
  const isBare = texts.length === 0 && (calls.length > 0 || refusal !== "");
  return {
    role: "assistant",
    content: isBare
      ? null
      : texts.length > 1
        ? texts.map(({ text }) => ({ type: "text", text }))
        : (texts[0]?.text ?? ""),
    ...(refusal === "" ? {} : { refusal }),
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}
