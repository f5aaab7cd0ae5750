/** The stream of a message: https://docs.anthropic.com/en/api/messages-streaming */
import type { Frame } from "../../core/call.ts";
import type { Channel, EventDialect, RewriteDelta } from "../../core/dialect.ts";
import type { ErrorKind } from "../../core/errors.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Usage } from "../../core/record.ts";
import { numberOf, objectOf, parseObject, stringOf, without } from "../members.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { eventName, frameIncludes, needle } from "../sse/scan.ts";
import { isWord, keep, members, number, skip, texts, textsOf } from "../walk.ts";
import { wholeTexts } from "../whole-texts.ts";
import { errorEvent, kindOfError } from "./errors.ts";
import { block, citation, rewriteReply } from "./texts.ts";
import { deltaUsageOf, usageOf } from "./usage.ts";

const TYPE = needle('"type"');

/** Members of a delta that are no text. */
const STRUCTURE = new Set(["type", "signature", "encrypted_content"]);
/** The delta that continues a member of a block, where its type is not the member's name and `_delta`. */
const DELTA_TYPES: Readonly<Record<string, string>> = {
  partial_json: "input_json_delta",
  content: "compaction_delta",
};

const rewriteBlock = textsOf(block, "assistant", "reply");
const rewriteCitation = textsOf(citation, "assistant", "reply");
const rewriteList = textsOf(members({ value: texts }), "assistant", "reply");

const head = { type: keep, index: number };
const rewriteUnknown = textsOf(members(head), "assistant", "reply");
/** What is left of an event beside the part that has a description of its own. */
const RESTS = new Map([
  ["content_block_delta", textsOf(members({ ...head, delta: skip }), "assistant", "reply")],
  ["content_block_start", textsOf(members({ ...head, content_block: skip }), "assistant", "reply")],
  ["message_start", textsOf(members({ ...head, message: skip }), "assistant", "reply")],
  ["message_delta", textsOf(members({ ...head, delta: skip, usage: skip }), "assistant", "reply")],
]);

function rewriteEvent(frame: Frame, rewrite: RewriteDelta): Frame {
  const type = typeOf(frame);
  if (type === undefined) return frame;
  return rewriteData(frame, (event) =>
    withRewrittenPart(withRewrittenRest(event, type, rewrite), type, rewrite),
  );
}

/** Texts of the event itself, such as an error's: whole. */
function withRewrittenRest(event: JsonObject, type: string, rewrite: RewriteDelta): JsonObject {
  return (RESTS.get(type) ?? rewriteUnknown)(event, wholeTexts("event", rewrite));
}

function withRewrittenPart(event: JsonObject, type: string, rewrite: RewriteDelta): JsonObject {
  switch (type) {
    case "content_block_delta":
      return withRewrittenDelta(event, rewrite);
    case "content_block_start":
      return withRewrittenBlock(event, rewrite);
    case "message_start":
      return withRewrittenMember(event, "message", rewrite);
    case "message_delta":
      return withRewrittenMember(event, "delta", rewrite);
    default:
      return event;
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
    if (value === undefined || isStructure(member, value)) continue;
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
  const rewriteText = wholeTexts(prefix + member, rewrite);
  if (isJsonObject(value)) return rewriteCitation(value, rewriteText);
  return isJsonArray(value) ? (rewriteList({ value }, rewriteText).value ?? value) : value;
}

function isStructure(member: string, value: Json): boolean {
  return STRUCTURE.has(member) && (typeof value !== "string" || isWord(value));
}

/** A block's first text continues in its deltas; whatever else it begins with is whole. */
function withRewrittenBlock(event: JsonObject, rewrite: RewriteDelta): JsonObject {
  const content = objectOf(event.content_block);
  if (content === undefined) return event;
  const prefix = blockPrefix(event);
  const begun = ["text", "thinking"].filter((member) => typeof content[member] === "string");
  const others = without(content, ...begun);
  const rest = rewriteBlock(others, wholeTexts(`${prefix}start`, rewrite));
  const firsts = begun.map(
    (member) => [member, rewriteMember(prefix, member, content[member] ?? "", rewrite)] as const,
  );
  const changed = rest !== others || firsts.some(([member, text]) => text !== content[member]);
  return changed
    ? { ...event, content_block: { ...content, ...rest, ...Object.fromEntries(firsts) } }
    : event;
}

/** The message at its beginning, and what is known of it only at its end. */
function withRewrittenMember(
  event: JsonObject,
  member: "message" | "delta",
  rewrite: RewriteDelta,
): JsonObject {
  const part = objectOf(event[member]);
  if (part === undefined) return event;
  const next = rewriteReply(part, wholeTexts("message", rewrite));
  return next === part ? event : { ...event, [member]: next };
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

/** Why the message has ended is told by the event before the last. */
function isWhole(frames: Iterable<Frame>): boolean {
  for (const frame of frames) {
    if (typeOf(frame) !== "message_delta") continue;
    const delta = objectOf(parseObject(parseEvent(frame).data)?.delta);
    if (typeof delta?.stop_reason === "string") return true;
  }
  return false;
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
  isWhole,
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
