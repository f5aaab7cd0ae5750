/** `POST /v1/completions`: every prompt is answered as a chat would be, `n` times, as one document or as a stream. */
import { type Answer, answerTo, tokensOf } from "./answer.ts";
import { Refusal } from "./errors.ts";
import { isObject, type JsonObject, stringsIn } from "./json.ts";
import { positiveInteger, requiredModel } from "./openai-chat.ts";
import {
  type BodyPart,
  type CallContext,
  documentReply,
  serverSentEvent,
  streamReply,
  type WireReply,
} from "./wire.ts";

const FINISH_REASONS = {
  complete: "stop",
  "stop-sequence": "stop",
  "token-limit": "length",
  "tool-calls": "stop",
} as const;

interface Choice {
  readonly index: number;
  readonly tokens: readonly string[];
  readonly reason: string;
}

export function textCompletion(context: CallContext, body: JsonObject): WireReply {
  const model = requiredModel(body);
  const prompts = readPrompts(body.prompt);
  const n = positiveInteger(body, "n") ?? 1;
  const answers = prompts.map((prompt) => answerTo(askOf(body, prompt), context.replyWords));
  const choices = prompts.flatMap((prompt, at) =>
    Array.from({ length: n }, (_, copy): Choice => {
      const answer = answers[at];
      const echoed = body.echo === true ? tokensOf(prompt) : [];
      return {
        index: at * n + copy,
        tokens: [...echoed, ...(answer?.tokens ?? [])],
        reason: FINISH_REASONS[answer?.end ?? "complete"],
      };
    }),
  );
  const head = {
    id: `cmpl-simulated${context.number}`,
    object: "text_completion",
    created: context.createdSeconds,
    model,
  };
  const withLogprobs = typeof body.logprobs === "number";
  if (body.stream === true) return streamReply(context, chunks(head, body, choices, usageOf(answers, n)));
  const document = {
    ...head,
    choices: choices.map(({ index, tokens, reason }) => ({
      text: tokens.join(""),
      index,
      logprobs: withLogprobs ? logprobsOf(tokens, 0) : null,
      finish_reason: reason,
    })),
    usage: usageOf(answers, n),
  };
  return documentReply(context, document, {
    tokenCount: Math.max(...choices.map(({ tokens }) => tokens.length)),
  });
}

const askOf = (body: JsonObject, prompt: string) => ({
  system: "",
  lastUserText: prompt,
  toolResult: undefined,
  lastMessageIsFromUser: true,
  texts: [prompt],
  tools: [],
  toolChoice: "none" as const,
  parallelToolCalls: false,
  documentSchema: undefined,
  maxTokens: positiveInteger(body, "max_tokens"),
  stopSequences: stringsIn(body.stop),
});

/** A text, the ids of its tokens, or a list of either. */
function readPrompts(prompt: unknown): readonly string[] {
  if (prompt === undefined || prompt === null) return ["<|endoftext|>"];
  if (typeof prompt === "string") return [prompt];
  if (isTokens(prompt)) return [prompt.join(" ")];
  if (Array.isArray(prompt)) {
    return prompt.map((item: unknown) => {
      if (typeof item === "string") return item;
      if (isTokens(item)) return item.join(" ");
      throw invalidPrompt();
    });
  }
  throw invalidPrompt();
}

const invalidPrompt = () => new Refusal(400, "'$.prompt' is invalid.", "invalid_type", "prompt");

const isTokens = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "number");

function usageOf(answers: readonly Answer[], n: number): object {
  const prompt = answers.reduce((sum, { promptTokens }) => sum + promptTokens, 0);
  const completion = answers.reduce((sum, { completionTokens }) => sum + completionTokens, 0) * n;
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function logprobsOf(tokens: readonly string[], offset: number): object {
  let at = offset;
  return {
    tokens,
    token_logprobs: tokens.map(() => -0.25),
    top_logprobs: tokens.map((token) => ({ [token]: -0.25 })),
    text_offset: tokens.map((token) => {
      const start = at;
      at += token.length;
      return start;
    }),
  };
}

function* chunks(
  head: object,
  body: JsonObject,
  choices: readonly Choice[],
  usage: object,
): Generator<BodyPart> {
  const options = body.stream_options;
  const withUsage = isObject(options) && options.include_usage === true;
  const withLogprobs = typeof body.logprobs === "number";
  const chunk = (kind: BodyPart["kind"], choice: object): BodyPart =>
    serverSentEvent(kind, JSON.stringify({ ...head, choices: [choice], ...(withUsage && { usage: null }) }));
  const longest = Math.max(...choices.map(({ tokens }) => tokens.length));
  const offsets = choices.map(() => 0);
  for (let at = 0; at < longest; at += 1) {
    for (const [place, { index, tokens }] of choices.entries()) {
      const text = tokens[at];
      if (text === undefined) continue;
      const offset = offsets[place] ?? 0;
      const logprobs = withLogprobs ? logprobsOf([text], offset) : null;
      offsets[place] = offset + text.length;
      yield chunk(place === 0 ? "token" : "frame", { text, index, logprobs, finish_reason: null });
    }
  }
  for (const { index, reason } of choices) {
    yield chunk("frame", { text: "", index, logprobs: null, finish_reason: reason });
  }
  if (withUsage) yield serverSentEvent("frame", JSON.stringify({ ...head, choices: [], usage }));
  yield serverSentEvent("terminal", "[DONE]");
}
