import { status as grpc, type StatusObject } from "@grpc/grpc-js";
import { errors } from "undici";
import type { Headers } from "../core/call.ts";
import { AiosError, type AiosErrorOptions, type ErrorKind } from "../core/errors.ts";
import { retryAfterMs } from "./retry-after.ts";

/** How far an exchange had come when it failed; the same socket error means something else in each. */
export type Phase = "connecting" | "sent" | "replying";

/** Raw errors of undici and of Node become kinds here, and nowhere else. Messages name the upstream, never its URL. */
export function classifyTransportError(upstream: string, error: unknown, phase: Phase): AiosError {
  if (error instanceof AiosError) return error;
  const code = codeOf(error);
  const fail = (kind: ErrorKind, message: string) =>
    new AiosError(kind, `Upstream "${upstream}" ${message}`, { cause: error });

  if (code === "UND_ERR_CLOSED" || code === "UND_ERR_DESTROYED") {
    return fail("draining", "is being taken out of service; try again.");
  }
  if (code === "UND_ERR_INVALID_ARG") {
    return new AiosError("internal", "An internal error occurred.", { cause: error });
  }
  if (phase === "connecting" && isConnectTimeout(code)) {
    return fail(
      "connect-timeout",
      "could not be reached: connecting took longer than timeouts.connect allows.",
    );
  }
  if (phase === "connecting") return fail("connect", `could not be reached: ${connectFault(code)}.`);
  // A reply that ends too early surfaces as the parser's error where its length was announced: it is a cut all the same.
  const early = code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH" || isUnfinished(error);
  if (!early && error instanceof errors.HTTPParserError) {
    return fail("invalid-upstream-reply", "answered with something that is not HTTP.");
  }
  if (code === "UND_ERR_HEADERS_OVERFLOW") {
    return fail("invalid-upstream-reply", "answered with headers that are too large.");
  }
  return fail(
    "upstream-cut",
    phase === "sent" ? "closed the connection before it answered." : "cut its reply off.",
  );
}

/** Whether this is the end of a connection, rather than of what went over it. */
export function isConnectionEnd(error: unknown): boolean {
  return ["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"].includes(codeOf(error));
}

/** What a provider answered with a status of 400 or more; `body` is undefined when it was too large, cut, or not to be shown. */
export interface RefusedReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array | undefined;
}

export interface StatusContext {
  /** Whether the credentials in force are ours. */
  readonly authConfigured: boolean;
  /** Unix ms. */
  readonly now: number;
}

/** A status of 400 or more as an error, with the provider's own words where the caller may see them. */
export function classifyStatus(
  upstream: string,
  reply: RefusedReply,
  { authConfigured, now }: StatusContext,
): AiosError {
  const { status, headers, body } = reply;
  const wait = retryAfterMs(headers, now);
  const told: AiosErrorOptions = {
    ...(body === undefined ? {} : { answer: { status, headers, body } }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
  if (status === 401 || status === 403) {
    if (authConfigured) {
      // The answer stays here: providers quote part of the key in it, and the key is not the caller's.
      return new AiosError(
        "upstream-refused-credentials",
        `Upstream "${upstream}" refused the credentials that are configured for it; an operator has to mend its \`auth\`.`,
        { cause: new Error(`upstream "${upstream}" answered ${status}`) },
      );
    }
    return new AiosError(
      status === 401 ? "unauthenticated" : "permission-denied",
      `Upstream "${upstream}" refused the call with status ${status}, and no \`auth\` is configured for it.`,
      told,
    );
  }
  if (status === 429)
    return new AiosError(
      "rate-limited",
      `Upstream "${upstream}" limits the rate of calls (status 429).`,
      told,
    );
  if (status === 408 || (status >= 500 && status <= 599)) {
    return new AiosError("server-error", `Upstream "${upstream}" failed with status ${status}.`, told);
  }
  if (status >= 400 && status <= 499) {
    return new AiosError(
      "upstream-rejected",
      `Upstream "${upstream}" rejected the request with status ${status}.`,
      told,
    );
  }
  return new AiosError(
    "invalid-upstream-reply",
    `Upstream "${upstream}" answered with the unexpected status ${status}.`,
  );
}

/**
 * How a `Forward` stream ended that told neither an end nor an error: the hop to the control plane failed.
 * `details` of the status are for logs: they name addresses.
 */
export function classifyGatewayStatus(
  upstream: string,
  status: Pick<StatusObject, "code" | "details">,
  replied: boolean,
): AiosError {
  const cause = new Error(`gRPC status ${grpc[status.code]}: ${status.details}`);
  const fail = (kind: ErrorKind, message: string) => new AiosError(kind, message, { cause });
  switch (status.code) {
    case grpc.DEADLINE_EXCEEDED:
      return fail(
        "deadline-exceeded",
        "The time that the call had left was over before the control plane answered.",
      );
    case grpc.RESOURCE_EXHAUSTED:
      return fail(
        "overloaded",
        "The control plane has more calls to forward than it can take; try again later.",
      );
    case grpc.UNAUTHENTICATED:
      return fail(
        "upstream-refused-credentials",
        "The control plane does not accept this sidecar's credentials.",
      );
    case grpc.PERMISSION_DENIED:
      return fail(
        "permission-denied",
        `The control plane does not let this workload call upstream "${upstream}".`,
      );
    case grpc.OK:
      return fail(
        "upstream-cut",
        `The reply of upstream "${upstream}" was cut off on its way through the control plane.`,
      );
    default:
      // Whatever became of the upstream, it is not known here: the gateway tells that by an error of its own.
      return fail(
        "gateway-unreachable",
        replied
          ? "The connection to the control plane, which forwards this call, broke within the reply."
          : "The connection to the control plane, which forwards this call, failed.",
      );
  }
}

function connectFault(code: string): string {
  if (code === "ECONNREFUSED") return "the connection was refused";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its host name cannot be resolved";
  if (/CERT|TLS|SSL|SIGNATURE|ISSUER|EPROTO/.test(code)) return "no trusted TLS connection could be made";
  return "the connection failed";
}

function isConnectTimeout(code: string): boolean {
  return code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT";
}

/** undici 8 leaves the `code` of its parser's errors empty; llhttp's own words are all there is to go by. */
function isUnfinished(error: unknown): boolean {
  return error instanceof errors.HTTPParserError && error.message.includes("Invalid EOF state");
}

/** An error's code; that of the first of many when several addresses were tried. Empty when there is none. */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : "";
}
