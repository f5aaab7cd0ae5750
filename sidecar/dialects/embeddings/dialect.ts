import type { Dialect } from "../../core/dialect.ts";
import { noStreams } from "../no-streams.ts";
import { errorMessage, renderError } from "../openai-chat/errors.ts";
import { usageOf } from "../openai-chat/usage.ts";
import { readRequest } from "./request.ts";
import { rewriteReply, rewriteRequest } from "./texts.ts";
import { isWhole } from "./whole.ts";

/** OpenAI's embeddings. Errors and usage have the shape that chat completions give them. */
export const embeddings: Dialect = {
  name: "embeddings",
  operation: "embedding",
  provider: "openai",
  path: "/embeddings",
  requestHeaders: ["openai-organization", "openai-project", "openai-beta"],
  readRequest,
  rewriteRequest,
  rewriteReply,
  events: undefined,
  usage: usageOf,
  isWhole,
  renderError,
  errorMessage,
  conversation: undefined,
  fixedReply: () => undefined,
  toEvents: noStreams("Embeddings"),
  fromEvents: noStreams("Embeddings"),
};
