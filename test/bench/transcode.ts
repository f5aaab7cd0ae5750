/** As little as it takes to put OpenAI's JSON into messages and back: what these shapes use, unchecked. */
import type { ChatChunk } from "../../proto/gen/aios/inference/v1/ChatChunk.ts";
import type { ChatReply } from "../../proto/gen/aios/inference/v1/ChatReply.ts";
import type { ChatRequest__Output } from "../../proto/gen/aios/inference/v1/ChatRequest.ts";

interface Completion {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly message: { readonly role: string; readonly content: string };
    readonly finish_reason: string;
  }[];
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
  readonly system_fingerprint: string;
}

interface CompletionChunk {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly delta: { readonly role?: string; readonly content?: string };
    readonly finish_reason: string | null;
  }[];
  readonly system_fingerprint: string;
}

export function requestJson({ model, messages, temperature }: ChatRequest__Output, stream: boolean): string {
  return JSON.stringify({
    model,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    temperature,
    ...(stream && { stream: true }),
  });
}

export function replyOf(json: string): ChatReply {
  const completion: Completion = JSON.parse(json);
  return {
    id: completion.id,
    created: completion.created,
    model: completion.model,
    choices: completion.choices.map(({ index, message, finish_reason: finishReason }) => ({
      index,
      message: { role: message.role, text: message.content },
      finishReason,
    })),
    usage: {
      promptTokens: completion.usage.prompt_tokens,
      completionTokens: completion.usage.completion_tokens,
      totalTokens: completion.usage.total_tokens,
    },
    systemFingerprint: completion.system_fingerprint,
  };
}

export function chunkOf(json: string): ChatChunk {
  const chunk: CompletionChunk = JSON.parse(json);
  return {
    id: chunk.id,
    created: chunk.created,
    model: chunk.model,
    choices: chunk.choices.map(({ index, delta, finish_reason: finishReason }) => ({
      index,
      delta: { ...delta },
      ...(finishReason !== null && { finishReason }),
    })),
    systemFingerprint: chunk.system_fingerprint,
  };
}

/** The data of each event but the last, which only says that it is the last. Lines end in "\n", and data is one line. */
export async function* eventsIn(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    const events = (rest + decoder.decode(bytes, { stream: true })).split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const data = event.slice("data: ".length);
      if (data !== "[DONE]") yield data;
    }
  }
}
