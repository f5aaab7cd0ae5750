import type { DialectName, Operation } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { anthropicMessages } from "./anthropic-messages/dialect.ts";
import { embeddings } from "./embeddings/dialect.ts";
import { openaiChat } from "./openai-chat/dialect.ts";

const later = (name: DialectName, operation: Operation, path: string): Dialect => ({
  ...embeddings,
  name,
  operation,
  path,
});

const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  "openai-chat": openaiChat,
  "openai-responses": later("openai-responses", "response", "/responses"),
  "openai-completions": later("openai-completions", "completion", "/completions"),
  "openai-images": later("openai-images", "image", "/images/generations"),
  "openai-transcriptions": later("openai-transcriptions", "transcription", "/audio/transcriptions"),
  "anthropic-messages": anthropicMessages,
  "anthropic-count-tokens": {
    ...later("anthropic-count-tokens", "token-count", "/v1/messages/count_tokens"),
    provider: "anthropic",
  },
  embeddings,
  rerank: later("rerank", "rerank", "/rerank"),
  "http-passthrough": { ...later("http-passthrough", "passthrough", ""), provider: undefined },
  "grpc-passthrough": { ...later("grpc-passthrough", "passthrough", ""), provider: "grpc" },
};

export const dialects: readonly Dialect[] = Object.values(DIALECTS);

export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name];
}
