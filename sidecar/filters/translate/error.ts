import type { Dialect } from "../../core/dialect.ts";
import { AiosError, type AiosErrorOptions } from "../../core/errors.ts";
import { parseObject } from "../../dialects/members.ts";

/** The provider's refusal in the caller's dialect: its own words, status and headers, in the caller's error shape. */
export function translateError(error: AiosError, from: Dialect, to: Dialect, requestId: string): AiosError {
  const { answer } = error;
  if (answer === undefined) return error;
  const document = parseObject(Buffer.from(answer.body).toString("utf8"));
  const words = document && to.errorMessage(document);
  const options: AiosErrorOptions = {
    cause: error.cause,
    headers: error.headers,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.param === undefined ? {} : { param: error.param }),
  };
  // The provider's words are for the caller alone: they may quote the request, and an error's message is logged.
  const told = words === undefined ? error : new AiosError(error.kind, words, options);
  const { headers, body } = from.renderError(told, requestId);
  return new AiosError(error.kind, error.message, {
    ...options,
    answer: {
      status: answer.status,
      headers: { ...headers, ...answer.headers, "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(body)),
    },
  });
}
