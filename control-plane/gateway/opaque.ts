import type { ForwardHead__Output } from "../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import type { OpaqueArrival } from "../../sidecar/core/engine.ts";
import { AiosError } from "../../sidecar/core/errors.ts";
import { TRANSCRIPTION_PATHS } from "../../sidecar/dialects/openai-transcriptions/dialect.ts";
import { PASSED_METHODS } from "../../sidecar/dialects/passthrough/dialect.ts";
import { checkedPath } from "../../sidecar/dialects/passthrough/path.ts";

/**
 * A forwarded request that is no document; undefined for one that is. Whoever can reach the control plane may write
 * such a head, and with our credentials it goes out: a method or a path that no sidecar would send is refused.
 * @throws AiosError `invalid-request`
 */
export function opaqueOf(head: ForwardHead__Output): OpaqueArrival | undefined {
  const { dialect, method, path, model, stream } = head;
  const contentType = head.contentType || undefined;
  if (contentType !== undefined && !FIELD_VALUE.test(contentType)) throw unfit("its content type");
  if (dialect === "http-passthrough") {
    if (!PASSED_METHODS.includes(method)) throw unfit("its method");
    return { request: { transport: "http", method, path: checkedPath(path), contentType }, model, stream };
  }
  if (dialect === "openai-transcriptions") {
    if (method !== "POST") throw unfit("its method");
    if (!TRANSCRIPTION_PATHS.includes(path)) throw unfit("its path");
    return { request: { transport: "http", method, path, contentType }, model, stream };
  }
  // Whatever speaks gRPC is dialled by the sidecars themselves.
  if (method || dialect === "grpc-passthrough") throw unfit("its method");
  return undefined;
}

/** RFC 9110, section 5.5, ASCII alone. */
const FIELD_VALUE = /^[\x20-\x7e]{1,1024}$/;

function unfit(what: string): AiosError {
  return new AiosError("invalid-request", `A forwarded call does not fit its dialect: ${what}.`);
}
