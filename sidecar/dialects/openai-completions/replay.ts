/** Complete replies as streams, streams as complete replies, and replies that say a given text. */
import type { Frame } from "../../core/call.ts";
import type { ReplyFacts } from "../../core/dialect.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { foldChunks } from "../choices.ts";
import { numberOf, objectOf, objectsOf, without } from "../members.ts";
import { DeltaJoin } from "../openai-chat/join.ts";
import { encodeEvent } from "../sse/event.ts";
import { events } from "./events.ts";

type Members = Record<string, Json | undefined>;

export function fixedReply(text: string, facts: ReplyFacts): JsonObject {
  return {
    id: `cmpl-${facts.id}`,
    object: "text_completion",
    created: facts.createdAt,
    model: facts.model,
    choices: [{ text, index: 0, logprobs: null, finish_reason: "stop" }],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };
}

/** The usage comes in an event of its own, as OpenAI sends it, when the request's `stream_options` ask for it. */
export function toEvents(document: JsonObject, request: JsonObject): readonly Frame[] {
  const includeUsage = objectOf(request.stream_options)?.include_usage === true;
  const head = without(document, "choices", "usage");
  const chunk = (choices: readonly JsonObject[], usage: Json) =>
    encodeEvent({ data: JSON.stringify({ ...head, choices, ...(includeUsage ? { usage } : {}) }) });
  const frames = objectsOf(document.choices).flatMap((choice, position) => {
    const index = numberOf(choice.index) ?? position;
    const last = {
      ...choice,
      text: "",
      index,
      logprobs: null,
      finish_reason: choice.finish_reason ?? "stop",
    };
    return [{ ...choice, index, finish_reason: null }, last].map((piece) => chunk([piece], null));
  });
  if (includeUsage && isJsonObject(document.usage)) frames.push(chunk([], document.usage));
  frames.push(encodeEvent({ data: "[DONE]" }));
  return frames;
}

/** Pieces of one choice are joined. @throws AiosError as `foldChunks` does */
export function fromEvents(frames: readonly Frame[]): JsonObject {
  const joins = new DeltaJoin();
  return foldChunks(frames, {
    object: "text_completion",
    errorKind: events.errorKind,
    begin: (index) => ({ text: "", index, logprobs: null, finish_reason: null }),
    add: (choice, piece) => addPiece(choice, piece, joins),
    finished: (choice) => choice,
  });
}

function addPiece(choice: Members, piece: JsonObject, joins: DeltaJoin): void {
  const { text, logprobs, finish_reason: reason, ...others } = piece;
  Object.assign(choice, others);
  if (typeof text === "string") choice.text = `${choice.text}${text}`;
  if (isJsonObject(logprobs)) choice.logprobs = joins.join(choice.logprobs ?? undefined, logprobs);
  if (reason !== undefined && reason !== null) choice.finish_reason = reason;
}
