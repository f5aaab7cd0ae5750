/** Errors of responses: bodies as everywhere at OpenAI, an event of their own, and responses that have failed. */
import type { Frame } from "../../core/call.ts";
import type { AiosError, ErrorKind } from "../../core/errors.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { objectOf, stringOf } from "../members.ts";
import { isError, kindOfError, errorMessage as messageOfBody, renderError } from "../openai-chat/errors.ts";
import { encodeEvent } from "../sse/event.ts";

export { renderError } from "../openai-chat/errors.ts";

/**
 * The SDKs throw an `APIError` for an event named `error`. The reference has its members in the event itself, OpenAI's
 * servers send them in an `error`, which is where most SDKs look; so both are there. No SDK reads its sequence number.
 */
export function errorEvent(error: AiosError, requestId: string): Frame {
  const told = objectOf(renderError(error, requestId).body.error) ?? {};
  const { code = null, message = "", param = null } = told;
  const data = { type: "error", code, message, param, sequence_number: 0, error: told };
  return encodeEvent({ event: "error", data: JSON.stringify(data) });
}

/** Codes of a response that failed for what was asked; all others are the provider's failure. */
const REJECTED =
  /^(?:invalid_|image_|unsupported_|empty_|failed_to_download|bio_policy|data_residency|misalign)/;

/** What an error means, of a response or of an event. */
export function kindOfResponseError(error: Json): ErrorKind {
  const kind = kindOfError(error);
  if (kind !== "server-error") return kind;
  return REJECTED.test(stringOf(objectOf(error)?.code) ?? "") ? "upstream-rejected" : kind;
}

/** The error of an event named `error`, in either shape. */
export function errorOfEvent(event: JsonObject): Json {
  if (isError(event.error)) return event.error;
  const { type: _type, sequence_number: _number, ...flat } = event;
  return flat;
}

/** In an error body, an `error` event of either shape, or the event of a response that failed. */
export function errorMessage(document: JsonObject): string | undefined {
  const failed = objectOf(document.response);
  return (
    messageOfBody(document) ??
    (failed === undefined ? undefined : messageOfBody(failed)) ??
    stringOf(document.message)
  );
}
