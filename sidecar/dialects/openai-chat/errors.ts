/** Errors in OpenAI's shape: https://platform.openai.com/docs/guides/error-codes */
import type { Frame, Headers } from "../../core/call.ts";
import type { AiosError, ErrorKind } from "../../core/errors.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { numberOf, objectOf, stringOf } from "../members.ts";
import { retryHeaders } from "../retry-headers.ts";
import { encodeEvent } from "../sse/event.ts";

/** Codes are OpenAI's own where it has one for the case. The SDKs choose their class by the HTTP status. */
const ERRORS: Record<ErrorKind, { readonly type: string; readonly code: string }> = {
  "invalid-request": { type: "invalid_request_error", code: "invalid_request" },
  unauthenticated: { type: "invalid_request_error", code: "invalid_api_key" },
  "permission-denied": { type: "invalid_request_error", code: "permission_denied" },
  "policy-denied": { type: "permission_error", code: "policy_denied" },
  "model-not-found": { type: "invalid_request_error", code: "model_not_found" },
  "unknown-path": { type: "invalid_request_error", code: "unknown_url" },
  "method-not-allowed": { type: "invalid_request_error", code: "method_not_supported" },
  "request-timeout": { type: "invalid_request_error", code: "request_timeout" },
  "request-too-large": { type: "invalid_request_error", code: "request_too_large" },
  "unsupported-media-type": { type: "invalid_request_error", code: "unsupported_media_type" },
  "headers-too-large": { type: "invalid_request_error", code: "headers_too_large" },
  unsupported: { type: "invalid_request_error", code: "unsupported" },
  "not-cached": { type: "invalid_request_error", code: "not_cached" },
  "client-closed": { type: "invalid_request_error", code: "client_closed" },
  "limit-exceeded": { type: "rate_limit_error", code: "rate_limit_exceeded" },
  "idempotency-conflict": { type: "invalid_request_error", code: "idempotency_key_reused" },
  overloaded: { type: "server_error", code: "server_is_overloaded" },
  draining: { type: "server_error", code: "draining" },
  "not-ready": { type: "server_error", code: "not_ready" },
  "deadline-exceeded": { type: "server_error", code: "deadline_exceeded" },
  "breaker-open": { type: "server_error", code: "breaker_open" },
  connect: { type: "server_error", code: "connect_failed" },
  "connect-timeout": { type: "server_error", code: "connect_timeout" },
  "gateway-unreachable": { type: "server_error", code: "gateway_unreachable" },
  "first-token-timeout": { type: "server_error", code: "first_token_timeout" },
  "idle-timeout": { type: "server_error", code: "idle_timeout" },
  "rate-limited": { type: "rate_limit_error", code: "rate_limit_exceeded" },
  "server-error": { type: "server_error", code: "server_error" },
  "upstream-cut": { type: "server_error", code: "upstream_cut" },
  "upstream-refused-credentials": { type: "server_error", code: "upstream_refused_credentials" },
  "upstream-rejected": { type: "invalid_request_error", code: "upstream_rejected" },
  "invalid-upstream-reply": { type: "server_error", code: "invalid_upstream_reply" },
  "reply-too-large": { type: "server_error", code: "reply_too_large" },
  internal: { type: "server_error", code: "internal_error" },
};

/** `x-request-id` is where the SDKs take their error's request id from. */
export function renderError(
  error: AiosError,
  requestId: string,
): { readonly headers: Headers; readonly body: JsonObject } {
  return { headers: { "x-request-id": requestId, ...retryHeaders(error) }, body: errorBody(error) };
}

/** The SDKs throw an `APIError` for an event whose data has an `error`. The head has told the request id. */
export function errorEvent(error: AiosError): Frame {
  return encodeEvent({ data: JSON.stringify(errorBody(error)) });
}

function errorBody(error: AiosError): JsonObject {
  const { type, code } = ERRORS[error.kind];
  return { error: { message: error.message, type, param: error.param ?? null, code } };
}

/** Whether an `error` member tells one; some servers send an empty one with every reply. */
export function isError(error: Json | undefined): error is Json {
  return error !== undefined && error !== null && error !== false && error !== "";
}

/**
 * What an `error` inside a stream means: by its code where that is an HTTP status, else by the words in its type and
 * code. A failure that says nothing of itself is the provider's.
 */
export function kindOfError(error: Json): ErrorKind {
  const object = objectOf(error);
  const status = numberOf(object?.code) ?? numberOf(object?.status);
  if (status !== undefined && status >= 400 && status < 600) return kindOfStatus(status);
  const words = `${stringOf(object?.type) ?? ""} ${stringOf(object?.code) ?? ""}`;
  if (/rate_?limit|quota|too_many_requests|\b429\b/i.test(words)) return "rate-limited";
  if (/authentication|api_key|permission/i.test(words)) return "upstream-refused-credentials";
  if (/invalid_?request|bad_?request|content_(filter|policy)|context_length|not_found/i.test(words))
    return "upstream-rejected";
  return "server-error";
}

function kindOfStatus(status: number): ErrorKind {
  if (status === 429) return "rate-limited";
  if (status === 401 || status === 403) return "upstream-refused-credentials";
  return status >= 500 || status === 408 ? "server-error" : "upstream-rejected";
}

/** `{ error: { message } }`, or `{ error: "…" }` as some servers have it. */
export function errorMessage({ error }: JsonObject): string | undefined {
  return stringOf(objectOf(error)?.message) ?? stringOf(error);
}
