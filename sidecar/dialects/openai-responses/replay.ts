/** Complete responses as streams, streams as complete responses, and responses that say a given text. */
import type { Frame } from "../../core/call.ts";
import type { ReplyFacts } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import { isJsonArray, type Json, type JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf, parseObject, stringOf } from "../members.ts";
import { parseEvent } from "../sse/event.ts";
import { events, typeOf } from "./events.ts";
import {
  CUSTOM_INPUT,
  EventSequence,
  FUNCTION_ARGUMENTS,
  MCP_ARGUMENTS,
  OUTPUT_TEXT,
  REASONING_TEXT,
  REFUSAL,
  SUMMARY_TEXT,
  type TextEvents,
  type ToldEvent,
  textDelta,
  textDone,
} from "./stream-told.ts";

export function fixedReply(text: string, facts: ReplyFacts): JsonObject {
  return {
    id: `resp_${facts.id}`,
    object: "response",
    created_at: facts.createdAt,
    status: "completed",
    background: false,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    metadata: {},
    model: facts.model,
    output: [
      {
        id: `msg_${facts.id}`,
        type: "message",
        role: "assistant",
        status: "completed",
        content: [{ type: "output_text", text, annotations: [], logprobs: [] }],
      },
    ],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: null,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_p: null,
    truncation: "disabled",
    usage: {
      input_tokens: 0,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: 0,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 0,
    },
  };
}

/** Members of a response that are known only at its end; a stream begins without them. */
const ENDING = ["completed_at", "error", "incomplete_details", "usage"] as const;

/** Intermediate states of the provider's own tools are not told again: their items come whole. */
export function toEvents(document: JsonObject): readonly Frame[] {
  const sequence = new EventSequence();
  const beginning: Record<string, Json | undefined> = { ...document, status: "in_progress", output: [] };
  for (const key of ENDING) if (beginning[key] !== undefined) beginning[key] = null;
  const told: readonly ToldEvent[] = [
    { type: "response.created", members: { response: beginning } },
    { type: "response.in_progress", members: { response: beginning } },
    ...objectsOf(document.output).flatMap(itemEvents),
    { type: terminalOf(document.status), members: { response: document } },
  ];
  return told.map(({ type, members }) => sequence.frame(type, members));
}

function terminalOf(status: Json | undefined): string {
  return status === "incomplete" || status === "failed" ? `response.${status}` : "response.completed";
}

function itemEvents(item: JsonObject, output_index: number): readonly ToldEvent[] {
  const { start, filling } = itemPieces(item, { item_id: stringOf(item.id) ?? "", output_index });
  return [
    { type: "response.output_item.added", members: { output_index, item: start } },
    ...filling,
    { type: "response.output_item.done", members: { output_index, item } },
  ];
}

interface Pieces {
  /** The item before anything of it has come. */
  readonly start: JsonObject;
  readonly filling: readonly ToldEvent[];
}

const CALLS: ReadonlyMap<Json | undefined, TextEvents> = new Map([
  ["function_call", FUNCTION_ARGUMENTS],
  ["mcp_call", MCP_ARGUMENTS],
  ["custom_tool_call", CUSTOM_INPUT],
]);

function itemPieces(item: JsonObject, at: JsonObject): Pieces {
  const started = item.status === undefined ? item : { ...item, status: "in_progress" };
  if (item.type === "message" && isJsonArray(item.content))
    return { start: { ...started, content: [] }, filling: partEvents(item, at) };
  if (item.type === "reasoning") {
    const { encrypted_content: _sealed, content, ...open } = started;
    const start = { ...open, summary: [], ...(content === undefined ? {} : { content: [] }) };
    return { start, filling: [...summaryEvents(item, at), ...partEvents(item, at)] };
  }
  const call = CALLS.get(item.type);
  const text = call === undefined ? undefined : stringOf(item[call.whole]);
  if (call === undefined || text === undefined) return { start: item, filling: [] };
  return {
    start: { ...started, [call.whole]: "" },
    filling: [...textEvents(call, at, text), textDone(call, at, text)],
  };
}

const PART_TEXTS: ReadonlyMap<Json | undefined, TextEvents> = new Map([
  ["output_text", OUTPUT_TEXT],
  ["refusal", REFUSAL],
  ["reasoning_text", REASONING_TEXT],
]);

function partEvents(item: JsonObject, place: JsonObject): readonly ToldEvent[] {
  return objectsOf(item.content).flatMap((part, content_index) => {
    const at = { ...place, content_index };
    const told = PART_TEXTS.get(part.type);
    const text = told === undefined ? undefined : stringOf(part[told.whole]);
    const done = { type: "response.content_part.done", members: { ...at, part } };
    if (told === undefined || text === undefined)
      return [{ type: "response.content_part.added", members: { ...at, part } }, done];
    return [
      { type: "response.content_part.added", members: { ...at, part: emptied(part, told) } },
      ...textEvents(told, at, text),
      ...annotationEvents(part, at),
      textDone(told, at, text, part.logprobs),
      done,
    ];
  });
}

function emptied(part: JsonObject, { whole }: TextEvents): JsonObject {
  return {
    ...part,
    [whole]: "",
    ...(part.annotations === undefined ? {} : { annotations: [] }),
    ...(part.logprobs === undefined ? {} : { logprobs: [] }),
  };
}

function annotationEvents(part: JsonObject, at: JsonObject): readonly ToldEvent[] {
  const annotations = isJsonArray(part.annotations) ? part.annotations : [];
  return annotations.map((annotation, annotation_index) => ({
    type: "response.output_text.annotation.added",
    members: { ...at, annotation_index, annotation },
  }));
}

function summaryEvents(item: JsonObject, place: JsonObject): readonly ToldEvent[] {
  return objectsOf(item.summary).flatMap((part, summary_index) => {
    const at = { ...place, summary_index };
    const text = stringOf(part.text) ?? "";
    return [
      { type: "response.reasoning_summary_part.added", members: { ...at, part: { ...part, text: "" } } },
      ...textEvents(SUMMARY_TEXT, at, text),
      textDone(SUMMARY_TEXT, at, text),
      { type: "response.reasoning_summary_part.done", members: { ...at, part } },
    ];
  });
}

function textEvents(told: TextEvents, at: JsonObject, text: string): readonly ToldEvent[] {
  return text === "" ? [] : [textDelta(told, at, text)];
}

/**
 * The response that the last event tells. Some servers leave out of it the items that the stream has told already.
 * @throws AiosError `invalid-upstream-reply` for a stream without such an event, or the error that the stream reports
 */
export function fromEvents(frames: readonly Frame[]): JsonObject {
  let response: JsonObject | undefined;
  const items = new Map<number, JsonObject>();
  for (const frame of frames) {
    const kind = events.errorKind(frame);
    if (kind !== undefined) throw new AiosError(kind, "The provider reported an error inside its stream.");
    const type = typeOf(frame);
    if (type === "response.output_item.done") {
      const event = parseObject(parseEvent(frame).data);
      const item = objectOf(event?.item);
      if (item !== undefined) items.set(numberOf(event?.output_index) ?? items.size, item);
    } else if (type !== undefined && events.isTerminal(frame)) {
      response = objectOf(parseObject(parseEvent(frame).data)?.response);
    }
  }
  if (response === undefined) {
    throw new AiosError("invalid-upstream-reply", "The provider's stream ended without a response.");
  }
  if (items.size === 0 || objectsOf(response.output).length > 0) return response;
  const ordered = [...items.entries()].sort(([left], [right]) => left - right);
  return { ...response, output: ordered.map(([, item]) => item) };
}
