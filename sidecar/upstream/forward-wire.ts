/**
 * Calls, frames and errors as `aios.gateway.v1` carries them: what both ends of the hop have to agree on. Pure.
 */
import { sha256 } from "../../config/schema/canonical.ts";
import type { ForwardError, ForwardError__Output } from "../../proto/gen/aios/gateway/v1/ForwardError.ts";
import type { Framing__Output } from "../../proto/gen/aios/gateway/v1/Framing.ts";
import { MAX_FRAME_BYTES } from "../../proto/limits.ts";
import type { Call, Frame, Framing, Headers, OpaqueRequest } from "../core/call.ts";
import { type Deadline, remaining } from "../core/deadline.ts";
import { AiosError, isErrorKind } from "../core/errors.ts";
import type { CallHead, WirePiece } from "./forward-messages.ts";
import { returnedHeaders } from "./headers.ts";

/**
 * The head of a call without its body. `now` is monotonic ms; `headers` are those of the caller's that go along. Its
 * user stays here, and so does its session: where calls of one session go to one endpoint, a hash tells them apart.
 */
export function toForwardHead(
  call: Call,
  upstream: string,
  headers: Headers,
  now: number,
  sendsSession = false,
): CallHead {
  return {
    callId: call.id,
    dialect: call.dialect,
    operation: call.operation,
    upstream,
    model: call.target?.model ?? call.model,
    stream: call.stream,
    headers,
    timeoutMs: msUntil(call.deadline, now),
    firstFrameMs: msUntil(call.firstFrameBy, now),
    workload: call.workload,
    takesWhole: true,
    ...(call.opaque === undefined ? {} : opaqueFields(call.opaque)),
    ...(sendsSession && call.session !== undefined ? { session: sha256(call.session) } : {}),
  };
}

function opaqueFields(request: OpaqueRequest): Pick<CallHead, "method" | "path" | "contentType"> {
  // Upstreams of gRPC are dialled directly.
  if (request.transport === "grpc") return {};
  const { method, path, contentType } = request;
  return { method, path: path ?? "", contentType: contentType ?? "" };
}

/** 0 says "no limit" on the wire, so that a deadline that has just passed has to be told as 1. */
function msUntil(deadline: Deadline, now: number): number {
  const left = remaining(deadline, now);
  return Number.isFinite(left) ? Math.max(1, Math.ceil(left)) : 0;
}

export function forwardError(error: AiosError, attempts: number): ForwardError {
  const { kind, message, retryAfterMs, answer, param, told } = error;
  return {
    kind,
    message,
    attempts,
    told,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(retryAfterMs) }),
    ...(param === undefined ? {} : { param }),
    ...(answer === undefined
      ? {}
      : { answer: { ...answer, body: answer.body.subarray(0, MAX_FRAME_BYTES) } }),
  };
}

/**
 * A kind that this process does not know, from a control plane that is newer, counts as the provider's failure.
 * @param body whether it is known what the provider's answer says, see `returnedHeaders`
 */
export function fromForwardError(
  { kind, message, retryAfterMs, answer, param, told }: ForwardError__Output,
  body: "known" | "opaque" = "known",
): AiosError {
  return new AiosError(isErrorKind(kind) ? kind : "server-error", message, {
    cause: new Error(`the control plane reported "${kind}"`),
    told,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(param === undefined ? {} : { param }),
    ...(answer === null
      ? {}
      : {
          answer: {
            status: answer.status,
            headers: returnedHeaders(answer.headers, body),
            body: answer.body,
          },
        }),
  });
}

const FRAMINGS = {
  document: "FRAMING_DOCUMENT",
  events: "FRAMING_EVENTS",
  bytes: "FRAMING_BYTES",
} as const;

/** @throws AiosError `unsupported` for gRPC messages, which go no such way. */
export function toFraming(framing: Framing): (typeof FRAMINGS)[keyof typeof FRAMINGS] {
  if (framing !== "messages") return FRAMINGS[framing];
  throw new AiosError("unsupported", "The control plane does not forward gRPC messages.");
}

/** Undefined for a framing that this process does not know. */
export function fromFraming(framing: Framing__Output): keyof typeof FRAMINGS | undefined {
  return (["document", "events", "bytes"] as const).find((known) => FRAMINGS[known] === framing);
}

/** A frame as one message, or as many as it takes, all but the last marked `more`. */
export function* toWireFrames(frame: Frame): Generator<WirePiece> {
  let start = 0;
  while (frame.length - start > MAX_FRAME_BYTES) {
    yield { data: frame.subarray(start, start + MAX_FRAME_BYTES), more: true };
    start += MAX_FRAME_BYTES;
  }
  yield { data: start === 0 ? frame : frame.subarray(start), more: false };
}

/** A request's body in pieces of at most 1 MiB. */
export function* toChunks(body: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < body.length; start += MAX_FRAME_BYTES)
    yield body.subarray(start, start + MAX_FRAME_BYTES);
}
