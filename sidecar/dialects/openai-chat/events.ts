/** The stream of a chat completion: `chat.completion.chunk` objects, then `[DONE]`. */
import type { Frame } from "../../core/call.ts";
import type { Channel, EventDialect, RewriteDelta } from "../../core/dialect.ts";
import type { ErrorKind } from "../../core/errors.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { Usage } from "../../core/record.ts";
import { finishes, indexOf, rewriteChunks } from "../choices.ts";
import { objectsOf, parseObject } from "../members.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { eventName, frameIncludes, mayHaveData, mayHaveMember, memberNeedle, needle } from "../sse/scan.ts";
import { isWord, keep, members, number, skip, textsOf } from "../walk.ts";
import { wholeTexts } from "../whole-texts.ts";
import { channelOf, choicePrefix, deltaOf, type Step } from "./channels.ts";
import { errorEvent, isError, kindOfError } from "./errors.ts";
import { usageOf } from "./usage.ts";
import { hasEnded } from "./whole.ts";

const DONE = needle("[DONE]");
const BRACKET = 0x5b;
const ERROR = needle('"error"');
const FINISHED = memberNeedle("finish_reason", '"');
const USAGE = memberNeedle("usage", "{");
const FIRST_CHOICE = [needle('"index":0'), needle('"index": 0')];

/** Members of a delta, at any depth, that are no text: identifiers, vocabularies, and bytes in base64. */
const STRUCTURE = new Set([
  "role",
  "id",
  "type",
  "name",
  "index",
  "format",
  "signature",
  "data",
  "file_id",
  "tool_call_id",
]);
/** Members that come whole, in one event. */
const WHOLE = new Set(["annotations"]);

/** Members of a choice beside its delta, such as what made it stop: whole. */
const rewriteEnding = textsOf(
  members({ index: number, finish_reason: keep, delta: skip, logprobs: skip }),
  "assistant",
  "reply",
);

function rewriteChoice(choice: Json, position: number, rewrite: RewriteDelta): Json {
  if (!isJsonObject(choice)) return choice;
  const index = indexOf(choice, position);
  const next = rewriteEnding(choice, wholeTexts(`${choicePrefix(index)}choice`, rewrite));
  const delta = choice.delta;
  if (delta === undefined) return next;
  const rewritten = rewriteMember(delta, [], index, finishes(choice), rewrite);
  if (rewritten === delta) return next;
  // Log probabilities spell out the provider's own tokens: beside a replaced text they would tell the old one.
  return { ...next, delta: rewritten, ...(isJsonObject(choice.logprobs) ? { logprobs: null } : {}) };
}

function rewriteMember(
  value: Json,
  path: readonly Step[],
  choice: number,
  last: boolean,
  rewrite: RewriteDelta,
): Json {
  if (typeof value === "string") {
    if (value === "" && !last) return value;
    const kind = path.at(-1) === "arguments" ? "json" : "text";
    return last
      ? rewrite(channelOf(choice, path), value, kind, true)
      : rewrite(channelOf(choice, path), value, kind);
  }
  if (isJsonArray(value)) {
    const items = value.map((item, position) =>
      rewriteMember(item, [...path, indexOf(item, position)], choice, last, rewrite),
    );
    return items.every((item, position) => item === value[position]) ? value : items;
  }
  if (!isJsonObject(value)) return value;
  let copy: Record<string, Json | undefined> | undefined;
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const isNamed = STRUCTURE.has(key);
    if (isNamed && (typeof member !== "string" || member === "" || isWord(member))) continue;
    const isWhole = last || isNamed || WHOLE.has(key);
    const next = rewriteMember(member, [...path, key], choice, isWhole, rewrite);
    if (next === member) continue;
    copy ??= { ...value };
    copy[key] = next;
  }
  return copy ?? value;
}

function endsChannels(frame: Frame): ((channel: Channel) => boolean) | undefined {
  if (isTerminal(frame)) return () => true;
  if (!mayHaveMember(frame, FINISHED)) return undefined;
  const ended = objectsOf(parseObject(parseEvent(frame).data)?.choices).flatMap((choice, position) =>
    finishes(choice) ? [choicePrefix(indexOf(choice, position))] : [],
  );
  return ended.length === 0 ? undefined : (channel) => ended.some((prefix) => channel.startsWith(prefix));
}

function deltaEvent(channel: Channel, text: string, template: Frame): Frame {
  const chunk = parseObject(parseEvent(template).data);
  const { index, delta } = deltaOf(channel, text, chunk);
  const choice: JsonObject = { index, delta, finish_reason: null };
  return encodeEvent({ data: JSON.stringify({ ...headOf(chunk), choices: [choice] }) });
}

/** What all chunks of one stream have in common. */
function headOf(chunk: JsonObject | undefined): JsonObject {
  const head: Record<string, Json> = { object: "chat.completion.chunk" };
  for (const key of ["id", "object", "created", "model", "service_tier", "system_fingerprint"]) {
    const value = chunk?.[key];
    if (value !== undefined) head[key] = value;
  }
  return head;
}

function isTerminal(frame: Frame): boolean {
  return (
    mayHaveData(frame, BRACKET) && frameIncludes(frame, DONE) && parseEvent(frame).data.trim() === "[DONE]"
  );
}

/** Every choice that was begun has come to an end that is not a failure. */
function isWhole(frames: Iterable<Frame>): boolean {
  const begun = new Set<number>();
  const ended = new Set<number>();
  for (const frame of frames) {
    const mayEnd = mayHaveMember(frame, FINISHED);
    // Nearly all frames of nearly all streams go on with choice 0: only the others are read.
    if (!mayEnd && FIRST_CHOICE.some((first) => frameIncludes(frame, first))) {
      begun.add(0);
      continue;
    }
    for (const [position, choice] of objectsOf(parseObject(parseEvent(frame).data)?.choices).entries()) {
      begun.add(indexOf(choice, position));
      if (hasEnded(choice)) ended.add(indexOf(choice, position));
    }
  }
  return begun.size > 0 && begun.isSubsetOf(ended);
}

function errorKind(frame: Frame): ErrorKind | undefined {
  const named = eventName(frame) === "error";
  if (!named && !frameIncludes(frame, ERROR)) return undefined;
  const document = parseObject(parseEvent(frame).data);
  const error = document?.error;
  if (isError(error)) return kindOfError(error);
  return named ? kindOfError(document ?? null) : undefined;
}

function usage(frame: Frame): Usage | undefined {
  if (!mayHaveMember(frame, USAGE)) return undefined;
  const chunk = parseObject(parseEvent(frame).data);
  return chunk === undefined ? undefined : usageOf(chunk);
}

export const events: EventDialect = {
  rewriteEvent: rewriteChunks(rewriteChoice),
  endsChannels,
  deltaEvent,
  isTerminal,
  isWhole,
  errorKind,
  usage,
  errorEvent: (error) => errorEvent(error),
};
