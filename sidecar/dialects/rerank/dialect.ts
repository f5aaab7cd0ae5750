import type { Dialect } from "../../core/dialect.ts";
import { isJsonArray } from "../../core/json.ts";
import { noStreams } from "../no-streams.ts";
import { errorMessage, isError, renderError } from "../openai-chat/errors.ts";
import { readRequest } from "./request.ts";
import { rewriteReply, rewriteRequest } from "./texts.ts";
import { usageOf } from "./usage.ts";

/** Ranking documents by a query, as Cohere, Jina, vLLM and others take it. Errors have OpenAI's shape. */
export const rerank: Dialect = {
  name: "rerank",
  operation: "rerank",
  provider: "openai",
  path: "/rerank",
  requestHeaders: ["openai-organization", "openai-project", "openai-beta"],
  readRequest,
  rewriteRequest,
  rewriteReply,
  events: undefined,
  usage: usageOf,
  isWhole: ({ error, results }) => !isError(error) && isJsonArray(results),
  renderError,
  // Cohere's own servers tell an error by `message` alone.
  errorMessage: (document) =>
    errorMessage(document) ?? (typeof document.message === "string" ? document.message : undefined),
  conversation: undefined,
  fixedReply: () => undefined,
  toEvents: noStreams("Rankings"),
  fromEvents: noStreams("Rankings"),
};
