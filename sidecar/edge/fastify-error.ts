import type { FastifyError } from "fastify";
import type { LimitsSpec } from "../../config/schema/settings.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import { bodyTooLarge, wrongMediaType } from "./http-surface.ts";

/** Fastify's own refusals become kinds here. */
export function edgeError(error: FastifyError | AiosError, limits: LimitsSpec, url: string): AiosError {
  if (error instanceof AiosError) return error;
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") return bodyTooLarge(limits);
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return wrongMediaType(url);
  if (error.code === "FST_ERR_BAD_URL") {
    return new AiosError(
      "invalid-request",
      "The path cannot be decoded: a percent sign begins the two hexadecimal digits of a byte of UTF-8.",
    );
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new AiosError("invalid-request", "The request could not be read.", { cause: error });
  }
  return toAiosError(error);
}
