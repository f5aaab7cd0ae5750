/** The system prompt and the turns. */
import type {
  AssistantPart,
  FilePart,
  ImagePart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
  Turn,
  UserPart,
} from "../../core/conversation.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { parseObject, withoutUndefined } from "../members.ts";
import { invalid } from "../request-fields.ts";
import { type StrictObject, saysNothing } from "../strict-object.ts";
import { inexpressible } from "../translation-refusals.ts";
import { readSource, writeFileSource, writeSource } from "./conversation-sources.ts";

type ContentPart = TextPart | ImagePart | FilePart;

/** @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readSystem(request: StrictObject): readonly string[] {
  const system = request.textOrObjects("system");
  if (system === undefined || system === "") return [];
  if (typeof system === "string") return [system];
  return system.map((block) => {
    if (block.requiredString("type") !== "text") throw block.refused("type");
    return readText(block).text;
  });
}

/** @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readTurns(messages: readonly StrictObject[]): readonly Turn[] {
  const turns = messages.map(readTurn);
  const last = turns.at(-1);
  // Anthropic goes on with such a turn, others answer it.
  if (last?.role === "assistant") {
    throw messages[messages.length - 1]?.refused(
      "role",
      "no other dialect continues an assistant's last message",
    );
  }
  return turns;
}

function readTurn(message: StrictObject): Turn {
  const role = message.requiredString("role");
  const content = message.textOrObjects("content");
  if (content === undefined) throw invalid(message.pathOf("content"), "is missing");
  const text: readonly TextPart[] = content === "" ? [] : [{ type: "text", text: String(content) }];
  let turn: Turn;
  if (role === "user") {
    turn = {
      role,
      parts: typeof content === "string" ? text : content.map(readUserBlock),
      path: message.path,
    };
  } else if (role === "assistant") {
    turn = {
      role,
      parts: typeof content === "string" ? text : content.map(readSpokenBlock),
      path: message.path,
    };
  } else {
    throw message.refused("role", role === "system" ? "a system prompt can only stand before all turns" : "");
  }
  message.end();
  return turn;
}

function readUserBlock(block: StrictObject): UserPart {
  return block.value("type") === "tool_result" ? readToolResult(block) : readContentBlock(block);
}

function readContentBlock(block: StrictObject): ContentPart {
  switch (block.requiredString("type")) {
    case "text":
      return readText(block);
    case "image":
      return readImage(block);
    case "document":
      return readFile(block);
    default:
      throw block.refused("type");
  }
}

function readText(block: StrictObject): TextPart {
  block.value("type");
  const text = block.requiredString("text");
  // Citations tell where a text that the model reads again was once found.
  end(block, "citations");
  return { type: "text", text };
}

function readImage(block: StrictObject): ImagePart {
  const source = readSource(block);
  block.refuseUnless("transformations", saysNothing);
  end(block);
  return { type: "image", source, detail: undefined };
}

function readFile(block: StrictObject): FilePart {
  const source = readSource(block);
  const filename = block.string("title");
  block.refuseUnless("context", saysNothing);
  block.refuseUnless("citations", (value) => isJsonObject(value) && value.enabled !== true);
  end(block);
  return { type: "file", source, filename };
}

function readToolResult(block: StrictObject): ToolResultPart {
  const content = block.textOrObjects("content") ?? "";
  const text: readonly TextPart[] = content === "" ? [] : [{ type: "text", text: String(content) }];
  block.refuseUnless("toolset_name", saysNothing);
  const read: ToolResultPart = {
    type: "tool-result",
    callId: block.requiredString("tool_use_id"),
    parts: typeof content === "string" ? text : content.map(readContentBlock),
    isError: block.boolean("is_error") ?? false,
  };
  end(block);
  return read;
}

function readSpokenBlock(block: StrictObject): AssistantPart {
  switch (block.requiredString("type")) {
    case "text":
      return readText(block);
    case "thinking": {
      const text = block.requiredString("thinking");
      // An empty one stands for none: Anthropic's shape has the member always.
      const signature = block.string("signature") || undefined;
      end(block);
      return { type: "thinking", text, signature };
    }
    case "redacted_thinking": {
      const data = block.requiredString("data");
      end(block);
      return { type: "redacted-thinking", data };
    }
    case "tool_use":
      return readToolCall(block);
    default:
      throw block.refused("type");
  }
}

function readToolCall(block: StrictObject): ToolCallPart {
  block.refuseUnless("toolset_name", saysNothing);
  block.refuseUnless("caller", (caller) => isJsonObject(caller) && caller.type === "direct");
  const read: ToolCallPart = {
    type: "tool-call",
    id: block.requiredString("id"),
    name: block.requiredString("name"),
    arguments: JSON.stringify(block.plainObject("input") ?? {}),
  };
  end(block);
  return read;
}

function end(block: StrictObject, ...advice: readonly string[]): void {
  block.leaveOut("cache_control", ...advice);
  block.end();
}

/** Empty texts, which Anthropic refuses, are left out: they say nothing. */
export function writeSystem(system: readonly string[]): Json | undefined {
  const texts = system.filter((text) => text !== "");
  const [first] = texts;
  return texts.length > 1 ? texts.map((text) => ({ type: "text", text })) : first;
}

interface Message {
  readonly role: Turn["role"];
  readonly content: JsonObject[];
}

/**
 * Turns of one role are joined: Anthropic's alternate, and the results of calls made at once have to come in one.
 * @throws AiosError `unsupported` with the turn's path.
 */
export function writeTurns(turns: readonly Turn[], leaveOut: (name: string) => void): readonly JsonObject[] {
  const [first] = turns;
  const last = turns.at(-1);
  if (first?.role !== "user") throw cannot(first, "A conversation that does not begin with the user");
  if (last?.role !== "user") throw cannot(last, "A conversation that ends with the assistant");
  const messages: Message[] = [];
  for (const turn of turns) {
    const blocks =
      turn.role === "user"
        ? turn.parts.flatMap((part) => userBlocks(part, turn, leaveOut))
        : turn.parts.flatMap((part) => spokenBlocks(part, turn, leaveOut));
    const previous = messages.at(-1);
    if (previous?.role === turn.role) previous.content.push(...blocks);
    // A turn that says nothing is none; the one after it joins the one before.
    else if (blocks.length > 0 || turn.role === "user")
      messages.push({ role: turn.role, content: [...blocks] });
  }
  return messages.map(({ role, content }) => ({ role, content: textAlone(content) ?? content }));
}

function textAlone(content: readonly JsonObject[]): Json | undefined {
  const [first] = content;
  return content.length === 1 && first?.type === "text" ? first.text : undefined;
}

function cannot(turn: Turn | undefined, what: string): Error {
  return inexpressible("anthropic-messages", turn?.path ?? "messages", what);
}

function userBlocks(part: UserPart, turn: Turn, leaveOut: (name: string) => void): readonly JsonObject[] {
  if (part.type !== "tool-result") return contentBlocks(part, turn, leaveOut);
  const content = part.parts.flatMap((inner) => contentBlocks(inner, turn, leaveOut));
  return [
    {
      type: "tool_result",
      tool_use_id: part.callId,
      ...(content.length === 0 ? {} : { content: textAlone(content) ?? content }),
      ...(part.isError ? { is_error: true } : {}),
    },
  ];
}

function contentBlocks(
  part: ContentPart,
  turn: Turn,
  leaveOut: (name: string) => void,
): readonly JsonObject[] {
  switch (part.type) {
    case "text":
      return part.text === "" ? [] : [{ type: "text", text: part.text }];
    case "image":
      if (part.detail === "low" || part.detail === "high") leaveOut("detail");
      return [{ type: "image", source: writeSource(part.source) }];
    case "file":
      return [withoutUndefined({ type: "document", source: fileSource(part, turn), title: part.filename })];
  }
}

function fileSource({ source }: FilePart, turn: Turn): JsonObject {
  const written = writeFileSource(source);
  if (written === undefined) throw cannot(turn, "A file that is neither a PDF nor plain text");
  return written;
}

function spokenBlocks(
  part: AssistantPart,
  turn: Turn,
  leaveOut: (name: string) => void,
): readonly JsonObject[] {
  switch (part.type) {
    case "text":
    case "refusal":
      return part.text === "" ? [] : [{ type: "text", text: part.text }];
    case "thinking":
      if (part.signature === undefined) throw cannot(turn, "Reasoning without the signature of its provider");
      if (isOfAnother(part.signature, leaveOut)) return [];
      return [{ type: "thinking", thinking: part.text, signature: part.signature }];
    case "redacted-thinking":
      return isOfAnother(part.data, leaveOut) ? [] : [{ type: "redacted_thinking", data: part.data }];
    case "tool-call": {
      const input = parseObject(part.arguments);
      if (input === undefined) throw cannot(turn, "A tool call whose arguments are no JSON object");
      return [{ type: "tool_use", id: part.id, name: part.name, input }];
    }
  }
}

/**
 * What proves the reasoning of another provider stands behind a mark (`openai-responses:…`); Anthropic's own is base64.
 * It would be refused here, and nobody but that provider can make use of it.
 */
function isOfAnother(proof: string, leaveOut: (name: string) => void): boolean {
  const isForeign = proof.includes(":");
  if (isForeign) leaveOut("thinking");
  return isForeign;
}
