import type { Dialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import { noStreams } from "../no-streams.ts";
import { errorMessage, renderError } from "../openai-chat/errors.ts";
import { textsOf } from "../walk.ts";
import { anyTexts } from "./texts.ts";

/** Methods that pass. Not TRACE, which may answer with the credentials that it was sent, nor CONNECT. */
export const PASSED_METHODS: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Any HTTP call beneath a path that configuration names. Nobody here knows what it says: of JSON every string is a
 * text, of all else nothing is.
 */
export const httpPassthrough: Dialect = {
  name: "http-passthrough",
  operation: "passthrough",
  provider: undefined,
  path: "",
  requestHeaders: [
    "openai-organization",
    "openai-project",
    "openai-beta",
    "anthropic-version",
    "anthropic-beta",
    "accept",
    "range",
    "if-match",
    "if-none-match",
    "if-modified-since",
    "if-unmodified-since",
    "if-range",
  ],
  readRequest: () => {
    throw new AiosError("internal", "A call that passes through is not read.");
  },
  rewriteRequest: textsOf(anyTexts, "other", "request"),
  rewriteReply: textsOf(anyTexts, "other", "reply"),
  events: undefined,
  usage: () => undefined,
  isWhole: () => true,
  renderError,
  errorMessage,
  conversation: undefined,
  fixedReply: () => undefined,
  toEvents: noStreams("Calls that pass through"),
  fromEvents: noStreams("Calls that pass through"),
};
