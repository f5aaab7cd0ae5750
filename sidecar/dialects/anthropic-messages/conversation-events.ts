/** Streams of events: https://docs.anthropic.com/en/api/messages-streaming */
import type { Frame } from "../../core/call.ts";
import type {
  ConversationEvent,
  ConversationEventReader,
  ConversationEventWriter,
  ConversationUsage,
  StartedPart,
} from "../../core/conversation.ts";
import type { JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, parseObject, stringOf } from "../members.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { invalidReply, untranslatableReply } from "../translation-refusals.ts";
import { mergeUsage } from "../usage.ts";
import {
  callOf,
  foreignBlock,
  readStop,
  readUsage,
  refusalOf,
  refuseCitations,
  writeStop,
  writeUsage,
} from "./conversation-reply.ts";
import { typeOf } from "./events.ts";
import { deltaUsageOf } from "./usage.ts";

export function eventReader(): ConversationEventReader {
  return new MessageReader();
}

export function eventWriter(): ConversationEventWriter {
  return new MessageWriter();
}

/** A block that has begun and not ended. */
interface OpenBlock {
  readonly part: number;
  readonly isCall: boolean;
  hasText: boolean;
}

class MessageReader implements ConversationEventReader {
  readonly #open = new Map<number, OpenBlock>();
  #parts = 0;
  #hasStarted = false;
  #usage: ConversationUsage | undefined;
  #ending: JsonObject | undefined;

  /** Events of types that are new say nothing here, as Anthropic asks its clients to take them. */
  read(frame: Frame): readonly ConversationEvent[] {
    const type = typeOf(frame);
    switch (type) {
      case "message_start":
      case "content_block_start":
      case "content_block_delta":
      case "content_block_stop":
      case "message_delta":
      case "message_stop":
        return this.#read(type, parseObject(parseEvent(frame).data));
      default:
        return [];
    }
  }

  #read(type: string, event: JsonObject | undefined): readonly ConversationEvent[] {
    if (event === undefined) throw invalidReply("its stream holds an event that is no JSON object");
    if (type === "message_start") return this.#start(objectOf(event.message) ?? {});
    if (!this.#hasStarted) throw invalidReply("its stream does not begin with `message_start`");
    const index = numberOf(event.index) ?? 0;
    switch (type) {
      case "content_block_start":
        return this.#startBlock(index, objectOf(event.content_block) ?? {});
      case "content_block_delta":
        return this.#delta(index, objectOf(event.delta) ?? {});
      case "content_block_stop":
        return this.#endBlock(index);
      case "message_delta":
        return this.#end(event);
      default:
        return this.#finish();
    }
  }

  #start(message: JsonObject): readonly ConversationEvent[] {
    this.#hasStarted = true;
    this.#usage = readUsage(message);
    const id = stringOf(message.id) ?? "";
    return [{ type: "start", id, model: stringOf(message.model) ?? "", usage: this.#usage }];
  }

  #startBlock(index: number, block: JsonObject): readonly ConversationEvent[] {
    const part = startedPart(block);
    const open: OpenBlock = { part: this.#parts++, isCall: part.type === "tool-call", hasText: false };
    this.#open.set(index, open);
    return [{ type: "part-start", index: open.part, part }, ...this.#text(open, firstText(block))];
  }

  #delta(index: number, delta: JsonObject): readonly ConversationEvent[] {
    const open = this.#open.get(index);
    if (open === undefined) throw invalidReply("it goes on with a block that is not open");
    switch (delta.type) {
      case "text_delta":
        return this.#text(open, stringOf(delta.text));
      case "thinking_delta":
        return this.#text(open, stringOf(delta.thinking));
      case "input_json_delta":
        return this.#text(open, stringOf(delta.partial_json));
      case "signature_delta": {
        const signature = stringOf(delta.signature) ?? "";
        return signature === "" ? [] : [{ type: "part-signature", index: open.part, signature }];
      }
      case "citations_delta":
        throw untranslatableReply("citations");
      default:
        throw untranslatableReply("a delta of an unknown type");
    }
  }

  #text(open: OpenBlock, text: string | undefined): readonly ConversationEvent[] {
    if (text === undefined || text === "") return [];
    open.hasText = true;
    return [{ type: "part-delta", index: open.part, text }];
  }

  #endBlock(index: number): readonly ConversationEvent[] {
    const open = this.#open.get(index);
    if (open === undefined) throw invalidReply("it ends a block that is not open");
    this.#open.delete(index);
    // No arguments at all are an empty object, which every reader of JSON can read.
    const rest = open.isCall ? this.#text(open, open.hasText ? "" : "{}") : [];
    return [...rest, { type: "part-end", index: open.part }];
  }

  #end(event: JsonObject): readonly ConversationEvent[] {
    const usage = deltaUsageOf(event);
    if (usage !== undefined) {
      const cacheWriteTokens =
        numberOf(objectOf(event.usage)?.cache_creation_input_tokens) ?? this.#usage?.cacheWriteTokens;
      const merged = mergeUsage(this.#usage, usage);
      this.#usage = cacheWriteTokens === undefined ? merged : { ...merged, cacheWriteTokens };
    }
    const ending = objectOf(event.delta) ?? {};
    if (typeof ending.stop_reason === "string") this.#ending = ending;
    const explanation = refusalOf(ending);
    if (explanation === undefined) return [];
    const index = this.#parts++;
    return [
      { type: "part-start", index, part: { type: "refusal" } },
      { type: "part-delta", index, text: explanation },
      { type: "part-end", index },
    ];
  }

  #finish(): readonly ConversationEvent[] {
    if (this.#ending === undefined) throw invalidReply("its stream ended without a `stop_reason`");
    if (this.#open.size > 0) throw invalidReply("its stream ended within a block");
    return [{ type: "finish", stop: readStop(this.#ending), usage: this.#usage }];
  }
}

function startedPart(block: JsonObject): StartedPart {
  switch (block.type) {
    case "text":
      refuseCitations(block);
      return { type: "text" };
    case "thinking":
      return { type: "thinking" };
    case "redacted_thinking":
      return { type: "redacted-thinking", data: stringOf(block.data) ?? "" };
    case "tool_use":
      return { type: "tool-call", ...callOf(block) };
    default:
      throw foreignBlock(block);
  }
}

/** Mostly empty; servers that do not stream a block send it whole in its first event. */
function firstText(block: JsonObject): string | undefined {
  if (block.type !== "tool_use") return stringOf(block.text) ?? stringOf(block.thinking);
  const input = objectOf(block.input);
  return input === undefined || Object.keys(input).length === 0 ? undefined : JSON.stringify(input);
}

class MessageWriter implements ConversationEventWriter {
  readonly #types = new Map<number, StartedPart["type"]>();

  write(event: ConversationEvent): readonly Frame[] {
    switch (event.type) {
      case "start":
        return [encode({ type: "message_start", message: startOf(event.id, event.model, event.usage) })];
      case "part-start":
        this.#types.set(event.index, event.part.type);
        return [
          encode({ type: "content_block_start", index: event.index, content_block: blockOf(event.part) }),
        ];
      case "part-delta":
        return [this.#delta(event.index, textDelta(this.#types.get(event.index), event.text))];
      case "part-signature":
        return [this.#delta(event.index, { type: "signature_delta", signature: event.signature })];
      case "part-end":
        return [encode({ type: "content_block_stop", index: event.index })];
      case "finish":
        return [
          encode({
            type: "message_delta",
            delta: writeStop(event.stop),
            usage: writeUsage(event.usage ?? { inputTokens: 0, outputTokens: 0 }),
          }),
          encode({ type: "message_stop" }),
        ];
    }
  }

  #delta(index: number, delta: JsonObject): Frame {
    return encode({ type: "content_block_delta", index, delta });
  }
}

function startOf(id: string, model: string, usage: ConversationUsage | undefined): JsonObject {
  return {
    id,
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: writeUsage(usage ?? { inputTokens: 0, outputTokens: 0 }),
  };
}

function blockOf(part: StartedPart): JsonObject {
  switch (part.type) {
    case "text":
    case "refusal":
      return { type: "text", text: "", citations: null };
    case "thinking":
      return { type: "thinking", thinking: "", signature: "" };
    case "redacted-thinking":
      return { type: "redacted_thinking", data: part.data };
    case "tool-call":
      return { type: "tool_use", id: part.id, name: part.name, input: {} };
  }
}

function textDelta(type: StartedPart["type"] | undefined, text: string): JsonObject {
  if (type === "thinking") return { type: "thinking_delta", thinking: text };
  if (type === "tool-call") return { type: "input_json_delta", partial_json: text };
  return { type: "text_delta", text };
}

function encode(event: JsonObject): Frame {
  const name = stringOf(event.type);
  return encodeEvent({ ...(name === undefined ? {} : { event: name }), data: JSON.stringify(event) });
}
