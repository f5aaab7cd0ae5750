import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { DialectName } from "../core/call.ts";
import type { OpaqueArrival } from "../core/engine.ts";
import { AiosError } from "../core/errors.ts";
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
  // A server that is less exact would take it for a call of ours, which the policies of its route would never see.
  const seems = decodeURIComponent(pathOf(path))
    .toLowerCase()
    .replaceAll(/;[^/]*|\/+$/g, "");
  if (hasSurface(seems)) {
    throw new AiosError("invalid-request", `The path looks like ${seems} and is not; send it as that.`);
  }
  return { request: { transport: "http", method, path, contentType }, model: "", stream: false };
}

/** There is nothing for this method at this path. */
export function noSuchSurface(method: string, url: string): AiosError {
  const path = pathOf(url);
  return hasSurface(path)
    ? new AiosError("method-not-allowed", `${method} is not allowed on ${path}; use POST.`)
    : new AiosError("unknown-path", `There is nothing at ${method} ${path.slice(0, 200)}.`);
}

export function isEncoded(contentEncoding: string | undefined): boolean {
  return contentEncoding !== undefined && contentEncoding !== "identity";
}

export function encodedBody(): AiosError {
  return new AiosError("unsupported-media-type", "Send the request body without content-encoding.");
}

/** The body is of no type that is taken at this path. */
export function wrongMediaType(url: string): AiosError {
  if (Object.hasOwn(SPEECH_PATHS, pathOf(url))) {
    return new AiosError(
      "unsupported-media-type",
      "Send speech as a form: content-type: multipart/form-data.",
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
