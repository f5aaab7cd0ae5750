import type { Headers } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { AiosError } from "../core/errors.ts";

export interface ErrorResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

const encoder = new TextEncoder();

/** The provider's own answer when it gave one, byte for byte; else the kind in the caller's dialect. */
export function errorResponse(error: AiosError, dialect: Dialect, requestId: string): ErrorResponse {
  if (error.answer !== undefined) return error.answer;
  const { headers, body } = dialect.renderError(error, requestId);
  return {
    status: error.row.http,
    headers: { "content-type": "application/json", ...headers, ...error.headers },
    body: encoder.encode(JSON.stringify(body)),
  };
}
