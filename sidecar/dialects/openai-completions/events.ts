/** The stream of a text completion: objects like the reply, each with a piece of a choice's text, then `[DONE]`. */
import type { Frame } from "../../core/call.ts";
import type { Channel, EventDialect, RewriteDelta } from "../../core/dialect.ts";
import { isJsonObject, type Json } from "../../core/json.ts";
import { finishes, indexOf, rewriteChunks } from "../choices.ts";
import { objectsOf, parseObject } from "../members.ts";
import { events as chatEvents } from "../openai-chat/events.ts";
import { encodeEvent, parseEvent } from "../sse/event.ts";
import { mayHaveMember, memberNeedle } from "../sse/scan.ts";
import { keep, members, number, skip, texts, textsOf, type Walk } from "../walk.ts";
import { wholeTexts } from "../whole-texts.ts";

const FINISHED = memberNeedle("finish_reason", '"');

const skipString: Walk = (value, visit) => (typeof value === "string" ? value : texts(value, visit));

/** Members of a choice beside its text: whole. */
const rewriteEnding = textsOf(
  members({ index: number, finish_reason: keep, stop_reason: keep, text: skipString, logprobs: skip }),
  "assistant",
  "reply",
);

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

/** How it ends, fails and counts is as in a chat's stream. */
export const events: EventDialect = {
  ...chatEvents,
  rewriteEvent: rewriteChunks(rewriteChoice),
  endsChannels,
  deltaEvent,
};
