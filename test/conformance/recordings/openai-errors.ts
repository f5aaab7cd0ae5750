/** Errors: https://platform.openai.com/docs/guides/error-codes */
import { document, openaiStream, type Recording, type Recordings } from "../recording.ts";

function error(
  status: number,
  type: string,
  code: string | null,
  message: string,
  param: string | null = null,
  headers: Record<string, string> = {},
): Recording {
  return document("openai", { error: { message, type, param, code } }, status, headers);
}

export const openaiErrors: Recordings = {
  "bad-request": error(
    400,
    "invalid_request_error",
    "invalid_value",
    "Invalid value: 'wizard'.",
    "messages[0].role",
  ),
  "too-long": error(
    400,
    "invalid_request_error",
    "context_length_exceeded",
    "This model's maximum context length is 8192 tokens.",
    "messages",
  ),
  "wrong-key": error(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided."),
  "wrong-country": error(
    403,
    "request_forbidden",
    "unsupported_country_region_territory",
    "Country not supported.",
  ),
  "no-such-model": error(
    404,
    "invalid_request_error",
    "model_not_found",
    "The model `gpt-9` does not exist.",
  ),
  conflict: error(409, "invalid_request_error", null, "The resource is being changed."),
  unprocessable: error(422, "invalid_request_error", null, "Unable to process the request."),
  "rate-limit": error(429, "tokens", "rate_limit_exceeded", "Rate limit reached for gpt-4.1.", null, {
    "retry-after": "7",
    "retry-after-ms": "6500",
  }),
  "no-quota": error(429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota."),
  "server-error": error(500, "server_error", null, "The server had an error while processing your request."),
  "bad-gateway": document("openai", { error: { message: "Bad gateway.", type: "server_error" } }, 502),
  overloaded: error(503, "server_error", "overloaded", "The engine is currently overloaded."),
};

/** An error inside a stream that has begun. */
export const openaiErrorStream: Recording = openaiStream([
  {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1_741_569_952,
    model: "gpt-4.1",
    choices: [{ index: 0, delta: { role: "assistant", content: "Once" }, finish_reason: null }],
  },
  { error: { message: "The server had an error.", type: "server_error", param: null, code: null } },
]);
