import { status as grpc } from "@grpc/grpc-js";
import type { Headers } from "../../core/call.ts";
import { AiosError, type ErrorKind } from "../../core/errors.ts";
import type { QuotedCredentials } from "../quoted-credentials.ts";
import { retryAfterMs } from "../retry-after.ts";
import { returnedMetadata } from "./metadata.ts";

type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What each status says about the upstream; one that is not here (a code of its own) counts as its failure. */
const KINDS: Readonly<Record<number, ErrorKind>> = {
  [grpc.CANCELLED]: "upstream-rejected",
  [grpc.UNKNOWN]: "server-error",
  [grpc.INVALID_ARGUMENT]: "upstream-rejected",
  [grpc.DEADLINE_EXCEEDED]: "deadline-exceeded",
  [grpc.NOT_FOUND]: "upstream-rejected",
  [grpc.ALREADY_EXISTS]: "upstream-rejected",
  [grpc.PERMISSION_DENIED]: "permission-denied",
  [grpc.RESOURCE_EXHAUSTED]: "rate-limited",
  [grpc.FAILED_PRECONDITION]: "upstream-rejected",
  [grpc.ABORTED]: "upstream-rejected",
  [grpc.OUT_OF_RANGE]: "upstream-rejected",
  [grpc.UNIMPLEMENTED]: "upstream-rejected",
  [grpc.INTERNAL]: "server-error",
  [grpc.UNAVAILABLE]: "server-error",
  [grpc.DATA_LOSS]: "server-error",
  [grpc.UNAUTHENTICATED]: "unauthenticated",
};

export interface StatusContext {
  readonly upstream: string;
  /** Undefined when the call was sent without credentials of ours. */
  readonly quoted: QuotedCredentials | undefined;
  /** Unix ms. */
  readonly now: number;
}

/**
 * What the trailers of a reply say: undefined for OK, else the error, which carries code, details and metadata as they
 * are for a caller by gRPC. Only what speaks of our own credentials stays here.
 */
export function statusError(
  trailers: RawHeaders,
  { upstream, quoted, now }: StatusContext,
): AiosError | undefined {
  const said = trailers["grpc-status"];
  if (said === "0") return undefined;
  const code = typeof said === "string" && /^\d{1,9}$/.test(said) ? Number(said) : undefined;
  if (code === undefined || code === 0) {
    return new AiosError(
      "invalid-upstream-reply",
      `Upstream "${upstream}" ended its reply without a status.`,
    );
  }
  if (code === grpc.UNAUTHENTICATED && quoted !== undefined) {
    return new AiosError(
      "upstream-refused-credentials",
      `Upstream "${upstream}" refused the credentials that are configured for it; an operator has to mend its \`auth\`.`,
      { cause: new Error(`upstream "${upstream}" ended a call with UNAUTHENTICATED`) },
    );
  }
  const message = `Upstream "${upstream}" ended the call with status ${grpc[code] ?? code}.`;
  const told = decoded(trailers["grpc-message"]);
  const details = quoted?.isIn(told) === true ? message : told;
  const metadata = returnedMetadata(trailers, quoted);
  const wait = waitMs(metadata, now);
  return new AiosError(KINDS[code] ?? "server-error", message, {
    rpc: { code, details, metadata },
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

/** Something before the service, or in its place, answered by HTTP; undefined when this is a gRPC reply's head. */
export function headFault(
  upstream: string,
  head: { readonly ":status"?: unknown; readonly "content-type"?: unknown },
): AiosError | undefined {
  const contentType = head["content-type"];
  if (typeof contentType === "string" && /^application\/grpc(?:[+;]|$)/i.test(contentType)) return undefined;
  const status = Number(head[":status"]);
  const kind: ErrorKind =
    status === 429
      ? "rate-limited"
      : status >= 502 && status <= 504
        ? "server-error"
        : "invalid-upstream-reply";
  return new AiosError(
    kind,
    `Upstream "${upstream}" answered with the HTTP status ${status} in place of a gRPC reply. Check its \`url\`.`,
  );
}

/** `grpc-retry-pushback-ms` is exact; one below zero asks for no retry at all, which a wait cannot say. */
function waitMs(metadata: Headers, now: number): number | undefined {
  const pushback = metadata["grpc-retry-pushback-ms"];
  return retryAfterMs(pushback === undefined ? metadata : { "retry-after-ms": pushback }, now);
}

/** Percent-encoded UTF-8; what is not is shown as it came. */
function decoded(message: string | readonly string[] | undefined): string {
  if (typeof message !== "string") return "";
  try {
    return decodeURIComponent(message);
  } catch {
    return message;
  }
}
