import type { DialectName } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { anthropicCountTokens } from "./anthropic-count-tokens/dialect.ts";
import { anthropicMessages } from "./anthropic-messages/dialect.ts";
import { embeddings } from "./embeddings/dialect.ts";
import { openaiChat } from "./openai-chat/dialect.ts";
import { openaiCompletions } from "./openai-completions/dialect.ts";
import { openaiImages } from "./openai-images/dialect.ts";
import { openaiResponses } from "./openai-responses/dialect.ts";
import { openaiTranscriptions } from "./openai-transcriptions/dialect.ts";
import { httpPassthrough } from "./passthrough/dialect.ts";
import { grpcPassthrough } from "./passthrough/grpc.ts";
import { rerank } from "./rerank/dialect.ts";

const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  "openai-chat": openaiChat,
  "openai-responses": openaiResponses,
  "openai-completions": openaiCompletions,
  "openai-images": openaiImages,
  "openai-transcriptions": openaiTranscriptions,
  "anthropic-messages": anthropicMessages,
  "anthropic-count-tokens": anthropicCountTokens,
  embeddings,
  rerank,
  "http-passthrough": httpPassthrough,
  "grpc-passthrough": grpcPassthrough,
};

export const dialects: readonly Dialect[] = Object.values(DIALECTS);

export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name];
}
