/**
 * A conversation's reply told as the events of a response, in the order in which OpenAI tells its own: whoever writes a
 * whole response takes it from the last of them. Reasoning is told as a summary, which is what other APIs show of it.
 */
import type {
  ConversationEvent,
  ConversationUsage,
  ReplyContext,
  StartedPart,
  StopReason,
} from "../../core/conversation.ts";
import { AiosError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { responseHead, writeUsage } from "./conversation-head.ts";
import { keptByCaller } from "./reasoning-seal.ts";
import {
  FUNCTION_ARGUMENTS,
  type ItemPlace,
  OUTPUT_TEXT,
  REFUSAL,
  SUMMARY_TEXT,
  type TextEvents,
  type ToldEvent,
  textDelta,
  textDone,
} from "./stream-told.ts";

type ItemStatus = "completed" | "incomplete";

/** A part whose text is coming. */
interface OpenPart {
  readonly type: Exclude<StartedPart["type"], "redacted-thinking">;
  readonly events: TextEvents;
  /** Its item's place, with the index inside of the item where there is one. */
  readonly at: JsonObject;
  /** The item as far as it is known before the part's end. */
  readonly item: JsonObject;
  text: string;
  signature: string | undefined;
}

/** Text and refusals that follow each other share a message. */
interface OpenMessage {
  readonly place: ItemPlace;
  readonly content: JsonObject[];
}

export class ResponseWriting {
  readonly #context: ReplyContext;
  #head: JsonObject = {};
  #id = "";
  readonly #output: JsonObject[] = [];
  #nextIndex = 0;
  #message: OpenMessage | undefined;
  #part: OpenPart | undefined;
  #usage: ConversationUsage | undefined;

  constructor(context: ReplyContext) {
    this.#context = context;
  }

  /** @throws AiosError `internal` for events out of order */
  tell(event: ConversationEvent): readonly ToldEvent[] {
    switch (event.type) {
      case "start":
        return this.#start(event);
      case "part-start":
        return [...this.#endPart(), ...this.#startPart(event.part)];
      case "part-delta":
        return this.#delta(event.text);
      case "part-signature":
        if (this.#part !== undefined) this.#part.signature = event.signature;
        return [];
      case "part-end":
        return this.#endPart();
      case "finish":
        return this.#finish(event.stop, event.usage);
    }
  }

  #start({ id, model, usage }: ConversationEvent & { readonly type: "start" }): readonly ToldEvent[] {
    this.#id = id.startsWith("resp_") ? id.slice("resp_".length) : id;
    this.#usage = usage;
    this.#head = responseHead(`resp_${this.#id}`, model, this.#context);
    const response = this.#response("in_progress", null, undefined);
    return [
      { type: "response.created", members: { response } },
      { type: "response.in_progress", members: { response } },
    ];
  }

  #startPart(part: StartedPart): readonly ToldEvent[] {
    switch (part.type) {
      case "text":
        return this.#startContent("text", OUTPUT_TEXT, {
          type: "output_text",
          text: "",
          annotations: [],
          logprobs: [],
        });
      case "refusal":
        return this.#startContent("refusal", REFUSAL, { type: "refusal", refusal: "" });
      case "thinking": {
        const closed = this.#endMessage("completed");
        const place = this.#place("rs");
        const item = { id: place.item_id, type: "reasoning", summary: [] };
        this.#part = {
          type: "thinking",
          events: SUMMARY_TEXT,
          at: { ...place, summary_index: 0 },
          item,
          text: "",
          signature: undefined,
        };
        return [...closed, added(place, item)];
      }
      case "redacted-thinking": {
        const closed = this.#endMessage("completed");
        const place = this.#place("rs");
        const item = { id: place.item_id, type: "reasoning", summary: [] };
        const done = { ...item, encrypted_content: keptByCaller(part) };
        return [...closed, added(place, item), this.#done(place, done)];
      }
      case "tool-call": {
        const closed = this.#endMessage("completed");
        const place = this.#place("fc");
        const item = {
          id: place.item_id,
          type: "function_call",
          status: "in_progress",
          call_id: part.id,
          name: part.name,
          arguments: "",
        };
        this.#part = {
          type: "tool-call",
          events: FUNCTION_ARGUMENTS,
          at: { ...place },
          item,
          text: "",
          signature: undefined,
        };
        return [...closed, added(place, item)];
      }
    }
  }

  #startContent(type: "text" | "refusal", events: TextEvents, part: JsonObject): readonly ToldEvent[] {
    const told: ToldEvent[] = [];
    let message = this.#message;
    if (message === undefined) {
      message = { place: this.#place("msg"), content: [] };
      this.#message = message;
      told.push(added(message.place, messageItem(message, "in_progress")));
    }
    const at = { ...message.place, content_index: message.content.length };
    this.#part = { type, events, at, item: part, text: "", signature: undefined };
    told.push({ type: "response.content_part.added", members: { ...at, part } });
    return told;
  }

  #delta(text: string): readonly ToldEvent[] {
    const part = this.#part;
    if (part === undefined)
      throw new AiosError("internal", "A translated reply continues a part it has ended.");
    if (text === "") return [];
    const isFirst = part.text === "";
    part.text += text;
    const delta = textDelta(part.events, part.at, text);
    if (part.type !== "thinking" || !isFirst) return [delta];
    return [
      { type: "response.reasoning_summary_part.added", members: { ...part.at, part: summaryPart("") } },
      delta,
    ];
  }

  #endPart(): readonly ToldEvent[] {
    const part = this.#part;
    this.#part = undefined;
    if (part === undefined) return [];
    const { events, at, item, text } = part;
    const done = textDone(events, at, text);
    switch (part.type) {
      case "text":
      case "refusal": {
        const content = { ...item, [events.whole]: text };
        this.#message?.content.push(content);
        return [done, { type: "response.content_part.done", members: { ...at, part: content } }];
      }
      case "tool-call":
        return [done, this.#done(placeOf(at), { ...item, status: "completed", arguments: text })];
      case "thinking": {
        const summary = text === "" ? [] : [summaryPart(text)];
        const sealed = keptByCaller({ signature: part.signature });
        const whole = {
          ...item,
          summary,
          ...(sealed === undefined ? {} : { encrypted_content: sealed }),
        };
        const told = this.#done(placeOf(at), whole);
        if (text === "") return [told];
        const partDone = {
          type: "response.reasoning_summary_part.done",
          members: { ...at, part: summaryPart(text) },
        };
        return [done, partDone, told];
      }
    }
  }

  #endMessage(status: ItemStatus): readonly ToldEvent[] {
    const message = this.#message;
    this.#message = undefined;
    return message === undefined ? [] : [this.#done(message.place, messageItem(message, status))];
  }

  #finish(stop: StopReason, usage: ConversationUsage | undefined): readonly ToldEvent[] {
    const { status, details } = endOf(stop);
    const closed = [...this.#endPart(), ...this.#endMessage(status)];
    const response = this.#response(status, details, usage ?? this.#usage);
    return [...closed, { type: `response.${status}`, members: { response } }];
  }

  #place(prefix: string): ItemPlace {
    const output_index = this.#nextIndex++;
    return { item_id: `${prefix}_${this.#id}_${output_index}`, output_index };
  }

  #done({ output_index }: ItemPlace, item: JsonObject): ToldEvent {
    this.#output.push(item);
    return { type: "response.output_item.done", members: { output_index, item } };
  }

  #response(
    status: ItemStatus | "in_progress",
    incomplete_details: JsonObject | null,
    usage: ConversationUsage | undefined,
  ): JsonObject {
    return {
      ...this.#head,
      status,
      incomplete_details,
      output: [...this.#output],
      usage: usage === undefined || status === "in_progress" ? null : writeUsage(usage),
    };
  }
}

function added({ output_index }: ItemPlace, item: JsonObject): ToldEvent {
  return { type: "response.output_item.added", members: { output_index, item } };
}

function placeOf(at: JsonObject): ItemPlace {
  return { item_id: String(at.item_id), output_index: Number(at.output_index) };
}

function messageItem({ place, content }: OpenMessage, status: string): JsonObject {
  return { id: place.item_id, type: "message", status, role: "assistant", content: [...content] };
}

function summaryPart(text: string): JsonObject {
  return { type: "summary_text", text };
}

/** A pause has no word in this API: it is incomplete, for none of the reasons that there are. */
function endOf({ type }: StopReason): { readonly status: ItemStatus; readonly details: JsonObject | null } {
  switch (type) {
    case "length":
      return { status: "incomplete", details: { reason: "max_output_tokens" } };
    case "content-filter":
      return { status: "incomplete", details: { reason: "content_filter" } };
    case "pause":
      return { status: "incomplete", details: {} };
    default:
      return { status: "completed", details: null };
  }
}
