/** The events of a stream in the order that clients rely on: whatever is added is filled, and done before the next. */
import type { Frame } from "../../core/call.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { encodeEvent } from "../sse/event.ts";

/** Numbers the events of one stream. */
export class EventSequence {
  #next = 0;

  frame(type: string, members: JsonObject): Frame {
    const data = JSON.stringify({ type, ...members, sequence_number: this.#next++ });
    return encodeEvent({ event: type, data });
  }
}

/** Where in a stream an item stands. */
export interface ItemPlace {
  readonly item_id: string;
  readonly output_index: number;
}

/** The three events that a text in an item is told by, and the member of the last that has it whole. */
export interface TextEvents {
  readonly name: string;
  readonly whole: string;
}

export const OUTPUT_TEXT: TextEvents = { name: "output_text", whole: "text" };
export const REFUSAL: TextEvents = { name: "refusal", whole: "refusal" };
export const REASONING_TEXT: TextEvents = { name: "reasoning_text", whole: "text" };
export const SUMMARY_TEXT: TextEvents = { name: "reasoning_summary_text", whole: "text" };
export const FUNCTION_ARGUMENTS: TextEvents = { name: "function_call_arguments", whole: "arguments" };
export const MCP_ARGUMENTS: TextEvents = { name: "mcp_call_arguments", whole: "arguments" };
export const CUSTOM_INPUT: TextEvents = { name: "custom_tool_call_input", whole: "input" };

export interface ToldEvent {
  readonly type: string;
  readonly members: JsonObject;
}

/** `at`: the item's place, and the index inside of it where there is one. */
export function textDelta({ name }: TextEvents, at: JsonObject, delta: string): ToldEvent {
  return {
    type: `response.${name}.delta`,
    members: { ...at, delta, ...(name === "output_text" ? { logprobs: [] } : {}) },
  };
}

export function textDone(
  { name, whole }: TextEvents,
  at: JsonObject,
  text: string,
  logprobs: Json = [],
): ToldEvent {
  return {
    type: `response.${name}.done`,
    members: { ...at, [whole]: text, ...(name === "output_text" ? { logprobs } : {}) },
  };
}
