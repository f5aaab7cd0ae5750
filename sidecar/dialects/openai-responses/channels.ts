/**
 * Channels of a response's stream, named by what their deltas say of themselves: the index of the output item, the
 * event's name without its ends, the index inside of the item, and the member where a delta has several:
 * `0/output_text/1`, `2/function_call_arguments`, `3/shell_call_output_content/0/stdout`.
 */
import type { Channel } from "../../core/dialect.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, stringOf } from "../members.ts";

const DELTA = /^response\.(.+)\.delta$/;
/** Where in its item a text stands; an event has one of them at most. */
const INNER_INDEXES = ["content_index", "summary_index", "command_index"] as const;

/** The name in its channels of an event that brings a delta; undefined for any other event. */
export function deltaName(type: string): string | undefined {
  return DELTA.exec(type)?.[1];
}

export function itemPrefix(event: JsonObject): string {
  return `${numberOf(event.output_index) ?? 0}/`;
}

/** Of deltas with several members it is the beginning: see `memberChannel`. */
export function channelOf(name: string, event: JsonObject): Channel {
  const key = INNER_INDEXES.find((index) => numberOf(event[index]) !== undefined);
  const index = key === undefined ? undefined : numberOf(event[key]);
  return `${itemPrefix(event)}${name}${index === undefined ? "" : `/${index}`}`;
}

export function memberChannel(channel: Channel, member: string): Channel {
  return `${channel}/${member}`;
}

/**
 * The event that brings just this text on this channel, in the manner of an earlier one of the same. It has that one's
 * `sequence_number` once more: whoever inserts it counts nothing, the numbers stay in order, and no SDK reads them but
 * to skip what came before a place where it wants to begin.
 */
export function deltaOf(channel: Channel, text: string, template: JsonObject | undefined): JsonObject {
  const [output = "0", name = "output_text", ...rest] = channel.split("/");
  const member = rest.find((step) => !isIndex(step));
  const index = rest.find(isIndex);
  const type = `response.${name}.delta`;
  const like = template?.type === type ? template : undefined;
  const event: Record<string, Json | undefined> = {
    type,
    ...identityOf(template),
    output_index: Number(output),
    ...(index === undefined ? {} : { [innerIndexOf(name, like)]: Number(index) }),
    delta: member === undefined ? text : { [member]: text },
    sequence_number: numberOf(template?.sequence_number) ?? 0,
  };
  if (name === "output_text") event.logprobs = [];
  return event;
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step);
}

/** Which item it belongs to. An event that brought a whole item has its id there. */
function identityOf(template: JsonObject | undefined): JsonObject {
  const id = stringOf(template?.item_id) ?? stringOf(objectOf(template?.item)?.id);
  return id === undefined ? {} : { item_id: id };
}

function innerIndexOf(name: string, like: JsonObject | undefined): string {
  const said = INNER_INDEXES.find((index) => numberOf(like?.[index]) !== undefined);
  if (said !== undefined) return said;
  if (name.startsWith("reasoning_summary")) return "summary_index";
  return name.startsWith("shell_call") ? "command_index" : "content_index";
}
