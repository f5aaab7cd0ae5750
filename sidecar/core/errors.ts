/**
 * The closed table of everything that can go wrong with a call. A filter tests `error.kind`, never a status or a
 * message; each edge renders a kind in the caller's own dialect. The error reference is checked against this table by
 * test/unit/sidecar/core/errors.test.ts.
 */
export const ERROR_TABLE = {
  "invalid-request": { http: 400, grpc: "INVALID_ARGUMENT", retryable: false, level: "info" },
  unauthenticated: { http: 401, grpc: "UNAUTHENTICATED", retryable: false, level: "info" },
  "permission-denied": { http: 403, grpc: "PERMISSION_DENIED", retryable: false, level: "info" },
  "policy-denied": { http: 403, grpc: "PERMISSION_DENIED", retryable: false, level: "info" },
  "model-not-found": { http: 404, grpc: "NOT_FOUND", retryable: false, level: "info" },
  "unknown-path": { http: 404, grpc: "UNIMPLEMENTED", retryable: false, level: "info" },
  "method-not-allowed": { http: 405, grpc: "UNIMPLEMENTED", retryable: false, level: "info" },
  "request-timeout": { http: 408, grpc: "DEADLINE_EXCEEDED", retryable: false, level: "info" },
  "request-too-large": { http: 413, grpc: "RESOURCE_EXHAUSTED", retryable: false, level: "info" },
  "unsupported-media-type": { http: 415, grpc: "INVALID_ARGUMENT", retryable: false, level: "info" },
  "headers-too-large": { http: 431, grpc: "RESOURCE_EXHAUSTED", retryable: false, level: "info" },
  unsupported: { http: 400, grpc: "UNIMPLEMENTED", retryable: false, level: "info" },
  "not-cached": { http: 504, grpc: "FAILED_PRECONDITION", retryable: false, level: "info" },
  "client-closed": { http: 499, grpc: "CANCELLED", retryable: false, level: "info" },
  "limit-exceeded": { http: 429, grpc: "RESOURCE_EXHAUSTED", retryable: false, level: "info" },
  "idempotency-conflict": { http: 422, grpc: "FAILED_PRECONDITION", retryable: false, level: "info" },
  overloaded: { http: 503, grpc: "RESOURCE_EXHAUSTED", retryable: false, level: "warn" },
  draining: { http: 503, grpc: "UNAVAILABLE", retryable: false, level: "info" },
  "not-ready": { http: 503, grpc: "UNAVAILABLE", retryable: false, level: "warn" },
  "deadline-exceeded": { http: 504, grpc: "DEADLINE_EXCEEDED", retryable: false, level: "warn" },
  "breaker-open": { http: 503, grpc: "UNAVAILABLE", retryable: false, level: "warn" },
  connect: { http: 502, grpc: "UNAVAILABLE", retryable: true, level: "warn" },
  "connect-timeout": { http: 504, grpc: "UNAVAILABLE", retryable: true, level: "warn" },
  "gateway-unreachable": { http: 503, grpc: "UNAVAILABLE", retryable: true, level: "warn" },
  "first-token-timeout": { http: 504, grpc: "DEADLINE_EXCEEDED", retryable: true, level: "warn" },
  "idle-timeout": { http: 504, grpc: "DEADLINE_EXCEEDED", retryable: true, level: "warn" },
  "rate-limited": { http: 429, grpc: "RESOURCE_EXHAUSTED", retryable: true, level: "warn" },
  "server-error": { http: 502, grpc: "UNAVAILABLE", retryable: true, level: "warn" },
  "upstream-cut": { http: 502, grpc: "UNAVAILABLE", retryable: true, level: "warn" },
  "upstream-refused-credentials": { http: 502, grpc: "INTERNAL", retryable: false, level: "error" },
  "upstream-rejected": { http: 400, grpc: "INVALID_ARGUMENT", retryable: false, level: "info" },
  "invalid-upstream-reply": { http: 502, grpc: "INTERNAL", retryable: true, level: "error" },
  "reply-too-large": { http: 502, grpc: "RESOURCE_EXHAUSTED", retryable: false, level: "error" },
  internal: { http: 500, grpc: "INTERNAL", retryable: false, level: "error" },
} as const satisfies Record<string, ErrorRow>;

interface ErrorRow {
  readonly http: number;
  /** A gRPC status name; the edge turns it into its number. */
  readonly grpc: string;
  /** May another attempt succeed? Only before the commit point, only on the time that is left. */
  readonly retryable: boolean;
  readonly level: "info" | "warn" | "error";
}

export type ErrorKind = keyof typeof ERROR_TABLE;

/** What a provider itself answered when it refused or failed; relayed byte for byte to a caller of the same dialect. */
export interface ProviderAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** How a gRPC call that passes through ended upstream; a caller by gRPC is told just this. */
export interface RpcAnswer {
  /** Any but 0. */
  readonly code: number;
  readonly details: string;
  /** Trailing metadata; binary values (`-bin`) in base64, repeated ones joined by ", ". */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface AiosErrorOptions {
  /** For logs alone; never sent. */
  readonly cause?: unknown;
  /** How long a caller or a retry should wait, in ms. */
  readonly retryAfterMs?: number;
  readonly answer?: ProviderAnswer;
  readonly rpc?: RpcAnswer;
  /** The request field at fault, as a path such as `messages[0].content`. */
  readonly param?: string;
  /** Headers that a caller of any dialect is told with this error, such as the state of a limit. Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What of the message are the caller's own words, which may be anything: a model's name, a path. */
  readonly quotes?: string;
  /** The caller has read of it already, in the stream itself: an edge that speaks in events adds none of its own. */
  readonly told?: boolean;
}

/** The only error that crosses a seam. `message` is safe to send to a caller; `cause` is for logs; neither contains the other. */
export class AiosError extends Error {
  override readonly name = "AiosError";
  readonly kind: ErrorKind;
  readonly retryAfterMs: number | undefined;
  readonly answer: ProviderAnswer | undefined;
  readonly rpc: RpcAnswer | undefined;
  readonly param: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly told: boolean;
  readonly #quotes: string;

  constructor(kind: ErrorKind, message: string, options: AiosErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
    this.answer = options.answer;
    this.rpc = options.rpc;
    this.param = options.param;
    this.headers = options.headers ?? {};
    this.told = options.told ?? false;
    this.#quotes = options.quotes ?? "";
  }

  /**
   * The message for whoever reads logs: what a caller wrote is in it only where it looks like a name. A model that nobody
   * knows should be seen there; an address in its place should not.
   */
  get loggable(): string {
    return this.#quotes === "" || NAME.test(this.#quotes)
      ? this.message
      : this.message.replaceAll(this.#quotes, "…");
  }

  /** The same failure, with more to tell whoever is told of it. */
  withHeaders(headers: Readonly<Record<string, string>>): AiosError {
    const { kind, message, cause, retryAfterMs, answer, rpc, param, told } = this;
    const quotes = this.#quotes;
    const same = new AiosError(kind, message, {
      cause,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(answer === undefined ? {} : { answer }),
      ...(rpc === undefined ? {} : { rpc }),
      ...(param === undefined ? {} : { param }),
      headers: { ...this.headers, ...headers },
      quotes,
      told,
    });
    if (this.stack !== undefined) same.stack = this.stack;
    return same;
  }

  get row(): ErrorRow {
    return ERROR_TABLE[this.kind];
  }
}

/** Of words and few digits, as models and paths have them. */
const NAME = /^(?!.*\d{6})[A-Za-z/][\w./:-]*$/;

export function isErrorKind(value: string): value is ErrorKind {
  return Object.hasOwn(ERROR_TABLE, value);
}

/** Anything thrown becomes an AiosError; what is not one already is a fault of ours and is told as `internal`. */
export function toAiosError(thrown: unknown): AiosError {
  if (thrown instanceof AiosError) return thrown;
  return new AiosError("internal", "An internal error occurred.", { cause: thrown });
}
