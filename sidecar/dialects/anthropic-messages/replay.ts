/** Complete replies as streams, streams as complete replies, and replies that say a given text. */
import type { Frame } from "../../core/call.ts";
import type { ReplyFacts } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import { isJsonArray, type Json, type JsonObject, parseJson } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf, parseObject, stringOf } from "../members.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { events, typeOf } from "./events.ts";

type Members = Record<string, Json | undefined>;

export function fixedReply(text: string, facts: ReplyFacts): JsonObject {
  return {
    id: `msg_${facts.id}`,
    type: "message",
    role: "assistant",
    model: facts.model,
    content: [{ type: "text", text, citations: null }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 0, output_tokens: 0 },
  };
}

/** Members of a message that are known only at its end; a stream begins with null for them. */
const ENDING = ["stop_reason", "stop_sequence", "stop_details"] as const;
/** Counts that a stream's `message_delta` tells. */
const FINAL_COUNTS = [
  "input_tokens",
  "cache_creation_input_tokens",
  "cache_read_input_tokens",
  "output_tokens",
  "output_tokens_details",
  "server_tool_use",
] as const;

export function toEvents(document: JsonObject): readonly Frame[] {
  const beginning: Members = { ...document, content: [] };
  const delta: Members = { stop_reason: null, stop_sequence: null };
  for (const key of ENDING) {
    if (document[key] === undefined) continue;
    beginning[key] = null;
    delta[key] = document[key];
  }
  const usage = objectOf(document.usage) ?? {};
  beginning.usage = { ...usage, output_tokens: 0 };
  const counts: Members = { output_tokens: 0 };
  for (const key of FINAL_COUNTS) if (usage[key] !== undefined) counts[key] = usage[key];
  return [
    encode({ type: "message_start", message: beginning }),
    ...objectsOf(document.content).flatMap(blockEvents),
    encode({ type: "message_delta", delta, usage: counts }),
    encode({ type: "message_stop" }),
  ];
}

function blockEvents(block: JsonObject, index: number): readonly Frame[] {
  const { start, deltas } = blockPieces(block);
  return [
    encode({ type: "content_block_start", index, content_block: start }),
    ...deltas.map((delta) => encode({ type: "content_block_delta", index, delta })),
    encode({ type: "content_block_stop", index }),
  ];
}

/** Tool results and other blocks without a delta of their own come whole in their first event. */
function blockPieces(block: JsonObject): {
  readonly start: JsonObject;
  readonly deltas: readonly JsonObject[];
} {
  const start: Members = { ...block };
  const deltas: JsonObject[] = [];
  const type = stringOf(block.type);
  if (type === "text" && typeof block.text === "string") {
    start.text = "";
    if (block.text !== "") deltas.push({ type: "text_delta", text: block.text });
    if (isJsonArray(block.citations)) {
      start.citations = [];
      for (const citation of block.citations) deltas.push({ type: "citations_delta", citation });
    }
  } else if (type === "thinking" && typeof block.thinking === "string") {
    start.thinking = "";
    if (block.thinking !== "") deltas.push({ type: "thinking_delta", thinking: block.thinking });
    if (typeof block.signature === "string") {
      start.signature = "";
      if (block.signature !== "") deltas.push({ type: "signature_delta", signature: block.signature });
    }
  } else if (type?.endsWith("tool_use") && block.input !== undefined) {
    start.input = {};
    deltas.push({ type: "input_json_delta", partial_json: JSON.stringify(block.input) });
  }
  return { start, deltas };
}

function encode(event: JsonObject): Frame {
  const name = stringOf(event.type);
  return encodeEvent({ ...(name === undefined ? {} : { event: name }), data: JSON.stringify(event) });
}

/** @throws AiosError `invalid-upstream-reply` for a stream that makes no message, or the error that the stream reports */
export function fromEvents(frames: readonly Frame[]): JsonObject {
  let message: Members | undefined;
  const blocks = new Map<number, BlockSoFar>();
  for (const frame of frames) {
    const kind = events.errorKind(frame);
    if (kind !== undefined) throw new AiosError(kind, "The provider reported an error inside its stream.");
    const event = parseObject(parseEvent(frame).data);
    const index = numberOf(event?.index) ?? 0;
    switch (typeOf(frame)) {
      case "message_start":
        message = { ...objectOf(event?.message) };
        break;
      case "content_block_start":
        blocks.set(index, { block: objectOf(event?.content_block) ?? {}, inputJson: "" });
        break;
      case "content_block_delta":
        blocks.set(
          index,
          withDelta(blocks.get(index) ?? { block: {}, inputJson: "" }, objectOf(event?.delta) ?? {}),
        );
        break;
      case "message_delta":
        message = {
          ...message,
          ...objectOf(event?.delta),
          usage: withCounts(message?.usage, event?.usage),
        };
        break;
    }
  }
  if (message === undefined) {
    throw new AiosError("invalid-upstream-reply", "The provider's stream ended without a message.");
  }
  const ordered = [...blocks.entries()].sort(([left], [right]) => left - right);
  return { ...message, content: ordered.map(([, block]) => finished(block)) };
}

interface BlockSoFar {
  readonly block: JsonObject;
  /** The source of a tool's input, of which a piece is rarely valid by itself. */
  readonly inputJson: string;
}

function withDelta({ block, inputJson }: BlockSoFar, delta: JsonObject): BlockSoFar {
  const changed: Members = { ...block };
  let json = inputJson;
  for (const [member, value] of Object.entries(delta)) {
    if (member === "type") continue;
    if (member === "partial_json") json += stringOf(value) ?? "";
    else if (member === "citation") changed.citations = [...citationsOf(block), value ?? null];
    else if (member === "signature") changed[member] = value;
    else changed[member] = typeof value === "string" ? (stringOf(block[member]) ?? "") + value : value;
  }
  return { block: changed, inputJson: json };
}

function citationsOf(block: JsonObject): readonly Json[] {
  return isJsonArray(block.citations) ? block.citations : [];
}

function finished({ block, inputJson }: BlockSoFar): JsonObject {
  if (inputJson === "") return block;
  try {
    return { ...block, input: parseJson(inputJson) };
  } catch {
    throw new AiosError(
      "invalid-upstream-reply",
      "The input of a tool call in the provider's stream is not valid JSON.",
    );
  }
}

/** Counts are totals: those that are told again replace what was told before. */
function withCounts(earlier: Json | undefined, later: Json | undefined): JsonObject {
  const told = Object.entries(objectOf(later) ?? {}).filter(([, value]) => value !== null);
  return { ...objectOf(earlier), ...Object.fromEntries(told) };
}
