/** What is asked and answered: the same bytes for everybody who is measured. */
import type { ChatReply } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { ChatRequest } from "../../proto/gen/aios/inference/v1/ChatRequest.ts";

export const CHAT_PATH = "/v1/chat/completions";
export const MODEL = "bench-model";
export const TOKENS = 100;
const REQUEST_BYTES = 1_024;
const CREATED = 1_767_225_600;
const ID = "chatcmpl-bench";

const SYSTEM = "You answer questions about the handbook of a small company, briefly and in plain words.";
const PROSE =
  "The handbook says how holidays are asked for, who looks after the plants, where the spare keys hang and what to do when the coffee machine blinks. ";

/** Six letters that differ for every number below 26^6. Letters, since long numbers look like personal data. */
export function label(number: number): string {
  let letters = "";
  for (let rest = number, place = 0; place < 6; place++, rest = Math.floor(rest / 26)) {
    letters = String.fromCharCode(97 + (rest % 26)) + letters;
  }
  return letters;
}

const promptFor = (number: number, padding: number): string =>
  `Question ${label(number)}: ${PROSE.repeat(10).slice(0, padding)}`;

const bodyFor = (prompt: string, stream: boolean): string =>
  JSON.stringify({
    model: MODEL,
    messages: [
      { role: "system", content: SYSTEM },
      { role: "user", content: prompt },
    ],
    temperature: 0.2,
    ...(stream && { stream: true }),
  });

const PADDING = REQUEST_BYTES - Buffer.byteLength(bodyFor(promptFor(0, 0), false));

/** A request of 1 KiB; the same number gives the same bytes, another number another prompt. */
export function chatBody(number: number, stream: boolean): string {
  return bodyFor(promptFor(number, PADDING), stream);
}

/** The same request as a message. */
export function chatMessage(number: number): ChatRequest {
  return {
    model: MODEL,
    messages: [
      { role: "system", text: SYSTEM },
      { role: "user", text: promptFor(number, PADDING) },
    ],
    temperature: 0.2,
  };
}

const WORDS = PROSE.trim().split(" ");
const tokenAt = (index: number): string => `${WORDS[index % WORDS.length] ?? ""} `;
const ANSWER = Array.from({ length: TOKENS }, (_, index) => tokenAt(index)).join("");
const USAGE = { prompt_tokens: 200, completion_tokens: TOKENS, total_tokens: 200 + TOKENS };

/** A whole completion of an OpenAI chat model. */
export const COMPLETION: Buffer = Buffer.from(
  JSON.stringify({
    id: ID,
    object: "chat.completion",
    created: CREATED,
    model: MODEL,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: ANSWER, refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: USAGE,
    system_fingerprint: "bench",
  }),
);

const event = (delta: object, finishReason: string | null): Buffer =>
  Buffer.from(
    `data: ${JSON.stringify({
      id: ID,
      object: "chat.completion.chunk",
      created: CREATED,
      model: MODEL,
      system_fingerprint: "bench",
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    })}\n\n`,
  );

/** The same completion as a stream: the role, 100 tokens, the end, `[DONE]`. */
export const EVENTS: readonly Buffer[] = [
  event({ role: "assistant", content: "" }, null),
  ...Array.from({ length: TOKENS }, (_, index) => event({ content: tokenAt(index) }, null)),
  event({}, "stop"),
  Buffer.from("data: [DONE]\n\n"),
];

/** Bytes of a stream when nothing is lost. */
export const EVENT_BYTES: number = EVENTS.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** The same completion as a message. */
export const REPLY_MESSAGE: ChatReply = {
  id: ID,
  created: CREATED,
  model: MODEL,
  choices: [{ index: 0, message: { role: "assistant", text: ANSWER }, finishReason: "stop" }],
  usage: { promptTokens: 200, completionTokens: TOKENS, totalTokens: 200 + TOKENS },
  systemFingerprint: "bench",
};
