import type { DialectName } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { anthropicMessages } from "./anthropic-messages/dialect.ts";
import { embeddings } from "./embeddings/dialect.ts";
import { openaiChat } from "./openai-chat/dialect.ts";

const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  "openai-chat": openaiChat,
  "anthropic-messages": anthropicMessages,
  embeddings,
};

export const dialects: readonly Dialect[] = Object.values(DIALECTS);

export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name];
}
