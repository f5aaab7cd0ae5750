/** The stream of a message: https://docs.anthropic.com/en/api/messages-streaming */
import type { Frame } from "../../core/call.ts";
import type { Channel, EventDialect, RewriteDelta } from "../../core/dialect.ts";
import type { ErrorKind } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Usage } from "../../core/record.ts";
import { numberOf, objectOf, parseObject, stringOf, without } from "../members.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { eventName, frameIncludes, needle } from "../sse/scan.ts";
import { texts, textsOf } from "../walk.ts";
import { errorEvent, kindOfError } from "./errors.ts";
import { block, citation } from "./texts.ts";
import { deltaUsageOf, usageOf } from "./usage.ts";

const TYPE = needle('"type"');

/** Members of a delta that are no text. */
const STRUCTURE = new Set(["type", "signature", "encrypted_content"]);
/** The delta that continues a member of a block, where its type is not the member's name and `_delta`. */
const DELTA_TYPES: Readonly<Record<string, string>> = {
  partial_json: "input_json_delta",
  content: "compaction_delta",
};

const rewriteBlock = textsOf(block, "assistant", "invalid-upstream-reply");
const rewriteCitation = textsOf(citation, "assistant", "invalid-upstream-reply");
const rewriteStop = textsOf(texts, "assistant", "invalid-upstream-reply");

function rewriteEvent(frame: Frame, rewrite: RewriteDelta): Frame {
  switch (typeOf(frame)) {
    case "content_block_delta":
      return rewriteData(frame, (event) => withRewrittenDelta(event, rewrite));
    case "content_block_start":
      return rewriteData(frame, (event) => withRewrittenBlock(event, rewrite));
    case "message_delta":
      return rewriteData(frame, (event) => withRewrittenStop(event, rewrite));
    default:
      return frame;
  }
}

function rewriteData(frame: Frame, change: (event: JsonObject) => JsonObject): Frame {
  const { event, data } = parseEvent(frame);
  const document = parseObject(data);
  if (document === undefined) return frame;
  const changed = change(document);
  if (changed === document) return frame;
  const text = JSON.stringify(changed);
  return encodeEvent(event === undefined ? { data: text } : { event, data: text });
}

function withRewrittenDelta(event: JsonObject, rewrite: RewriteDelta): JsonObject {
  const delta = objectOf(event.delta);
  if (delta === undefined) return event;
  const prefix = blockPrefix(event);
  let copy: Record<string, Json | undefined> | undefined;
  for (const [member, value] of Object.entries(delta)) {
    if (value === undefined || STRUCTURE.has(member)) continue;
    const next = rewriteMember(prefix, member, value, rewrite);
    if (next !== value) copy = { ...(copy ?? delta), [member]: next };
  }
  return copy === undefined ? event : { ...event, delta: copy };
}

function rewriteMember(prefix: string, member: string, value: Json, rewrite: RewriteDelta): Json {
  if (typeof value === "string") {
    return value === ""
      ? value
      : rewrite(prefix + member, value, member === "partial_json" ? "json" : "text");
  }
  return isJsonObject(value) ? rewriteCitation(value, whole(`${prefix}${member}`, rewrite)) : value;
}

/** A block's first text continues in its deltas; whatever else it begins with is whole. */
function withRewrittenBlock(event: JsonObject, rewrite: RewriteDelta): JsonObject {
  const content = objectOf(event.content_block);
  if (content === undefined) return event;
  const prefix = blockPrefix(event);
  const begun = ["text", "thinking"].filter((member) => typeof content[member] === "string");
  const others = without(content, ...begun);
  const rest = rewriteBlock(others, whole(`${prefix}start`, rewrite));
  const firsts = begun.map(
    (member) => [member, rewriteMember(prefix, member, content[member] ?? "", rewrite)] as const,
  );
  const changed = rest !== others || firsts.some(([member, text]) => text !== content[member]);
  return changed
    ? { ...event, content_block: { ...content, ...rest, ...Object.fromEntries(firsts) } }
    : event;
}

function withRewrittenStop(event: JsonObject, rewrite: RewriteDelta): JsonObject {
  const delta = objectOf(event.delta);
  const stop = {
    stop_sequence: delta?.stop_sequence,
    explanation: objectOf(delta?.stop_details)?.explanation,
  };
  const next = rewriteStop(stop, whole("message", rewrite));
  if (next === stop) return event;
  const details = objectOf(delta?.stop_details);
  return {
    ...event,
    delta: {
      ...delta,
      stop_sequence: next.stop_sequence ?? null,
      ...(details === undefined
        ? {}
        : { stop_details: { ...details, explanation: next.explanation ?? null } }),
    },
  };
}

/** Texts that are complete in their event: each on a channel of its own, which it ends. */
function whole(name: string, rewrite: RewriteDelta): (text: string) => string {
  let count = 0;
  return (text) => rewrite(`${name}/${count++}`, text, "text", true);
}

function blockPrefix(event: JsonObject): string {
  return `block/${numberOf(event.index) ?? 0}/`;
}

function endsChannels(frame: Frame): ((channel: Channel) => boolean) | undefined {
  const name = typeOf(frame);
  if (name === "message_stop") return () => true;
  if (name !== "content_block_stop") return undefined;
  const prefix = blockPrefix(parseObject(parseEvent(frame).data) ?? {});
  return (channel) => channel.startsWith(prefix);
}

/** All channels that may hold text back are `block/<index>/<member>`. */
function deltaEvent(channel: Channel, text: string): Frame {
  const [, index = "0", member = "text"] = channel.split("/");
  const delta = { type: DELTA_TYPES[member] ?? `${member}_delta`, [member]: text };
  return encodeEvent({
    event: "content_block_delta",
    data: JSON.stringify({ type: "content_block_delta", index: Number(index), delta }),
  });
}

function errorKind(frame: Frame): ErrorKind | undefined {
  return typeOf(frame) === "error" ? kindOfError(parseObject(parseEvent(frame).data)) : undefined;
}

/** `message_start` tells the input, `message_delta` the output: the reader merges them (`mergeUsage`). */
function usage(frame: Frame): Usage | undefined {
  const name = typeOf(frame);
  if (name !== "message_start" && name !== "message_delta") return undefined;
  const event = parseObject(parseEvent(frame).data);
  if (event === undefined) return undefined;
  return name === "message_delta" ? deltaUsageOf(event) : usageOf(objectOf(event.message) ?? {});
}

export const events: EventDialect = {
  rewriteEvent,
  endsChannels,
  deltaEvent,
  isTerminal: (frame) => typeOf(frame) === "message_stop",
  errorKind,
  usage,
  errorEvent,
};

const TYPES = new Set([
  "message_start",
  "content_block_start",
  "content_block_delta",
  "content_block_stop",
  "message_delta",
  "message_stop",
  "ping",
  "error",
]);

/** An event's name says its type without a look at its data; where a server names it otherwise, its data say it. */
export function typeOf(frame: Frame): string | undefined {
  const name = eventName(frame);
  if (name !== undefined && TYPES.has(name)) return name;
  return frameIncludes(frame, TYPE) ? stringOf(parseObject(parseEvent(frame).data)?.type) : name;
}
