import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { Headers as CallHeaders, DialectName, Frame, Workload } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { Engine, RunningCall } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import { isJsonObject, type JsonObject, parseJson } from "../core/json.ts";
import { parseEvent } from "../dialects/sse/event.ts";
import type { Clock } from "../platform/clock.ts";
import { decisionHeaders, serverTiming } from "./decision-headers.ts";
import { headersOf } from "./fetch-request.ts";
import { gather } from "./gather.ts";
import { clientClosed } from "./http-delivery.ts";
import { bodyTooLarge } from "./http-surface.ts";

/** Those whose requests are one JSON document. */
const DOCUMENT_DIALECTS = [
  "openai-chat",
  "openai-responses",
  "openai-completions",
  "openai-images",
  "anthropic-messages",
  "anthropic-count-tokens",
  "embeddings",
  "rerank",
] as const satisfies readonly DialectName[];

export type DocumentDialect = (typeof DOCUMENT_DIALECTS)[number];

/** A call without HTTP. */
export interface DirectCall {
  /** Whose wire shape `request` has, and the reply. */
  readonly dialect: DocumentDialect;
  /** The document that would be the request's body. */
  readonly request: JsonObject;
  /** As over HTTP: `idempotency-key`, `cache-control`, `x-aios-timeout`, … */
  readonly headers?: Readonly<Record<string, string>>;
  /** Cancels the call, which then rejects with `client-closed`. */
  readonly signal?: AbortSignal;
}

export interface DocumentReply {
  readonly status: number;
  /** The provider's that pass on, `x-aios-*` and `server-timing`. */
  readonly headers: CallHeaders;
  readonly document: JsonObject;
}

export interface EventsReply {
  readonly status: number;
  /** The provider's that pass on, `x-aios-*` and `server-timing`, as known at the first event. */
  readonly headers: CallHeaders;
  /**
   * The data of each event, in order, to be read once and to its end: to leave the loop early cancels the call. Rejects
   * with AiosError when the stream fails half-way.
   */
  readonly events: AsyncIterable<JsonObject>;
}

export interface DirectCalls {
  /** @throws AiosError whatever the call fails with: its `kind` says what, its `headers` what a reply's would say. */
  call(call: DirectCall): Promise<DocumentReply>;
  /** The same as a stream; `stream: true` is set. @throws AiosError what is known before the first event. */
  stream(call: DirectCall): Promise<EventsReply>;
}

export interface DirectCallsOptions {
  readonly engine: Engine;
  readonly limits: LimitsSpec;
  readonly workload: Workload;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Calls with documents instead of bytes, for code that needs no SDK. */
export function createDirectCalls(options: DirectCallsOptions): DirectCalls {
  const { engine, limits, workload, dialectOf, clock } = options;

  const headersOfCall = ({ call }: RunningCall): CallHeaders => ({
    ...decisionHeaders(call),
    "server-timing": serverTiming(call, clock.monotonic()),
  });

  /** Ends the call; the failure as its caller is told it. */
  function failed(running: RunningCall, thrown: unknown): AiosError {
    const error = toAiosError(thrown);
    running.end({ outcome: "failed", error });
    return error.withHeaders(headersOfCall(running));
  }

  function begin({ dialect, headers, signal }: DirectCall, request: JsonObject): RunningCall {
    const body = bodyOf(request, limits);
    const running = engine.begin({
      protocol: "embedded",
      dialect,
      headers: headersOf(new Headers(headers), limits),
      body,
      workload,
    });
    const onAbort = () => running.cancel(clientClosed());
    running.call.onEnd(() => signal?.removeEventListener("abort", onAbort));
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) onAbort();
    return running;
  }

  return {
    async call(asked) {
      checkShape(asked);
      if (asked.request["stream"] === true) {
        throw new AiosError("invalid-request", "Ask for a stream by runtime.stream().", { param: "stream" });
      }
      const running = begin(asked, asked.request);
      try {
        const reply = await running.reply;
        const frames = await gather(reply.body);
        const dialect = dialectOf(asked.dialect);
        const document =
          reply.framing === "events" ? dialect.fromEvents(frames) : parsed(Buffer.concat(frames));
        running.end({ outcome: "completed" });
        return { status: reply.status, headers: { ...reply.headers, ...headersOfCall(running) }, document };
      } catch (thrown) {
        throw failed(running, thrown);
      }
    },

    async stream(asked) {
      checkShape(asked);
      const request = { ...asked.request, stream: true };
      const running = begin(asked, request);
      try {
        const reply = await running.reply;
        const dialect = dialectOf(asked.dialect);
        const frames =
          reply.framing === "events"
            ? reply.body
            : replay(dialect.toEvents(parsed(Buffer.concat(await gather(reply.body))), request));
        const events = new DirectEvents(frames[Symbol.asyncIterator](), running, dialect, (thrown) =>
          failed(running, thrown),
        );
        return {
          status: reply.status,
          headers: { ...reply.headers, ...headersOfCall(running) },
          events: { [Symbol.asyncIterator]: () => events },
        };
      } catch (thrown) {
        throw failed(running, thrown);
      }
    },
  };
}

/** Ends the call with the stream, whichever way that ends. */
class DirectEvents implements AsyncIterator<JsonObject, undefined> {
  readonly #frames: AsyncIterator<Frame>;
  readonly #running: RunningCall;
  readonly #dialect: Dialect;
  readonly #failed: (thrown: unknown) => AiosError;

  constructor(
    frames: AsyncIterator<Frame>,
    running: RunningCall,
    dialect: Dialect,
    failed: (thrown: unknown) => AiosError,
  ) {
    this.#failed = failed;
    this.#frames = frames;
    this.#running = running;
    this.#dialect = dialect;
  }

  async next(): Promise<IteratorResult<JsonObject, undefined>> {
    try {
      for (;;) {
        const { done, value } = await this.#frames.next();
        if (done) {
          this.#running.end({ outcome: "completed" });
          return { done: true, value: undefined };
        }
        const document = this.#read(value);
        if (document !== undefined) return { done: false, value: document };
      }
    } catch (thrown) {
      throw this.#failed(thrown);
    }
  }

  async return(): Promise<IteratorResult<JsonObject, undefined>> {
    this.#failed(clientClosed());
    await this.#frames.return?.();
    return { done: true, value: undefined };
  }

  /** Undefined for what says nothing (a comment, `[DONE]`), and for an error: the body itself fails right after it. */
  #read(frame: Frame): JsonObject | undefined {
    if (this.#dialect.events?.errorKind(frame) !== undefined) return undefined;
    const { data } = parseEvent(frame);
    return data === "" || data === "[DONE]" ? undefined : parsed(encoder.encode(data));
  }
}

/** What types keep from TypeScript's callers alone. @throws AiosError `invalid-request` */
function checkShape({ dialect, request }: DirectCall): void {
  if (!DOCUMENT_DIALECTS.some((known) => known === dialect)) {
    const found =
      typeof dialect === "string" ? `; ${JSON.stringify(`${dialect}`.slice(0, 100))} is none` : "";
    throw new AiosError(
      "invalid-request",
      `\`dialect\` says whose wire shape the request has${found}. Give one of ${or(DOCUMENT_DIALECTS)}.`,
      { param: "dialect" },
    );
  }
  if (!isJsonObject(request)) {
    throw new AiosError(
      "invalid-request",
      "`request` must be an object: the document that would be the request's body.",
      { param: "request" },
    );
  }
}

/** Made when somebody is refused: the first formatter of a process reads 4 MiB of language data. */
function or(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(names);
}

/** As bytes: what the application does with its object from now on changes nothing. @throws AiosError */
function bodyOf(request: JsonObject, limits: LimitsSpec): Uint8Array {
  let text: string | undefined;
  try {
    text = JSON.stringify(request);
  } catch (cause) {
    throw new AiosError("invalid-request", "The request cannot be written as JSON.", { cause });
  }
  const body = encoder.encode(text);
  if (body.byteLength > limits.maxRequestSize) throw bodyTooLarge(limits);
  return body;
}

/** @throws AiosError `invalid-upstream-reply` */
function parsed(bytes: Uint8Array): JsonObject {
  try {
    const value = parseJson(decoder.decode(bytes));
    if (isJsonObject(value)) return value;
  } catch {
    // What stands there may be a reply's text: not even the parser's message goes further.
  }
  throw new AiosError("invalid-upstream-reply", "The upstream's reply is not a JSON object.");
}

async function* replay(frames: readonly Frame[]): AsyncGenerator<Frame> {
  yield* frames;
}
