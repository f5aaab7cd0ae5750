/** What a dialect hands over to be written: the head of a reply, and its body event by event. */

export type DialectName = "openai" | "anthropic";

/** What the handler of a call may know about it besides the body. */
export interface CallContext {
  readonly dialect: DialectName;
  /** Counts the calls of this provider: makes identifiers unique and repeatable. */
  readonly number: number;
  readonly requestId: string;
  readonly createdSeconds: number;
  readonly tokenDelayMs: number;
  readonly replyWords: number | undefined;
}

export interface BodyPart {
  readonly bytes: Buffer;
  /** Tokens are paced; the terminal event is the one without which a stream is not complete. */
  readonly kind: "token" | "frame" | "terminal" | "document";
}

export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly streamed: boolean;
  /** One part an SSE event, produced as it is written; or the one document. */
  readonly parts: Iterable<BodyPart>;
  /** The time between two tokens; a document is kept back for the time of all its tokens. */
  readonly tokenDelayMs: number;
  readonly tokenCount: number;
}

export const serverSentEvent = (kind: BodyPart["kind"], data: string, event?: string): BodyPart => ({
  kind,
  bytes: Buffer.from(event === undefined ? `data: ${data}\n\n` : `event: ${event}\ndata: ${data}\n\n`),
});

export function documentReply(
  context: CallContext,
  document: unknown,
  {
    status = 200,
    headers = {},
    tokenCount = 0,
  }: Partial<Pick<WireReply, "status" | "headers" | "tokenCount">> = {},
): WireReply {
  const bytes = Buffer.from(JSON.stringify(document));
  return {
    status,
    headers: {
      ...providerHeaders(context, status),
      "content-type": "application/json",
      "content-length": String(bytes.byteLength),
      ...headers,
    },
    streamed: false,
    parts: [{ kind: "document", bytes }],
    tokenDelayMs: context.tokenDelayMs,
    tokenCount,
  };
}

/** A body that is no JSON. */
export function bytesReply(
  context: CallContext,
  bytes: Buffer,
  {
    contentType,
    status = 200,
    headers = {},
  }: { contentType: string; status?: number; headers?: Readonly<Record<string, string>> },
): WireReply {
  return {
    status,
    headers: {
      ...providerHeaders(context, status),
      "content-type": contentType,
      ...(status === 304 ? {} : { "content-length": String(bytes.byteLength) }),
      ...headers,
    },
    streamed: false,
    parts: [{ kind: "document", bytes }],
    tokenDelayMs: 0,
    tokenCount: 0,
  };
}

export const streamReply = (context: CallContext, parts: Iterable<BodyPart>): WireReply => ({
  status: 200,
  headers: {
    ...providerHeaders(context, 200),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  },
  streamed: true,
  parts,
  tokenDelayMs: context.tokenDelayMs,
  tokenCount: 0,
});

/** Named as the real ones are; `server` says plainly that none of those has answered. */
function providerHeaders(context: CallContext, status: number): Record<string, string> {
  const remaining = status === 429 ? "0" : "9999";
  if (context.dialect === "openai") {
    return {
      server: "aios-simulated-provider",
      "x-request-id": context.requestId,
      "openai-organization": "simulated",
      "openai-processing-ms": "1",
      "openai-version": "2020-10-01",
      "x-ratelimit-limit-requests": "10000",
      "x-ratelimit-limit-tokens": "1000000",
      "x-ratelimit-remaining-requests": remaining,
      "x-ratelimit-remaining-tokens": "999999",
      "x-ratelimit-reset-requests": "6ms",
      "x-ratelimit-reset-tokens": "0s",
    };
  }
  const reset = `${new Date(context.createdSeconds * 1_000 + 1_000).toISOString().slice(0, 19)}Z`;
  const limits = Object.fromEntries(
    ["requests", "tokens", "input-tokens", "output-tokens"].flatMap((of) => [
      [`anthropic-ratelimit-${of}-limit`, of === "requests" ? "10000" : "1000000"],
      [`anthropic-ratelimit-${of}-remaining`, of === "requests" ? remaining : "999000"],
      [`anthropic-ratelimit-${of}-reset`, reset],
    ]),
  );
  return {
    server: "aios-simulated-provider",
    "request-id": context.requestId,
    "anthropic-organization-id": "simulated",
    ...limits,
  };
}
