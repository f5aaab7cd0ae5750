/** Streams of responses as the steps of a conversation's reply, and steps as streams. */
import type { Frame } from "../../core/call.ts";
import type {
  AssistantPart,
  ConversationEvent,
  ConversationEventReader,
  ConversationEventWriter,
  ReplyContext,
  StartedPart,
} from "../../core/conversation.ts";
import type { JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf, parseObject, stringOf } from "../members.ts";
import { parseEvent } from "../sse/event.ts";
import { invalidReply } from "../translation-refusals.ts";
import {
  failed,
  foreignItem,
  partEvents,
  readCall,
  readOutputItem,
  readStop,
  readUsage,
} from "./conversation-reply.ts";
import { ResponseWriting } from "./conversation-writing.ts";
import { errorOfEvent } from "./errors.ts";
import { typeOf } from "./events.ts";
import { BETWEEN_SUMMARIES, signatureOf } from "./reasoning-seal.ts";
import { EventSequence } from "./stream-told.ts";

export function eventWriter(context: ReplyContext): ConversationEventWriter {
  const writing = new ResponseWriting(context);
  const sequence = new EventSequence();
  return {
    write: (event) => writing.tell(event).map(({ type, members }) => sequence.frame(type, members)),
  };
}

export function eventReader(): ConversationEventReader {
  return new ResponseReader();
}

/** The part whose text is coming. */
interface OpenPart {
  readonly index: number;
  readonly type: StartedPart["type"];
  readonly item: number;
  /** Inside of its item: the content's index, or the summary's, which may go up within one part. */
  inner: number;
  isEmpty: boolean;
}

class ResponseReader implements ConversationEventReader {
  #nextPart = 0;
  #open: OpenPart | undefined;
  /** The item that said something last: what stands further down in the output has not been told yet. */
  #lastItem = -1;
  readonly #types = new Set<AssistantPart["type"]>();

  read(frame: Frame): readonly ConversationEvent[] {
    const type = typeOf(frame);
    if (type === undefined) return [];
    const event = parseObject(parseEvent(frame).data);
    if (event === undefined) {
      throw invalidReply("its stream holds an event that is no JSON object");
    }
    return [...this.#steps(type, event)];
  }

  *#steps(type: string, event: JsonObject): Generator<ConversationEvent> {
    switch (type) {
      case "response.created":
        yield* this.#start(event);
        break;
      case "response.output_item.added":
        yield* this.#itemAdded(event);
        break;
      case "response.content_part.added":
        yield* this.#partAdded(event);
        break;
      case "response.content_part.done":
        yield* this.#partDone(event);
        break;
      case "response.output_text.delta":
        yield* this.#contentDelta(event, "text");
        break;
      case "response.refusal.delta":
        yield* this.#contentDelta(event, "refusal");
        break;
      case "response.function_call_arguments.delta":
        yield* this.#argumentsDelta(event);
        break;
      case "response.reasoning_summary_text.delta":
        yield* this.#reasoningDelta(event, numberOf(event.summary_index) ?? 0);
        break;
      case "response.reasoning_text.delta":
        yield* this.#reasoningDelta(event, numberOf(event.content_index) ?? 0);
        break;
      case "response.output_item.done":
        yield* this.#itemDone(event);
        break;
      case "response.completed":
      case "response.incomplete":
        yield* this.#finish(objectOf(event.response) ?? {});
        break;
      case "response.failed":
        throw failed(objectOf(event.response)?.error ?? null);
      case "error":
        throw failed(errorOfEvent(event));
    }
  }

  *#start({ response }: JsonObject): Generator<ConversationEvent> {
    const { id, model } = objectOf(response) ?? {};
    yield { type: "start", id: stringOf(id) ?? "", model: stringOf(model) ?? "", usage: undefined };
  }

  *#itemAdded(event: JsonObject): Generator<ConversationEvent> {
    const item = objectOf(event.item) ?? {};
    switch (item.type) {
      case "function_call": {
        const { id, name } = readCall(item);
        yield* this.#startPart({ type: "tool-call", id, name }, itemOf(event), 0);
        yield* this.#delta(stringOf(item.arguments) ?? "");
        break;
      }
      // Their parts have events of their own.
      case "message":
      case "reasoning":
        break;
      default:
        throw foreignItem(item);
    }
  }

  *#partAdded(event: JsonObject): Generator<ConversationEvent> {
    const part = objectOf(event.part) ?? {};
    const isRefusal = part.type === "refusal";
    // Reasoning begins with its first words: it may have none.
    if (part.type !== "output_text" && !isRefusal) return;
    yield* this.#startPart({ type: isRefusal ? "refusal" : "text" }, itemOf(event), innerOf(event));
    yield* this.#delta(stringOf(isRefusal ? part.refusal : part.text) ?? "");
  }

  *#partDone(event: JsonObject): Generator<ConversationEvent> {
    const open = this.#open;
    if (open === undefined || open.item !== itemOf(event) || open.inner !== innerOf(event)) return;
    const part = objectOf(event.part) ?? {};
    // The end of reasoning is its item's, which proves it.
    if (part.type !== "output_text" && part.type !== "refusal") return;
    if (open.isEmpty) yield* this.#delta(stringOf(part.type === "refusal" ? part.refusal : part.text) ?? "");
    yield* this.#endPart();
  }

  *#contentDelta(event: JsonObject, type: "text" | "refusal"): Generator<ConversationEvent> {
    const open = this.#open;
    const isOpen = open?.type === type && open.item === itemOf(event) && open.inner === innerOf(event);
    if (!isOpen) yield* this.#startPart({ type }, itemOf(event), innerOf(event));
    yield* this.#delta(stringOf(event.delta) ?? "");
  }

  *#argumentsDelta(event: JsonObject): Generator<ConversationEvent> {
    if (this.#open?.type !== "tool-call" || this.#open.item !== itemOf(event)) {
      throw invalidReply("its stream holds arguments of a call that it has not told of");
    }
    yield* this.#delta(stringOf(event.delta) ?? "");
  }

  *#reasoningDelta(event: JsonObject, inner: number): Generator<ConversationEvent> {
    if (this.#open?.type !== "thinking" || this.#open.item !== itemOf(event))
      yield* this.#startPart({ type: "thinking" }, itemOf(event), inner);
    const open = this.#open;
    if (open !== undefined && open.inner !== inner) {
      open.inner = inner;
      if (!open.isEmpty) yield* this.#delta(BETWEEN_SUMMARIES);
    }
    yield* this.#delta(stringOf(event.delta) ?? "");
  }

  /** An item that was not told piece by piece is told now. */
  *#itemDone(event: JsonObject): Generator<ConversationEvent> {
    const item = objectOf(event.item) ?? {};
    if (itemOf(event) > this.#lastItem) yield* this.#whole(item, itemOf(event));
    else if (this.#open?.item === itemOf(event)) yield* this.#endOpen(item);
  }

  *#whole(item: JsonObject, position: number): Generator<ConversationEvent> {
    yield* this.#endPart();
    for (const part of readOutputItem(item)) {
      this.#lastItem = position;
      this.#types.add(part.type);
      yield* partEvents(part, this.#nextPart++);
    }
  }

  *#endOpen(item: JsonObject): Generator<ConversationEvent> {
    const open = this.#open;
    if (open === undefined) return;
    // A server that tells the whole text alone has told nothing of it yet.
    if (open.isEmpty) {
      const [part] = readOutputItem(item).slice(
        open.type === "text" || open.type === "refusal" ? open.inner : 0,
      );
      if (part !== undefined && part.type !== "redacted-thinking")
        yield* this.#delta(part.type === "tool-call" ? part.arguments : part.text);
    }
    const signature = open.type === "thinking" ? signatureOf(item) : undefined;
    if (signature !== undefined) yield { type: "part-signature", index: open.index, signature };
    yield* this.#endPart();
  }

  *#finish(response: JsonObject): Generator<ConversationEvent> {
    yield* this.#endPart();
    if (this.#lastItem === -1) {
      for (const [position, item] of objectsOf(response.output).entries()) yield* this.#whole(item, position);
    }
    const stop = readStop(
      response,
      [...this.#types].map((type) => ({ type })),
    );
    yield { type: "finish", stop, usage: readUsage(response) };
  }

  *#startPart(part: StartedPart, item: number, inner: number): Generator<ConversationEvent> {
    yield* this.#endPart();
    const index = this.#nextPart++;
    this.#open = { index, type: part.type, item, inner, isEmpty: true };
    this.#lastItem = Math.max(this.#lastItem, item);
    this.#types.add(part.type);
    yield { type: "part-start", index, part };
  }

  *#delta(text: string): Generator<ConversationEvent> {
    if (this.#open === undefined || text === "") return;
    this.#open.isEmpty = false;
    yield { type: "part-delta", index: this.#open.index, text };
  }

  *#endPart(): Generator<ConversationEvent> {
    const open = this.#open;
    // No arguments at all are an empty object, which every reader of JSON can read.
    if (open?.type === "tool-call" && open.isEmpty) yield* this.#delta("{}");
    this.#open = undefined;
    if (open !== undefined) yield { type: "part-end", index: open.index };
  }
}

function itemOf(event: JsonObject): number {
  return numberOf(event.output_index) ?? 0;
}

function innerOf(event: JsonObject): number {
  return numberOf(event.content_index) ?? 0;
}
