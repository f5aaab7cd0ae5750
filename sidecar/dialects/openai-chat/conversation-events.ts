/** Streams of chunks. */
import type { Frame } from "../../core/call.ts";
import type {
  ConversationEvent,
  ConversationEventReader,
  ConversationEventWriter,
  ConversationUsage,
  ReplyContext,
  StartedPart,
  StopReason,
} from "../../core/conversation.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf, parseObject, stringOf } from "../members.ts";
import { PartSequence } from "../part-sequence.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { invalidReply, untranslatableReply } from "../translation-refusals.ts";
import {
  readStop,
  readUsage,
  refuseCustom,
  refuseForeign,
  writeStop,
  writeUsage,
} from "./conversation-reply.ts";

export function eventReader(): ConversationEventReader {
  return new ChunkReader();
}

export function eventWriter(context: ReplyContext): ConversationEventWriter {
  return new ChunkWriter(context);
}

/** A tool call under way. */
interface OpenCall {
  readonly id: string;
  readonly part: number;
}

class ChunkReader implements ConversationEventReader {
  readonly #parts = new PartSequence();
  readonly #calls = new Map<number, OpenCall>();
  readonly #types = new Set<StartedPart["type"]>();
  /** The part that was begun last, as far as another delta may go on with it. */
  #last: { readonly key: string; readonly part: number } | undefined;
  #hasStarted = false;
  #reason: Json = null;
  #usage: ConversationUsage | undefined;

  read(frame: Frame): readonly ConversationEvent[] {
    const { data } = parseEvent(frame);
    if (data === "") return [];
    if (data.trim() === "[DONE]") return this.#finish();
    const chunk = parseObject(data);
    if (chunk === undefined) throw invalidReply("its stream holds an event that is no JSON object");
    this.#usage = readUsage(chunk) ?? this.#usage;
    const choices = objectsOf(chunk.choices);
    // Azure begins with a chunk about its filters, which has neither a choice nor an id.
    if (choices.length === 0) return [];
    const start = this.#start(chunk);
    for (const choice of choices) this.#readChoice(choice);
    return [...start, ...this.#parts.take()];
  }

  #start(chunk: JsonObject): readonly ConversationEvent[] {
    if (this.#hasStarted) return [];
    this.#hasStarted = true;
    const id = stringOf(chunk.id) ?? "";
    return [{ type: "start", id, model: stringOf(chunk.model) ?? "", usage: undefined }];
  }

  #finish(): readonly ConversationEvent[] {
    if (!this.#hasStarted || this.#reason === null)
      throw invalidReply("its stream ended without a `finish_reason`");
    this.#parts.end();
    const stop = readStop(
      this.#reason,
      [...this.#types].map((type) => ({ type })),
    );
    return [...this.#parts.take(), { type: "finish", stop, usage: this.#usage }];
  }

  #readChoice(choice: JsonObject): void {
    if ((numberOf(choice.index) ?? 0) !== 0) throw untranslatableReply("several choices");
    const delta = objectOf(choice.delta) ?? {};
    refuseForeign(delta);
    this.#readThinking(delta);
    this.#continue("text", stringOf(delta.content));
    this.#continue("refusal", stringOf(delta.refusal));
    for (const [position, call] of objectsOf(delta.tool_calls).entries()) this.#readCall(call, position);
    const reason = choice.finish_reason;
    if (typeof reason === "string" && reason !== "") this.#reason = reason;
  }

  #readThinking(delta: JsonObject): void {
    const blocks = objectsOf(delta.thinking_blocks);
    if (blocks.length === 0) {
      this.#continue("thinking", stringOf(delta.reasoning_content) || stringOf(delta.reasoning));
    }
    for (const block of blocks) {
      const data = stringOf(block.data);
      if (block.type === "redacted_thinking" && data !== undefined) {
        this.#open("", { type: "redacted-thinking", data });
        continue;
      }
      const key = `thinking ${numberOf(block.index) ?? ""}`;
      this.#continue("thinking", stringOf(block.thinking), key);
      const signature = stringOf(block.signature);
      if (signature === undefined || signature === "") continue;
      const part = this.#last?.key === key ? this.#last.part : this.#open(key, { type: "thinking" });
      this.#parts.signature(part, signature);
      // What comes after its proof is another block, whatever it is numbered.
      this.#last = undefined;
    }
  }

  #continue(type: "text" | "refusal" | "thinking", text: string | undefined, key: string = type): void {
    if (text === undefined || text === "") return;
    this.#parts.delta(this.#last?.key === key ? this.#last.part : this.#open(key, { type }), text);
  }

  #open(key: string, part: StartedPart): number {
    const index = this.#parts.start(part);
    this.#types.add(part.type);
    this.#last = { key, part: index };
    return index;
  }

  #readCall(call: JsonObject, position: number): void {
    refuseCustom(call);
    const index = numberOf(call.index) ?? position;
    const id = stringOf(call.id) || undefined;
    const called = objectOf(call.function);
    let open = this.#calls.get(index);
    // Some servers give all calls of a turn the same index, but never the same id.
    if (open === undefined || (id !== undefined && id !== open.id)) {
      const name = stringOf(called?.name);
      if (id === undefined || name === undefined) throw invalidReply("a tool call has no id or no name");
      open = { id, part: this.#open("call", { type: "tool-call", id, name }) };
      this.#last = undefined;
      this.#calls.set(index, open);
    }
    const source = stringOf(called?.arguments);
    if (source !== undefined && source !== "") this.#parts.delta(open.part, source);
  }
}

class ChunkWriter implements ConversationEventWriter {
  readonly #context: ReplyContext;
  /** What the part of an index is, and which one of its kind. */
  readonly #parts = new Map<number, { readonly type: StartedPart["type"]; readonly number: number }>();
  #calls = 0;
  #blocks = 0;
  #head: JsonObject = {};

  constructor(context: ReplyContext) {
    this.#context = context;
  }

  write(event: ConversationEvent): readonly Frame[] {
    switch (event.type) {
      case "start":
        this.#head = {
          id: event.id,
          object: "chat.completion.chunk",
          created: this.#context.createdAt,
          model: event.model,
        };
        return [this.#delta({ role: "assistant", content: null, refusal: null })];
      case "part-start":
        return this.#start(event.index, event.part);
      case "part-delta":
        return this.#text(event.index, event.text);
      case "part-signature":
        return [this.#block(event.index, { type: "thinking", thinking: "", signature: event.signature })];
      case "part-end":
        return [];
      case "finish":
        return this.#finish(event.stop, event.usage);
    }
  }

  #start(index: number, part: StartedPart): readonly Frame[] {
    if (part.type === "tool-call") {
      const number = this.#calls++;
      this.#parts.set(index, { type: part.type, number });
      const called = { name: part.name, arguments: "" };
      return [
        this.#delta({ tool_calls: [{ index: number, id: part.id, type: "function", function: called }] }),
      ];
    }
    const isBlock = part.type === "thinking" || part.type === "redacted-thinking";
    this.#parts.set(index, { type: part.type, number: isBlock ? this.#blocks++ : 0 });
    return part.type === "redacted-thinking"
      ? [this.#block(index, { type: "redacted_thinking", data: part.data })]
      : [];
  }

  #text(index: number, text: string): readonly Frame[] {
    const part = this.#parts.get(index);
    switch (part?.type) {
      case "text":
        return [this.#delta({ content: text })];
      case "refusal":
        return [this.#delta({ refusal: text })];
      case "thinking":
        return [this.#block(index, { type: "thinking", thinking: text }, { reasoning_content: text })];
      case "tool-call":
        return [this.#delta({ tool_calls: [{ index: part.number, function: { arguments: text } }] })];
      default:
        return [];
    }
  }

  /** Numbered, so that pieces of one block can be told from pieces of the next. */
  #block(index: number, block: JsonObject, more: JsonObject = {}): Frame {
    const number = this.#parts.get(index)?.number ?? 0;
    return this.#delta({ ...more, thinking_blocks: [{ index: number, ...block }] });
  }

  #finish(stop: StopReason, usage: ConversationUsage | undefined): readonly Frame[] {
    const reason = writeStop(stop, [...this.#parts.values()]);
    const frames = [this.#delta({}, reason)];
    if (this.#context.request.includeUsage && usage !== undefined) {
      frames.push(encode({ ...this.#head, choices: [], usage: writeUsage(usage) }));
    }
    return [...frames, encodeEvent({ data: "[DONE]" })];
  }

  #delta(delta: JsonObject, reason: string | null = null): Frame {
    return encode({
      ...this.#head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
      // As OpenAI has it where the usage was asked for.
      ...(this.#context.request.includeUsage ? { usage: null } : {}),
    });
  }
}

function encode(chunk: JsonObject): Frame {
  return encodeEvent({ data: JSON.stringify(chunk) });
}
