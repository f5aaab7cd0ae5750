/** What OpenAI's replies that are made of `choices` have in common: chat and text completions, whole and streamed. */
import type { Frame } from "../core/call.ts";
import type { RewriteDelta } from "../core/dialect.ts";
import { AiosError, type ErrorKind } from "../core/errors.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import type { RewriteTexts } from "../core/payload.ts";
import { numberOf, objectOf, objectsOf, parseObject, without } from "./members.ts";
import { encodeEvent, parseEvent } from "./sse/event.ts";
import { frameIncludes, needle } from "./sse/scan.ts";
import { choose, keep, members, number, skip, texts, textsOf, type Walk } from "./walk.ts";
import { wholeTexts } from "./whole-texts.ts";

const OBJECT = needle("{");

const HEAD = {
  id: keep,
  object: keep,
  created: number,
  model: keep,
  service_tier: keep,
  system_fingerprint: keep,
};

/** The texts of a whole reply, of which `choiceMembers` describes a choice. */
export function textsOfChoices(choiceMembers: Walk): RewriteTexts {
  // Log probabilities spell out the provider's own tokens: beside a text that was replaced they would tell the old one.
  const choice: Walk = (value, visit) => {
    const next = choiceMembers(value, visit);
    return next === value || !isJsonObject(next) || !isJsonObject(next.logprobs)
      ? next
      : { ...next, logprobs: null };
  };
  return textsOf(members({ ...HEAD, choices: choose(() => choice), usage: skip }), "assistant", "reply");
}

const unlessList: Walk = (value, visit) => (isJsonArray(value) ? value : texts(value, visit));

/** Members of a chunk beside its choices, such as an error or citations: whole. */
const rewriteRest = textsOf(
  members({ ...HEAD, obfuscation: keep, choices: unlessList, usage: skip }),
  "assistant",
  "reply",
);

/** Rewrites what one choice of a chunk says; the same value when nothing changed. */
export type RewriteChoice = (choice: Json, position: number, rewrite: RewriteDelta) => Json;

/** `EventDialect.rewriteEvent` for chunks with choices. */
export function rewriteChunks(rewriteChoice: RewriteChoice): (frame: Frame, rewrite: RewriteDelta) => Frame {
  const withRewrittenChoices = (chunk: JsonObject, rewrite: RewriteDelta): JsonObject => {
    const { choices } = chunk;
    if (!isJsonArray(choices)) return chunk;
    const rewritten = choices.map((choice, position) => rewriteChoice(choice, position, rewrite));
    return rewritten.every((choice, position) => choice === choices[position])
      ? chunk
      : { ...chunk, choices: rewritten };
  };
  return (frame, rewrite) => {
    if (!frameIncludes(frame, OBJECT)) return frame;
    const { event, data } = parseEvent(frame);
    const chunk = parseObject(data);
    if (chunk === undefined) return frame;
    const rewritten = withRewrittenChoices(rewriteRest(chunk, wholeTexts("chunk", rewrite)), rewrite);
    if (rewritten === chunk) return frame;
    const text = JSON.stringify(rewritten);
    return encodeEvent(event === undefined ? { data: text } : { event, data: text });
  };
}

export function finishes({ finish_reason: reason }: JsonObject): boolean {
  return typeof reason === "string" && reason !== "";
}

/** What a choice, or a piece of it, calls itself; else its place in the list. */
export function indexOf(choice: Json, position: number): number {
  return numberOf(objectOf(choice)?.index) ?? position;
}

type Members = Record<string, Json | undefined>;

/** What is of a dialect in putting a stream's choices together. */
export interface ChoiceFold {
  readonly object: string;
  readonly errorKind: (frame: Frame) => ErrorKind | undefined;
  /** A choice of which nothing was said yet. */
  readonly begin: (index: number) => Members;
  /** Adds a piece to it, in place. */
  readonly add: (choice: Members, piece: JsonObject) => void;
  readonly finished: (choice: Members) => JsonObject;
}

/**
 * The whole reply that a stream tells: pieces of one choice are joined, wherever in the stream they come.
 * @throws AiosError `invalid-upstream-reply` for an event that is not a chunk, or the error that the stream reports
 */
export function foldChunks(frames: readonly Frame[], fold: ChoiceFold): JsonObject {
  const reply: Members = {};
  const choices = new Map<number, Members>();
  for (const frame of frames) {
    const { data } = parseEvent(frame);
    if (data === "" || data.trim() === "[DONE]") continue;
    const chunk = readChunk(data, fold.errorKind(frame));
    Object.assign(reply, without(chunk, "choices", "usage", "obfuscation"));
    if (isJsonObject(chunk.usage)) reply.usage = chunk.usage;
    for (const [position, piece] of objectsOf(chunk.choices).entries()) {
      const index = indexOf(piece, position);
      const joined = choices.get(index) ?? fold.begin(index);
      choices.set(index, joined);
      fold.add(joined, piece);
    }
  }
  const ordered = [...choices].sort(([left], [right]) => left - right);
  return { ...reply, object: fold.object, choices: ordered.map(([, choice]) => fold.finished(choice)) };
}

function readChunk(data: string, reported: ErrorKind | undefined): JsonObject {
  if (reported !== undefined) {
    throw new AiosError(reported, "The provider reported an error inside its stream.");
  }
  const chunk = parseObject(data);
  if (chunk === undefined) {
    throw new AiosError(
      "invalid-upstream-reply",
      "The provider's stream holds an event that is not a JSON object.",
    );
  }
  return chunk;
}
