import type { Dialect } from "../../core/dialect.ts";
import { errorMessage, renderError } from "../anthropic-messages/errors.ts";
import { rewriteRequest } from "../anthropic-messages/texts.ts";
import { noStreams } from "../no-streams.ts";
import { checkMessages, readModel } from "../request-fields.ts";
import { keep, members, number, textsOf } from "../walk.ts";

/** Anthropic's counting of a message's tokens: asked as a message is, answered by `{ input_tokens }`. */
export const anthropicCountTokens: Dialect = {
  name: "anthropic-count-tokens",
  operation: "token-count",
  provider: "anthropic",
  path: "/v1/messages/count_tokens",
  requestHeaders: ["anthropic-version", "anthropic-beta"],
  readRequest: (document) => {
    const model = readModel(document);
    checkMessages(document);
    return { model, stream: false };
  },
  rewriteRequest,
  rewriteReply: textsOf(
    members({ input_tokens: number, context_management: members({ original_input_tokens: number }, keep) }),
    "other",
    "reply",
  ),
  events: undefined,
  // The tokens were counted, not used.
  usage: () => undefined,
  isWhole: (document) => typeof document.input_tokens === "number",
  renderError,
  errorMessage,
  conversation: undefined,
  fixedReply: () => undefined,
  toEvents: noStreams("Token counts"),
  fromEvents: noStreams("Token counts"),
};
