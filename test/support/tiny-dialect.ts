import type { Frame } from "../../sidecar/core/call.ts";
import type { Dialect } from "../../sidecar/core/dialect.ts";
import { isErrorKind } from "../../sidecar/core/errors.ts";
import { isJsonObject, type JsonObject } from "../../sidecar/core/json.ts";

/**
 * The smallest dialect that has everything a filter may ask of one: a reply is `{text, usage?}`, a stream is `{delta}`
 * events, one `{usage}` when asked for, and `[DONE]`. It answers to the name of a real one, which is all a call has.
 */
export const tinyDialect: Dialect = {
  name: "openai-chat",
  operation: "chat",
  provider: "openai",
  path: "/chat/completions",
  requestHeaders: ["openai-organization"],
  readRequest: (document) => ({ model: String(document["model"]), stream: document["stream"] === true }),
  rewriteRequest: (document) => document,
  rewriteReply: (document) => document,
  events: {
    rewriteEvent: (frame) => frame,
    endsChannels: () => undefined,
    deltaEvent: (_channel, text) => event({ delta: text }),
    isTerminal: (frame) => decode(frame) === "[DONE]",
    isWhole: () => true,
    errorKind: (frame) => {
      const kind = parse(frame)["error"];
      return typeof kind === "string" && isErrorKind(kind) ? kind : undefined;
    },
    usage: () => undefined,
    errorEvent: (error) => event({ error: error.kind }),
  },
  usage: (document) => (isJsonObject(document["usage"]) ? { inputTokens: 1, outputTokens: 1 } : undefined),
  isWhole: (document) => typeof document["text"] === "string",
  renderError: (error) => ({ headers: {}, body: { error: error.kind } }),
  errorMessage: () => undefined,
  conversation: undefined,
  fixedReply: (text, { id, model, createdAt }) => ({ text, id, model, createdAt }),
  toEvents: (document, request) => {
    const options = request["stream_options"];
    const usage =
      isJsonObject(options) && options["include_usage"] === true ? [event({ usage: document["usage"] })] : [];
    return [...[...String(document["text"])].map((letter) => event({ delta: letter })), ...usage, done];
  },
  fromEvents: (frames) => {
    const events = frames.map(parse);
    const usage = events.find((one) => one["usage"] !== undefined)?.["usage"];
    const text = events.map((one) => one["delta"] ?? "").join("");
    return usage === undefined ? { text } : { text, usage };
  },
};

/** As `tinyDialect`, of an operation that has neither texts nor streams. */
export const tinyEmbeddings: Dialect = {
  ...tinyDialect,
  name: "embeddings",
  operation: "embedding",
  path: "/embeddings",
  events: undefined,
  fixedReply: () => undefined,
};

export function event(document: JsonObject): Frame {
  return new TextEncoder().encode(`data: ${JSON.stringify(document)}\n\n`);
}

export const done: Frame = new TextEncoder().encode("data: [DONE]\n\n");

function decode(frame: Frame): string {
  return new TextDecoder()
    .decode(frame)
    .replace(/^data: /, "")
    .trim();
}

function parse(frame: Frame): JsonObject {
  const text = decode(frame);
  if (text === "[DONE]") return {};
  const value: unknown = JSON.parse(text);
  return isJsonObject(value) ? value : {};
}
