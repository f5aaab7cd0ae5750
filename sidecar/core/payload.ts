import { AiosError } from "./errors.ts";
import { hasDuplicateKey, isJsonObject, type Json, type JsonObject, parseJson } from "./json.ts";
import type { Recollection } from "./recollection.ts";

/** How a text stands in its document: as it is, or as a piece of JSON source inside a string (tool-call arguments). */
export type TextKind = "text" | "json";

/** Who wrote a text, as far as the document tells. */
export type TextOrigin = "system" | "user" | "assistant" | "tool" | "other";

/**
 * Returns the text that shall stand in place of `text`; the same string when nothing has to change.
 * @param name the key of the member that the text stands under, where its document is free to name it: arguments of tools,
 *   metadata, parameters that the dialect does not know. It may tell what a value is.
 */
export type RewriteText = (text: string, kind: TextKind, origin: TextOrigin, name?: string) => string;

/** Walks every text of a document. Returns the same object when no text changed, else a copy that shares the rest. */
export type RewriteTexts = (document: JsonObject, rewrite: RewriteText) => JsonObject;

/**
 * A JSON document on its way: the caller's bytes, parsed at most once and only when somebody asks, and serialised again
 * only when something changed. A value: every change makes a new Payload.
 */
export interface Payload {
  /** The bytes on the wire. The caller's own, untouched, as long as nothing had to change. */
  bytes(): Uint8Array;
  /** @throws AiosError `invalid-request` when the bytes are not one JSON object. */
  document(): JsonObject;
  /** Replaces top-level fields; `undefined` removes one. */
  with(changes: JsonObject): Payload;
  /** Visits every text; returns this very Payload when none changed. */
  rewriteTexts(rewrite: RewriteText): Payload;
  /** Of the caller's own bytes; undefined once anything has been changed. */
  readonly recollection: Recollection | undefined;
}

const decoder = new TextDecoder("utf-8", { fatal: true });
const encoder = new TextEncoder();

class JsonPayload implements Payload {
  #bytes: Uint8Array | undefined;
  #document: JsonObject | undefined;
  readonly #rewriteTexts: RewriteTexts;
  readonly recollection: Recollection | undefined;

  constructor(
    bytes: Uint8Array | undefined,
    document: JsonObject | undefined,
    rewriteTexts: RewriteTexts,
    recollection?: Recollection,
  ) {
    this.#bytes = bytes;
    this.#document = document;
    this.#rewriteTexts = rewriteTexts;
    this.recollection = recollection;
  }

  bytes(): Uint8Array {
    this.#bytes ??= encoder.encode(JSON.stringify(this.document()));
    return this.#bytes;
  }

  document(): JsonObject {
    this.#document ??= this.read();
    return this.#document;
  }

  /** @throws AiosError `invalid-request` */
  protected read(): JsonObject {
    return parseObject(this.#bytes ?? new Uint8Array());
  }

  with(changes: JsonObject): Payload {
    const merged: Record<string, JsonObject[string]> = { ...this.document() };
    for (const [key, value] of Object.entries(changes)) {
      if (value === undefined) delete merged[key];
      else merged[key] = value;
    }
    return new JsonPayload(undefined, merged, this.#rewriteTexts);
  }

  rewriteTexts(rewrite: RewriteText): Payload {
    const document = this.document();
    const rewritten = this.#rewriteTexts(document, rewrite);
    return rewritten === document ? this : new JsonPayload(undefined, rewritten, this.#rewriteTexts);
  }
}

/** The bytes of a message that is no JSON; decoded at most once, and only when somebody asks. */
class MessagePayload extends JsonPayload {
  readonly #message: Uint8Array;
  readonly #decode: (message: Uint8Array) => JsonObject;

  constructor(
    { message, decode }: Pick<RequestMessage, "message" | "decode">,
    rewriteTexts: RewriteTexts,
    recollection: Recollection | undefined,
  ) {
    super(undefined, undefined, rewriteTexts, recollection);
    this.#message = message;
    this.#decode = decode;
  }

  protected override read(): JsonObject {
    return this.#decode(this.#message);
  }
}

function parseObject(bytes: Uint8Array): JsonObject {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch (cause) {
    throw new AiosError("invalid-request", "The request body is not valid UTF-8.", { cause });
  }
  let value: Json;
  try {
    value = parseJson(text);
  } catch (error) {
    // The parser's own message quotes the body, which may hold personal data: only the position is told.
    const position = error instanceof Error ? /\(line \d+ column \d+\)/.exec(error.message)?.[0] : undefined;
    throw new AiosError(
      "invalid-request",
      text.trim() === ""
        ? "The request body is empty; send a JSON object."
        : `The request body is not valid JSON${position === undefined ? "" : ` ${position}`}.`,
    );
  }
  if (!isJsonObject(value)) {
    throw new AiosError("invalid-request", "The request body must be a JSON object.");
  }
  // The bytes may go on as they are: what was checked must be what the provider will read.
  if (hasDuplicateKey(text, value)) {
    throw new AiosError(
      "invalid-request",
      "An object in the request body has the same key twice; send each key once.",
    );
  }
  return value;
}

export function payloadFromBytes(
  bytes: Uint8Array,
  rewriteTexts: RewriteTexts,
  recollection?: Recollection,
): Payload {
  return new JsonPayload(bytes, undefined, rewriteTexts, recollection);
}

/** A message that is no JSON, and says a document of a dialect all the same. */
export interface RequestMessage {
  readonly message: Uint8Array;
  /** Who reads it: to another method the same bytes may say something else. */
  readonly method: string;
  /** @throws AiosError `invalid-request` */
  readonly decode: (message: Uint8Array) => JsonObject;
}

export function payloadFromMessage(
  message: RequestMessage,
  rewriteTexts: RewriteTexts,
  recollection?: Recollection,
): Payload {
  return new MessagePayload(message, rewriteTexts, recollection);
}

export function payloadFromDocument(document: JsonObject, rewriteTexts: RewriteTexts): Payload {
  return new JsonPayload(undefined, document, rewriteTexts);
}

/**
 * Bytes that nobody here can look into. A policy that has to do so finds that it cannot, and the call is refused: what
 * was not checked does not leave. Where there are none, there is nothing to look into.
 * @param withModel the same bytes with another model named in them
 */
export function opaquePayload(
  bytes: Uint8Array,
  contentType: string | undefined,
  withModel?: (model: string) => Uint8Array,
): Payload {
  const refuse = (): never => {
    throw new AiosError(
      "unsupported",
      `A policy in force has to look into this call, and a body of type ${shownType(contentType)} cannot be looked into. Take the call by a route without that policy.`,
    );
  };
  const payload: Payload = {
    recollection: undefined,
    bytes: () => bytes,
    document: refuse,
    rewriteTexts: () => (bytes.byteLength === 0 ? payload : refuse()),
    with: ({ model, ...others }) => {
      if (typeof model === "string" && withModel !== undefined && Object.keys(others).length === 0)
        return opaquePayload(withModel(model), contentType, withModel);
      throw new AiosError(
        "unsupported",
        `The route asks for another model than the call, whose name cannot be replaced in a body of type ${shownType(contentType)}. Give the route a target without a \`model\` of its own.`,
      );
    },
  };
  return payload;
}

/** In place of messages that go by elsewhere, while the call already runs: nobody here can look into them, either. */
export function unseenPayload(): Payload {
  const refuse = (): never => {
    throw new AiosError(
      "unsupported",
      "A policy in force has to look into this call, and the messages of a gRPC service cannot be looked into. Take the call by a route without that policy.",
    );
  };
  return {
    recollection: undefined,
    bytes: () => new Uint8Array(),
    document: refuse,
    with: refuse,
    rewriteTexts: refuse,
  };
}

function shownType(contentType: string | undefined): string {
  const type = contentType?.split(";", 1)[0]?.trim() ?? "";
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type.slice(0, 100) : "unknown";
}
