/** The stream of a response: https://platform.openai.com/docs/api-reference/responses-streaming */
import type { Frame } from "../../core/call.ts";
import type { Channel, EventDialect, RewriteDelta } from "../../core/dialect.ts";
import type { ErrorKind } from "../../core/errors.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { TextKind } from "../../core/payload.ts";
import type { Usage } from "../../core/record.ts";
import { isBase64 } from "../base64.ts";
import { objectOf, parseObject, stringOf } from "../members.ts";
import { isError } from "../openai-chat/errors.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { eventName, frameIncludes, mayHaveData, needle } from "../sse/scan.ts";
import { bytes, jsonText, keep, members, number, skip, texts, textsOf } from "../walk.ts";
import { wholeTexts } from "../whole-texts.ts";
import { channelOf, deltaName, deltaOf, itemPrefix, memberChannel } from "./channels.ts";
import { errorEvent, errorOfEvent, kindOfResponseError } from "./errors.ts";
import { annotation, items, output, part } from "./item-texts.ts";
import { response } from "./texts.ts";
import { usageOf } from "./usage.ts";

const TYPE = needle('"type"');
const ERROR = needle('"error"');
const DONE = needle("[DONE]");
const BRACKET = 0x5b;

const head = {
  type: keep,
  sequence_number: number,
  item_id: keep,
  output_index: number,
  content_index: number,
  summary_index: number,
  command_index: number,
  annotation_index: number,
  partial_image_index: number,
  obfuscation: keep,
  logprobs: skip,
};

/**
 * Everything in an event but its delta. A text is told several times over: in deltas, then whole when it, its part and
 * its item are done, and once more in the response at the end; each of those is whole and a text by itself.
 */
const rewriteWhole = textsOf(
  members({
    ...head,
    response,
    item: items("reply"),
    part,
    annotation,
    text: texts,
    refusal: texts,
    arguments: jsonText,
    input: texts,
    code: texts,
    command: texts,
    output,
    partial_image_b64: bytes,
    background: keep,
    output_format: keep,
    quality: keep,
    size: keep,
    status: keep,
    error: members({ type: keep, code: keep }),
  }),
  "assistant",
  "reply",
);
const rewriteBesideDelta = textsOf(members({ ...head, delta: skip }), "assistant", "reply");

function rewriteEvent(frame: Frame, rewrite: RewriteDelta): Frame {
  const { event: name, data } = parseEvent(frame);
  const event = parseObject(data);
  if (event === undefined) return frame;
  const rewritten = withRewrittenTexts(event, stringOf(event.type) ?? name ?? "", rewrite);
  if (rewritten === event) return frame;
  const text = JSON.stringify(rewritten);
  return encodeEvent(name === undefined ? { data: text } : { event: name, data: text });
}

function withRewrittenTexts(event: JsonObject, type: string, rewrite: RewriteDelta): JsonObject {
  const name = deltaName(type);
  const rest = (name === undefined ? rewriteWhole : rewriteBesideDelta)(event, wholeTexts("event", rewrite));
  if (name === undefined) return withoutStaleLogprobs(rest, rest.text !== event.text);
  const { delta = null } = event;
  const next = rewriteDelta(delta, name, event, rewrite);
  return next === delta ? rest : withoutStaleLogprobs({ ...rest, delta: next }, true);
}

// They spell out the provider's own tokens: beside a text that was replaced they would tell the old one.
function withoutStaleLogprobs(event: JsonObject, textChanged: boolean): JsonObject {
  return textChanged && event.logprobs !== undefined ? { ...event, logprobs: [] } : event;
}

function rewriteDelta(delta: Json, name: string, event: JsonObject, rewrite: RewriteDelta): Json {
  const channel = channelOf(name, event);
  if (typeof delta === "string") {
    const isBytes = name === "audio" && isBase64(delta);
    return delta === "" || isBytes ? delta : rewrite(channel, delta, kindOf(name));
  }
  if (!isJsonObject(delta)) return delta;
  let copy: Record<string, Json | undefined> | undefined;
  for (const [member, value] of Object.entries(delta)) {
    if (typeof value !== "string" || value === "") continue;
    const next = rewrite(memberChannel(channel, member), value, kindOf(name));
    if (next !== value) copy = { ...(copy ?? delta), [member]: next };
  }
  return copy ?? delta;
}

function kindOf(name: string): TextKind {
  return name.endsWith("arguments") ? "json" : "text";
}

/**
 * `….done` ends the channel of its deltas, a part's end those of the part, an item's end those of the item. Servers
 * that leave one out still send the next.
 */
function endsChannels(frame: Frame): ((channel: Channel) => boolean) | undefined {
  if (isTerminal(frame)) return () => true;
  const type = typeOf(frame);
  if (type === undefined || !type.endsWith(".done")) return undefined;
  const event = parseObject(parseEvent(frame).data) ?? {};
  const item = itemPrefix(event);
  const name = type.slice("response.".length, -".done".length);
  if (name === "output_item") return (channel) => channel.startsWith(item);
  const ended =
    name === "content_part"
      ? ["output_text", "refusal", "reasoning_text"]
      : name === "reasoning_summary_part"
        ? ["reasoning_summary_text"]
        : [name];
  const channels = ended.map((each) => channelOf(each, event));
  return (channel) => channels.some((each) => channel === each || channel.startsWith(`${each}/`));
}

function deltaEvent(channel: Channel, text: string, template: Frame): Frame {
  const event = deltaOf(channel, text, parseObject(parseEvent(template).data));
  return encodeEvent({ event: String(event.type), data: JSON.stringify(event) });
}

const TERMINAL = new Set([
  "response.completed",
  "response.incomplete",
  "response.failed",
  "response.cancelled",
]);

/** Of these, those that tell an answer. */
const WHOLE = new Set(["response.completed", "response.incomplete"]);

/** Servers that are only compatible send `[DONE]` behind the last event, as in chats. */
function isTerminal(frame: Frame): boolean {
  const type = typeOf(frame);
  if (type !== undefined) return TERMINAL.has(type);
  return (
    mayHaveData(frame, BRACKET) && frameIncludes(frame, DONE) && parseEvent(frame).data.trim() === "[DONE]"
  );
}

function isWhole(frames: Iterable<Frame>): boolean {
  for (const frame of frames) if (WHOLE.has(typeOf(frame) ?? "")) return true;
  return false;
}

function errorKind(frame: Frame): ErrorKind | undefined {
  const type = typeOf(frame);
  if (type === "error") return kindOfResponseError(errorOfEvent(parseObject(parseEvent(frame).data) ?? {}));
  if (type === "response.failed") {
    const failed = objectOf(parseObject(parseEvent(frame).data)?.response);
    return kindOfResponseError(failed?.error ?? null);
  }
  // A failure before the stream began may be told as everywhere else at OpenAI.
  if (type !== undefined || !frameIncludes(frame, ERROR)) return undefined;
  const error = parseObject(parseEvent(frame).data)?.error;
  return isError(error) ? kindOfResponseError(error) : undefined;
}

/** Told at the end alone: the response that has just begun has none. */
function usage(frame: Frame): Usage | undefined {
  const type = typeOf(frame);
  if (type === undefined || !TERMINAL.has(type)) return undefined;
  return usageOf(objectOf(parseObject(parseEvent(frame).data)?.response) ?? {});
}

/** An event's name says its type without a look at its data; where a server leaves it out, its data say it. */
export function typeOf(frame: Frame): string | undefined {
  const name = eventName(frame);
  if (name !== undefined && (name === "error" || name.startsWith("response."))) return name;
  return frameIncludes(frame, TYPE) ? stringOf(parseObject(parseEvent(frame).data)?.type) : name;
}

export const events: EventDialect = {
  rewriteEvent,
  endsChannels,
  deltaEvent,
  isTerminal,
  isWhole,
  errorKind,
  usage,
  errorEvent,
};
