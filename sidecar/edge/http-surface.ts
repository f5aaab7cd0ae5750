import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { DialectName } from "../core/call.ts";
import type { OpaqueArrival } from "../core/engine.ts";
import { AiosError } from "../core/errors.ts";
import { refuseAiPath } from "../dialects/passthrough/ai-path.ts";
import { checkedPath } from "../dialects/passthrough/path.ts";

/**
 * What the HTTP surface is, whoever serves it: a listener, or the `fetch` of an embedding application. Paths, in whose
 * words to answer, and the refusals of what does not become a call.
 */

export const AI_PATHS: Readonly<Record<string, DialectName>> = {
  "/v1/chat/completions": "openai-chat",
  "/v1/completions": "openai-completions",
  "/v1/embeddings": "embeddings",
  "/v1/images/generations": "openai-images",
  "/v1/messages": "anthropic-messages",
  "/v1/messages/count_tokens": "anthropic-count-tokens",
  "/v1/rerank": "rerank",
  "/v1/responses": "openai-responses",
};

/** Where speech is taken, as a form, and where upstreams take it. */
export const SPEECH_PATHS: Readonly<Record<string, string>> = {
  "/v1/audio/transcriptions": "/audio/transcriptions",
  "/v1/audio/translations": "/audio/translations",
};

export const FORM_MEDIA_TYPE = /^multipart\/form-data\s*;/i;
export const JSON_MEDIA_TYPE = /^application\/(?:[\w.-]+\+)?json(?:;|$)/i;

/** Without its query. */
export function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "";
}

/** In whose words to answer when the path does not say: the Anthropic SDK always sends its version. */
export function dialectOfPath(
  url: string,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): DialectName {
  const path = pathOf(url);
  if (path.startsWith("/v1/messages") || headers["anthropic-version"] !== undefined)
    return "anthropic-messages";
  return AI_PATHS[path] ?? "openai-chat";
}

/** Whether calls of this path have a dialect of their own; then no other method of it passes through. */
export function hasSurface(url: string): boolean {
  const path = pathOf(url).replace(/\/$/, "");
  return Object.hasOwn(AI_PATHS, path) || Object.hasOwn(SPEECH_PATHS, path);
}

/**
 * What passes through of a request without a surface of its own.
 * @throws AiosError `method-not-allowed`; `invalid-request` for a path that may lead elsewhere than it seems to.
 */
export function passedRequest(method: string, url: string, contentType: string | undefined): OpaqueArrival {
  if (hasSurface(url)) throw noSuchSurface(method, url);
  const path = checkedPath(url);
  refuseAiPath(path);
  return { request: { transport: "http", method, path, contentType }, model: "", stream: false };
}

/** There is nothing for this method at this path. */
export function noSuchSurface(method: string, url: string): AiosError {
  const path = pathOf(url);
  return hasSurface(path)
    ? new AiosError("method-not-allowed", `${method} is not allowed on ${path}; use POST.`)
    : new AiosError("unknown-path", `There is nothing at ${method} ${path.slice(0, 200)}.`, {
        quotes: path.slice(0, 200),
      });
}

export function isEncoded(contentEncoding: string | undefined): boolean {
  return contentEncoding !== undefined && contentEncoding !== "identity";
}

/** Beside `chunked` a transfer coding compresses (RFC 9112, section 7), and nothing here undoes that. */
export function isTransferEncoded(transferEncoding: string | undefined): boolean {
  return transferEncoding !== undefined && transferEncoding.toLowerCase() !== "chunked";
}

export function encodedBody(): AiosError {
  return new AiosError(
    "unsupported-media-type",
    "Send the request body without content-encoding, and with no transfer-encoding but chunked.",
  );
}

/** Whether a request has a body where its method gives none a meaning (RFC 9110, 9.3.1): it would not go on with the call. */
export function hasIdleBody(
  method: string,
  headers: {
    readonly "content-length"?: string | undefined;
    readonly "transfer-encoding"?: string | undefined;
  },
): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

export function idleBody(method: string): AiosError {
  return new AiosError("invalid-request", `A ${method} that passes through has no body: send one with POST.`);
}

/** The body is of no type that is taken at this path. */
export function wrongMediaType(url: string): AiosError {
  if (Object.hasOwn(SPEECH_PATHS, pathOf(url))) {
    return new AiosError(
      "unsupported-media-type",
      "Send speech as a form: content-type: multipart/form-data.",
    );
  }
  if (!hasSurface(url)) {
    return new AiosError(
      "unsupported-media-type",
      "The content-type is none: send a type and a subtype, such as application/octet-stream.",
    );
  }
  return new AiosError(
    "unsupported-media-type",
    "The request body must be JSON, sent with content-type: application/json.",
  );
}

export function bodyTooLarge({ maxRequestSize }: LimitsSpec): AiosError {
  return new AiosError(
    "request-too-large",
    `The request body is larger than ${maxRequestSize} bytes (limits.maxRequestSize).`,
  );
}

const BUSY_RETRY_AFTER_MS = 1_000;

export function noRoomForBody({ maxBufferedRequestSize }: LimitsSpec): AiosError {
  return new AiosError(
    "overloaded",
    `Request bodies already take ${maxBufferedRequestSize} bytes (limits.maxBufferedRequestSize); try again shortly.`,
    { retryAfterMs: BUSY_RETRY_AFTER_MS },
  );
}
