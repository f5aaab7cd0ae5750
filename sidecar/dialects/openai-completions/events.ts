/** The stream of a text completion: objects like the reply, each with a piece of a choice's text, then `[DONE]`. */
import type { Frame } from "../../core/call.ts";
import type { Channel, EventDialect, RewriteDelta } from "../../core/dialect.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, objectsOf, parseObject } from "../members.ts";
import { events as chatEvents } from "../openai-chat/events.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { frameIncludes, mayHaveMember, memberNeedle, needle } from "../sse/scan.ts";
import { keep, members, number, skip, texts, textsOf, type Walk } from "../walk.ts";
import { wholeTexts } from "../whole-texts.ts";

const OBJECT = needle("{");
const FINISHED = memberNeedle("finish_reason", '"');

const skipList: Walk = (value, visit) => (isJsonArray(value) ? value : texts(value, visit));

/** Members of a chunk beside its choices, such as an error: whole. */
const rewriteRest = textsOf(
  members({
    id: keep,
    object: keep,
    created: number,
    model: keep,
    service_tier: keep,
    system_fingerprint: keep,
    obfuscation: keep,
    choices: skipList,
    usage: skip,
  }),
  "assistant",
  "reply",
);

const skipString: Walk = (value, visit) => (typeof value === "string" ? value : texts(value, visit));

/** Members of a choice beside its text: whole. */
const rewriteEnding = textsOf(
  members({ index: number, finish_reason: keep, stop_reason: keep, text: skipString, logprobs: skip }),
  "assistant",
  "reply",
);

function rewriteEvent(frame: Frame, rewrite: RewriteDelta): Frame {
  if (!frameIncludes(frame, OBJECT)) return frame;
  const { event, data } = parseEvent(frame);
  const chunk = parseObject(data);
  if (chunk === undefined) return frame;
  const rewritten = withRewrittenChoices(rewriteRest(chunk, wholeTexts("chunk", rewrite)), rewrite);
  if (rewritten === chunk) return frame;
  const text = JSON.stringify(rewritten);
  return encodeEvent(event === undefined ? { data: text } : { event, data: text });
}

function withRewrittenChoices(chunk: JsonObject, rewrite: RewriteDelta): JsonObject {
  const { choices } = chunk;
  if (!isJsonArray(choices)) return chunk;
  const rewritten = choices.map((choice, position) => rewriteChoice(choice, position, rewrite));
  return rewritten.every((choice, position) => choice === choices[position])
    ? chunk
    : { ...chunk, choices: rewritten };
}

function rewriteChoice(choice: Json, position: number, rewrite: RewriteDelta): Json {
  if (!isJsonObject(choice)) return choice;
  const index = indexOf(choice, position);
  const next = rewriteEnding(choice, wholeTexts(`${index}/choice`, rewrite));
  const { text } = choice;
  const last = finishes(choice);
  if (typeof text !== "string" || (text === "" && !last)) return next;
  const rewritten = last
    ? rewrite(channelOf(index), text, "text", true)
    : rewrite(channelOf(index), text, "text");
  if (rewritten === text) return next;
  // Log probabilities spell out the provider's own tokens: beside a replaced text they would tell the old one.
  return { ...next, text: rewritten, ...(isJsonObject(choice.logprobs) ? { logprobs: null } : {}) };
}

function endsChannels(frame: Frame): ((channel: Channel) => boolean) | undefined {
  if (chatEvents.isTerminal(frame)) return () => true;
  if (!mayHaveMember(frame, FINISHED)) return undefined;
  const ended = new Set(
    objectsOf(parseObject(parseEvent(frame).data)?.choices).flatMap((choice, position) =>
      finishes(choice) ? [channelOf(indexOf(choice, position))] : [],
    ),
  );
  return ended.size === 0 ? undefined : (channel) => ended.has(channel);
}

function deltaEvent(channel: Channel, text: string, template: Frame): Frame {
  const chunk = parseObject(parseEvent(template).data);
  const head: Record<string, Json> = { object: "text_completion" };
  for (const key of ["id", "object", "created", "model", "service_tier", "system_fingerprint"]) {
    const value = chunk?.[key];
    if (value !== undefined) head[key] = value;
  }
  const choice = { text, index: Number.parseInt(channel, 10), logprobs: null, finish_reason: null };
  return encodeEvent({ data: JSON.stringify({ ...head, choices: [choice] }) });
}

function channelOf(choice: number): Channel {
  return `${choice}/text`;
}

function finishes({ finish_reason: reason }: JsonObject): boolean {
  return typeof reason === "string" && reason !== "";
}

function indexOf(choice: Json, position: number): number {
  return numberOf(objectOf(choice)?.index) ?? position;
}

/** How it ends, fails and counts is as in a chat's stream. */
export const events: EventDialect = { ...chatEvents, rewriteEvent, endsChannels, deltaEvent };
