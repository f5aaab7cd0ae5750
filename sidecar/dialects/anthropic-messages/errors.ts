/** Errors in Anthropic's shape: https://docs.anthropic.com/en/api/errors */
import type { Frame, Headers } from "../../core/call.ts";
import type { AiosError, ErrorKind } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { objectOf, stringOf } from "../members.ts";
import { retryHeaders } from "../retry-headers.ts";
import { encodeEvent } from "../sse/event.ts";

type ErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "not_found_error"
  | "request_too_large"
  | "rate_limit_error"
  | "api_error"
  | "timeout_error"
  | "overloaded_error";

/** The SDK chooses its class by the HTTP status, and inside a stream shows the type. */
const ERRORS: Record<ErrorKind, ErrorType> = {
  "invalid-request": "invalid_request_error",
  unauthenticated: "authentication_error",
  "permission-denied": "permission_error",
  "policy-denied": "permission_error",
  "model-not-found": "not_found_error",
  "unknown-path": "not_found_error",
  "method-not-allowed": "invalid_request_error",
  "request-timeout": "timeout_error",
  "request-too-large": "request_too_large",
  "unsupported-media-type": "invalid_request_error",
  "headers-too-large": "request_too_large",
  unsupported: "invalid_request_error",
  "not-cached": "not_found_error",
  "client-closed": "invalid_request_error",
  "limit-exceeded": "rate_limit_error",
  "idempotency-conflict": "invalid_request_error",
  overloaded: "overloaded_error",
  draining: "overloaded_error",
  "not-ready": "overloaded_error",
  "deadline-exceeded": "timeout_error",
  "breaker-open": "overloaded_error",
  connect: "api_error",
  "connect-timeout": "timeout_error",
  "gateway-unreachable": "api_error",
  "first-token-timeout": "timeout_error",
  "idle-timeout": "timeout_error",
  "rate-limited": "rate_limit_error",
  "server-error": "api_error",
  "upstream-cut": "api_error",
  "upstream-refused-credentials": "api_error",
  "upstream-rejected": "invalid_request_error",
  "invalid-upstream-reply": "api_error",
  "reply-too-large": "api_error",
  internal: "api_error",
};

/** `request-id` is where the SDKs take their error's request id from. */
export function renderError(
  error: AiosError,
  requestId: string,
): { readonly headers: Headers; readonly body: JsonObject } {
  return { headers: { "request-id": requestId, ...retryHeaders(error) }, body: errorBody(error, requestId) };
}

/** The SDKs throw an `APIError` for an event named `error`. */
export function errorEvent(error: AiosError, requestId: string): Frame {
  return encodeEvent({ event: "error", data: JSON.stringify(errorBody(error, requestId)) });
}

function errorBody(error: AiosError, requestId: string): JsonObject {
  return {
    type: "error",
    error: { type: ERRORS[error.kind], message: error.message },
    request_id: requestId,
  };
}

const KINDS: ReadonlyMap<string | undefined, ErrorKind> = new Map<string | undefined, ErrorKind>([
  ["rate_limit_error", "rate-limited"],
  ["invalid_request_error", "upstream-rejected"],
  ["not_found_error", "upstream-rejected"],
  ["request_too_large", "upstream-rejected"],
  ["authentication_error", "upstream-refused-credentials"],
  ["permission_error", "upstream-refused-credentials"],
  ["billing_error", "upstream-refused-credentials"],
]);

/** What an error inside a stream means; `overloaded_error`, `api_error` and whatever is new are the provider's failure. */
export function kindOfError(document: JsonObject | undefined): ErrorKind {
  return KINDS.get(stringOf(objectOf(document?.error)?.type)) ?? "server-error";
}

/** `{ type: "error", error: { message } }`. */
export function errorMessage({ error }: JsonObject): string | undefined {
  return stringOf(objectOf(error)?.message);
}
