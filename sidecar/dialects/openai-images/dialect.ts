import type { Dialect } from "../../core/dialect.ts";
import { isJsonArray } from "../../core/json.ts";
import { noStreams } from "../no-streams.ts";
import { errorMessage, isError, renderError } from "../openai-chat/errors.ts";
import { readModel, readStream } from "../request-fields.ts";
import { tokensOf } from "../tokens.ts";
import { rewriteReply, rewriteRequest } from "./texts.ts";

/**
 * OpenAI's generation of images. A stream of partial images passes as it comes: there is no text in it, nor an event
 * that is known to be the last one when several images are asked for.
 */
export const openaiImages: Dialect = {
  name: "openai-images",
  operation: "image",
  provider: "openai",
  path: "/images/generations",
  requestHeaders: ["openai-organization", "openai-project", "openai-beta"],
  readRequest: (document) => ({ model: readModel(document), stream: readStream(document) }),
  rewriteRequest,
  rewriteReply,
  events: undefined,
  usage: tokensOf,
  isWhole: ({ error, data }) => !isError(error) && isJsonArray(data) && data.length > 0,
  renderError,
  errorMessage,
  conversation: undefined,
  fixedReply: () => undefined,
  toEvents: noStreams("Kept images"),
  fromEvents: noStreams("Kept images"),
};
