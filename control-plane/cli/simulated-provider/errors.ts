/** Refusals and failures, each in the shape that the dialect's own SDK turns into its own error class. */
import {
  type BodyPart,
  type CallContext,
  type DialectName,
  documentReply,
  serverSentEvent,
  type WireReply,
} from "./wire.ts";

/** Thrown by whatever reads a request. `code` and `param` are told by OpenAI alone. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;

  constructor(status: number, message: string, code: string | null = null, param: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

export function errorReply(context: CallContext, refusal: Refusal, retryAfterSeconds?: number): WireReply {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return documentReply(context, errorBody(context, refusal), { status: refusal.status, headers });
}

/** An error inside a stream whose head has long said 200. */
export const errorEvent = (context: CallContext): BodyPart =>
  context.dialect === "openai"
    ? serverSentEvent("frame", JSON.stringify(errorBody(context, failure("openai", 500))))
    : serverSentEvent("frame", JSON.stringify(errorBody(context, failure("anthropic", 529))), "error");

/** What the provider says of itself when it fails with `status` for no fault of the request. */
export function failure(dialect: DialectName, status: number, model = "the model"): Refusal {
  const openai = dialect === "openai";
  switch (status) {
    case 400:
      return new Refusal(
        400,
        openai ? "Invalid value." : "messages: Invalid value",
        openai ? "invalid_value" : null,
      );
    case 401:
      return new Refusal(
        401,
        openai ? "Incorrect API key provided." : "invalid x-api-key",
        "invalid_api_key",
      );
    case 403:
      return new Refusal(403, "Your API key does not have permission to use the specified resource.");
    case 404:
      return unknownModel(dialect, model);
    case 429:
      return new Refusal(
        429,
        openai
          ? `Rate limit reached for ${model} in organization simulated on requests per min (RPM): Limit 10000, Used 10000, Requested 1. Please try again in 6ms.`
          : "This request would exceed your organization's rate limit of 10,000 requests per minute.",
        "rate_limit_exceeded",
      );
    case 503:
      return new Refusal(503, "The engine is currently overloaded, please try again later");
    case 529:
      return new Refusal(529, "Overloaded");
    default:
      if (status < 500) return new Refusal(status, "The request was refused.");
      return new Refusal(
        status,
        openai
          ? "The server had an error while processing your request. Sorry about that!"
          : "Internal server error",
      );
  }
}

export const unknownModel = (dialect: DialectName, model: string): Refusal =>
  dialect === "openai"
    ? new Refusal(
        404,
        `The model \`${model}\` does not exist or you do not have access to it.`,
        "model_not_found",
      )
    : new Refusal(404, `model: ${model}`);

function errorBody(context: CallContext, { status, message, code, param }: Refusal): object {
  if (context.dialect === "openai") return { error: { message, type: openaiType(status), param, code } };
  return { type: "error", error: { type: anthropicType(status), message }, request_id: context.requestId };
}

const openaiType = (status: number): string =>
  status >= 500 ? "server_error" : status === 429 ? "requests" : "invalid_request_error";

const ANTHROPIC_TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

const anthropicType = (status: number): string =>
  ANTHROPIC_TYPES[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
