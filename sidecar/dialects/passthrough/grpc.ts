import type { Dialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import { noStreams } from "../no-streams.ts";
import { errorMessage, renderError } from "../openai-chat/errors.ts";

/** Any method of a gRPC service that configuration names. Its messages are bytes to everybody here. */
export const grpcPassthrough: Dialect = {
  name: "grpc-passthrough",
  operation: "passthrough",
  provider: "grpc",
  path: "",
  requestHeaders: [],
  readRequest: () => {
    throw new AiosError("internal", "A call that passes through is not read.");
  },
  // Never asked: the payload of such a call refuses to be looked into.
  rewriteRequest: (document) => document,
  rewriteReply: (document) => document,
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
