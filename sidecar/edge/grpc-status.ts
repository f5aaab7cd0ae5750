import { type Metadata, status } from "@grpc/grpc-js";
import type { Headers } from "../core/call.ts";
import { type AiosError, ERROR_TABLE } from "../core/errors.ts";
import { isJsonObject } from "../core/json.ts";
import { metadataOf, opaqueMetadataOf, returnedAsMetadata } from "./grpc-metadata.ts";

export interface RpcStatus {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
}

const MAX_REASON_CHARS = 1_024;
/** A larger error body is no message for people; it is not worth parsing. */
const MAX_ANSWER_BYTES = 65_536;

const decoder = new TextDecoder();

/**
 * An error as a gRPC status: code by kind, details that are safe to send and, when a provider refused, its own reason.
 * `trailers` is what is known of the call; it travels along. `grpc-retry-pushback-ms` is read by gRPC clients (gRFC A6),
 * `retry-after` (whole seconds) by people and by clients that know HTTP. What a service that a call passed through to has
 * said itself is said as it is.
 */
export function statusOf(error: AiosError, trailers: Headers): RpcStatus {
  const { answer, retryAfterMs, rpc } = error;
  if (rpc !== undefined) {
    const metadata = { ...rpc.metadata, ...error.headers, ...trailers, "x-aios-error-kind": error.kind };
    return { code: rpc.code, details: rpc.details.toWellFormed(), metadata: opaqueMetadataOf(metadata) };
  }
  const headers: Record<string, string> = {
    ...(answer === undefined ? {} : returnedAsMetadata(answer.headers)),
    ...error.headers,
    ...trailers,
    "x-aios-error-kind": error.kind,
  };
  if (answer !== undefined) headers["x-aios-provider-status"] = String(answer.status);
  if (retryAfterMs !== undefined) {
    headers["grpc-retry-pushback-ms"] = String(Math.ceil(retryAfterMs));
    headers["retry-after"] = String(Math.ceil(retryAfterMs / 1_000));
  }
  return {
    code: status[ERROR_TABLE[error.kind].grpc],
    details: detailsOf(error),
    metadata: metadataOf(headers),
  };
}

function detailsOf(error: AiosError): string {
  const { message, param, answer } = error;
  const where = param === undefined || message.includes(param) ? "" : ` (${param})`;
  const reason = answer === undefined ? undefined : reasonIn(answer.body);
  // grpc-js escapes details with encodeURI, which throws at half a surrogate pair.
  return `${message}${where}${reason === undefined ? "" : ` It says: ${reason}`}`.toWellFormed();
}

/** `error.message` of a provider's JSON error body, or `error` itself, cut to size. */
export function reasonIn(body: Uint8Array): string | undefined {
  if (body.byteLength > MAX_ANSWER_BYTES) return undefined;
  let document: unknown;
  try {
    document = JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
  const error = isJsonObject(document) ? document["error"] : undefined;
  const message = isJsonObject(error) ? error["message"] : error;
  return typeof message === "string" && message !== "" ? message.slice(0, MAX_REASON_CHARS) : undefined;
}
