/** What is asked and answered: the same bytes for everybody who is measured. */
import type { ChatReply } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { ChatRequest } from "../../proto/gen/aios/inference/v1/ChatRequest.ts";

export const CHAT_PATH = "/v1/chat/completions";
export const MESSAGES_PATH = "/v1/messages";
export const MODEL = "bench-model";
/** Models by what is done to their calls: a route each. The provider sends the tokens of the paced one one by one. */
export const MODELS = {
  plain: MODEL,
  redact: "bench-redact",
  /** Its route has no cache. */
  uncached: "bench-uncached",
  paced: "bench-paced",
  /** The provider repeats what stands before the question, so that there is something to restore. */
  personal: "bench-personal",
  forwarded: "bench-forwarded",
  claude: "bench-claude",
} as const;
export const TOKENS = 100;
const KIB = 1_024;
const LABEL_LETTERS = 6;
const CREATED = 1_767_225_600;
const ID = "chatcmpl-bench";

const SYSTEM = "You answer questions about the handbook of a small company, briefly and in plain words.";
const PROSE =
  "The handbook says how holidays are asked for, who looks after the plants, where the spare keys hang and what to do when the coffee machine blinks. ";

/** Six letters that differ for every number below 26^6. Letters, since long numbers look like personal data. */
export function label(number: number): string {
  let letters = "";
  for (let rest = number, place = 0; place < LABEL_LETTERS; place++, rest = Math.floor(rest / 26)) {
    letters = String.fromCharCode(97 + (rest % 26)) + letters;
  }
  return letters;
}

/** What the prompts of one shape are like. */
export interface Asking {
  readonly model: string;
  readonly wire: "openai" | "anthropic";
  readonly promptKiB: number;
  /** Whether an e-mail address, a phone number and a card number stand in it. */
  readonly hasPersonalData: boolean;
  readonly stream: boolean;
}

/** Each of the three is longer than the placeholder it gets: a reply in which one was not restored is too short. */
export const PERSONAL_DATA =
  "Mail jane.doe@example.com or call +1 202-555-0143; the card is 4111 1111 1111 1111. ";
const QUESTION = "Question ";

/** As much text as makes the request that long, before and after the six letters that tell prompts apart. */
function promptParts({ promptKiB, hasPersonalData }: Asking, overhead: number): readonly [string, string] {
  const before = `${hasPersonalData ? PERSONAL_DATA : ""}${QUESTION}`;
  const length = promptKiB * KIB - overhead - before.length - LABEL_LETTERS;
  return [before, `: ${PROSE.repeat(Math.ceil(length / PROSE.length))}`.slice(0, length)];
}

function documentOf({ model, wire, stream }: Asking, prompt: string): string {
  const user = { role: "user", content: prompt };
  return JSON.stringify(
    wire === "openai"
      ? {
          model,
          messages: [{ role: "system", content: SYSTEM }, user],
          temperature: 0.2,
          ...(stream && { stream: true }),
        }
      : {
          model,
          max_tokens: 500,
          system: SYSTEM,
          messages: [user],
          temperature: 0.2,
          ...(stream && { stream: true }),
        },
  );
}

/**
 * Requests of just that size; the same number gives the same bytes, another number another prompt. Six letters in a copy
 * of prepared bytes: half the CPU time of a string at 1 KiB, three quarters at 100 KiB.
 */
export function chatBodies(asking: Asking): (number: number) => Buffer {
  const [before, after] = promptParts(asking, Buffer.byteLength(documentOf(asking, "")));
  const template = Buffer.from(documentOf(asking, before + label(0) + after));
  const offset = template.indexOf(QUESTION) + QUESTION.length;
  return (number) => {
    const body = Buffer.allocUnsafe(template.byteLength);
    template.copy(body);
    body.write(label(number), offset, "latin1");
    return body;
  };
}

/** What stands before the question in a request; empty when there is none. */
export function saidBeforeQuestion(request: string): string {
  const end = request.lastIndexOf(QUESTION);
  return end === -1 ? "" : request.slice(request.lastIndexOf('"', end) + 1, end);
}

/** The same requests as messages. */
export function chatMessages(asking: Asking): (number: number) => ChatRequest {
  const [before, after] = promptParts(asking, Buffer.byteLength(documentOf(asking, "")));
  return (number) => ({
    model: asking.model,
    messages: [
      { role: "system", text: SYSTEM },
      { role: "user", text: before + label(number) + after },
    ],
    temperature: 0.2,
  });
}

const WORDS = PROSE.trim().split(" ");
const tokenAt = (index: number): string => `${WORDS[index % WORDS.length] ?? ""} `;
const ANSWER = Array.from({ length: TOKENS }, (_, index) => tokenAt(index)).join("");
const USAGE = { prompt_tokens: 200, completion_tokens: TOKENS, total_tokens: 200 + TOKENS };

/** A whole completion of an OpenAI chat model, with something said before the answer. */
export const completionSaying = (first: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      id: ID,
      object: "chat.completion",
      created: CREATED,
      model: MODEL,
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: first + ANSWER, refusal: null },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: USAGE,
      system_fingerprint: "bench",
    }),
  );

export const COMPLETION: Buffer = completionSaying("");

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

const named = (type: string, data: object): Buffer =>
  Buffer.from(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);

/** The same answer as Anthropic streams it. */
export const ANTHROPIC_EVENTS: readonly Buffer[] = [
  named("message_start", {
    message: {
      id: "msg_bench",
      type: "message",
      role: "assistant",
      model: MODELS.claude,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 200, output_tokens: 1 },
    },
  }),
  named("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  ...Array.from({ length: TOKENS }, (_, index) =>
    named("content_block_delta", { index: 0, delta: { type: "text_delta", text: tokenAt(index) } }),
  ),
  named("content_block_stop", { index: 0 }),
  named("message_delta", {
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: TOKENS },
  }),
  named("message_stop", {}),
];

export const ANTHROPIC_EVENT_BYTES: number = ANTHROPIC_EVENTS.reduce(
  (sum, { byteLength }) => sum + byteLength,
  0,
);

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
