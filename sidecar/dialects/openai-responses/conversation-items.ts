/** The items of a request's input: what was said, called and thought so far. */
import type {
  AssistantPart,
  Conversation,
  ToolCallPart,
  ToolResultPart,
  Turn,
  UserPart,
} from "../../core/conversation.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { type StrictObject, saysNothing } from "../strict-object.ts";
import {
  type InputPart,
  type OutputPart,
  readInputParts,
  readOutputParts,
  writeInputPart,
  writeOutputPart,
} from "./conversation-parts.ts";
import { itemOfOurs, type ReasoningPart, readReasoning } from "./reasoning-seal.ts";

type Said = Pick<Conversation, "system" | "turns">;

/** @throws AiosError `unsupported` or `invalid-request` with the field's path. */
export function readItems(request: StrictObject): Said {
  const instructions = request.string("instructions");
  const reading = new Reading(instructions === undefined || instructions === "" ? [] : [instructions]);
  const input = request.textOrObjects("input") ?? [];
  if (typeof input === "string") reading.user([{ type: "text", text: input }], "input");
  else for (const item of input) reading.item(item);
  return reading;
}

class Reading implements Said {
  readonly system: string[];
  readonly turns: Turn[] = [];

  constructor(system: string[]) {
    this.system = system;
  }

  item(item: StrictObject): void {
    const type = item.string("type") ?? (item.value("role") === undefined ? "item_reference" : "message");
    // Ids are for those who keep items, and what had begun has ended by now.
    item.value("id");
    item.value("status");
    switch (type) {
      case "message":
        this.#message(item, item.requiredString("role"));
        break;
      case "function_call":
        this.#assistant([readCall(item)], item.path);
        break;
      case "function_call_output":
        this.#result(readResult(item), item.path);
        break;
      case "reasoning":
        this.#reasoning(item);
        break;
      default:
        throw item.refused("type");
    }
    item.end();
  }

  #message(item: StrictObject, role: string): void {
    item.leaveOut("phase");
    switch (role) {
      case "user":
        this.user(readInputParts(item, "content"), item.path);
        break;
      case "assistant":
        this.#assistant(readOutputParts(item, "content"), item.path);
        break;
      case "system":
      case "developer":
        if (this.turns.length > 0)
          throw item.refused("role", "a system prompt can only stand before all turns");
        this.system.push(...readInputParts(item, "content").map((part) => textOf(part, item)));
        break;
      default:
        throw item.refused("role");
    }
  }

  #reasoning(item: StrictObject): void {
    const encrypted_content = item.string("encrypted_content");
    const part = readReasoning({
      id: item.value("id"),
      summary: item.value("summary"),
      content: item.value("content"),
      encrypted_content,
    });
    if (part !== undefined) this.#assistant([part], item.path);
  }

  user(parts: readonly UserPart[], path: string): void {
    this.turns.push({ role: "user", parts, path });
  }

  /** Everything between two words of the user is one turn of the assistant. */
  #assistant(parts: readonly AssistantPart[], path: string): void {
    const last = this.turns.at(-1);
    if (last?.role !== "assistant") this.turns.push({ role: "assistant", parts, path });
    else this.turns[this.turns.length - 1] = { ...last, parts: [...last.parts, ...parts] };
  }

  /** Results that come together answer calls that were made together. */
  #result(part: ToolResultPart, path: string): void {
    const last = this.turns.at(-1);
    const areResults = last?.role === "user" && last.parts.every(({ type }) => type === "tool-result");
    if (!areResults) this.user([part], path);
    else this.turns[this.turns.length - 1] = { ...last, parts: [...last.parts, part] };
  }
}

function textOf(part: InputPart, message: StrictObject): string {
  if (part.type === "text") return part.text;
  throw message.refused("content", "a system prompt is text alone");
}

function readCall(item: StrictObject): ToolCallPart {
  item.refuseUnless("namespace", saysNothing);
  item.refuseUnless("async", saysNothing);
  const source = item.requiredString("arguments");
  return {
    type: "tool-call",
    id: item.requiredString("call_id"),
    name: item.requiredString("name"),
    arguments: source.trim() === "" ? "{}" : source,
  };
}

function readResult(item: StrictObject): ToolResultPart {
  // The call says it already.
  item.value("name");
  return {
    type: "tool-result",
    callId: item.requiredString("call_id"),
    parts: readInputParts(item, "output"),
    isError: false,
  };
}

/** All system prompts but the first, which are the request's `instructions`, are messages before all others. */
export function writeItems({ system, turns }: Said, leaveOut: (name: string) => void): readonly JsonObject[] {
  return [
    ...system.slice(1).map((text) => message("developer", [{ type: "input_text", text }])),
    ...turns.flatMap(({ role, parts }) =>
      role === "user" ? userItems(parts, leaveOut) : assistantItems(parts, leaveOut),
    ),
  ];
}

function message(role: string, content: readonly JsonObject[]): JsonObject {
  return { type: "message", role, content };
}

function userItems(parts: readonly UserPart[], leaveOut: (name: string) => void): readonly JsonObject[] {
  return grouped(
    parts,
    (part) => (part.type === "tool-result" ? undefined : writeInputPart(part)),
    (content) => message("user", content),
    (part) => (part.type === "tool-result" ? resultItem(part, leaveOut) : undefined),
  );
}

/** Reasoning of another provider is of use to that one alone: it stays behind, by name. */
function assistantItems(
  parts: readonly AssistantPart[],
  leaveOut: (name: string) => void,
): readonly JsonObject[] {
  const isSaid = (part: AssistantPart): part is OutputPart => part.type === "text" || part.type === "refusal";
  return grouped(
    parts,
    (part) => (isSaid(part) ? writeOutputPart(part) : undefined),
    (content) => message("assistant", content),
    (part) => {
      if (isSaid(part)) return undefined;
      return part.type === "tool-call" ? callItem(part) : reasoningItem(part, leaveOut);
    },
  );
}

/** Neighbours that are content share a message; what is an item by itself stands between them. */
function grouped<Part>(
  parts: readonly Part[],
  contentOf: (part: Part) => JsonObject | undefined,
  messageOf: (content: readonly JsonObject[]) => JsonObject,
  itemOf: (part: Part) => JsonObject | undefined,
): readonly JsonObject[] {
  const items: JsonObject[] = [];
  let said: JsonObject[] = [];
  for (const part of parts) {
    const content = contentOf(part);
    const item = content === undefined ? itemOf(part) : undefined;
    if (content !== undefined) said.push(content);
    if (item === undefined) continue;
    if (said.length > 0) items.push(messageOf(said));
    said = [];
    items.push(item);
  }
  if (said.length > 0) items.push(messageOf(said));
  return items;
}

function resultItem(part: ToolResultPart, leaveOut: (name: string) => void): JsonObject {
  // There is no flag for it; what the result says has to tell.
  if (part.isError) leaveOut("is_error");
  return { type: "function_call_output", call_id: part.callId, output: outputOf(part) };
}

function outputOf({ parts }: ToolResultPart): Json {
  const [only] = parts;
  return parts.length === 1 && only?.type === "text" ? only.text : parts.map(writeInputPart);
}

function callItem({ id, name, arguments: source }: ToolCallPart): JsonObject {
  return { type: "function_call", call_id: id, name, arguments: source };
}

function reasoningItem(part: ReasoningPart, leaveOut: (name: string) => void): JsonObject | undefined {
  const item = itemOfOurs(part);
  if (item === undefined) leaveOut(part.type === "thinking" ? "thinking" : "redacted_thinking");
  return item;
}
