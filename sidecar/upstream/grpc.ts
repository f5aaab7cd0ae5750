import type { OutgoingHttpHeaders } from "node:http2";
import type { UpstreamSpec } from "../../config/schema/upstream.ts";
import type { Call, Frame, OpaqueRequest, Reply } from "../core/call.ts";
import { type Deadline, remaining, shorten } from "../core/deadline.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";
import type { ResolvedAuth } from "./auth.ts";
import type { DirectClient } from "./client.ts";
import { ConnectionSlots } from "./connection-slots.ts";
import { GrpcConnection } from "./grpc/connection.ts";
import { GrpcExchange } from "./grpc/exchange.ts";
import { forwardedMetadata, returnedMetadata } from "./grpc/metadata.ts";
import { statusError } from "./grpc/status.ts";
import { QuotedCredentials } from "./quoted-credentials.ts";
import { timed } from "./timed.ts";

/** Calls that wait for their turn at most. */
const DEFAULT_MAX_WAITING = 1_024;
/** gRPC's timeout has eight digits at most. */
const MOST_TIMEOUT_DIGITS = 99_999_999;

export interface GrpcUpstreamOptions {
  readonly name: string;
  readonly spec: UpstreamSpec;
  /** Of one of its endpoints, `grpc://host:port` or `grpcs://…`. */
  readonly url: string;
  /** Undefined: calls are sent without credentials. */
  readonly auth: ResolvedAuth | undefined;
  /** Until a connection stands, TLS included. */
  readonly connectTimeoutMs: number;
  readonly clock: Clock;
  /** Of aios, for `user-agent`. */
  readonly version: string;
  /** Calls that wait for their turn at most; the next one is `overloaded`. */
  readonly maxWaiting?: number;
}

/**
 * A gRPC server that is dialled from here. Its messages pass as they are, in both directions at once, of at most
 * `connections.max` calls at a time.
 */
export function createGrpcUpstream(options: GrpcUpstreamOptions): DirectClient {
  const { name, spec, auth, connectTimeoutMs, clock, version } = options;
  const connection = new GrpcConnection({
    upstream: name,
    url: new URL(options.url),
    connectTimeoutMs,
    keepAliveMs: spec.connections.keepAlive,
    clock,
  });
  const maxWaiting = options.maxWaiting ?? DEFAULT_MAX_WAITING;
  const slots = new ConnectionSlots(name, spec.connections.max, maxWaiting, clock);
  let lastQuoted: { readonly credentials: string; readonly quoted: QuotedCredentials } | undefined;

  /** Made anew only when the credentials were. */
  const quotedOf = (credentials: string): QuotedCredentials => {
    if (lastQuoted?.credentials !== credentials) {
      lastQuoted = { credentials, quoted: new QuotedCredentials(credentials) };
    }
    return lastQuoted.quoted;
  };

  const headersOf = (call: Call, path: string, credentials: string | undefined): OutgoingHttpHeaders => ({
    ...forwardedMetadata(call, path, auth?.headerName),
    ":method": "POST",
    ":scheme": connection.scheme,
    ":authority": connection.authority,
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
    // Messages are passed on as they come.
    "grpc-accept-encoding": "identity",
    "user-agent": `aios/${version}`,
    ...timeoutHeader(call.deadline, clock.monotonic()),
    ...(auth === undefined || credentials === undefined ? {} : { [auth.headerName]: credentials }),
  });

  /** Sends the call on its way, once there is a slot for it. */
  const open = async (call: Call, credentials: string | undefined): Promise<GrpcExchange> => {
    const { path, messages } = rpcOf(call.opaque);
    await slots.acquire(call.signal, shorten(call.deadline, call.firstFrameBy));
    let exchange: GrpcExchange;
    try {
      if (call.signal.aborted) throw toAiosError(call.signal.reason);
      exchange = new GrpcExchange({
        upstream: name,
        stream: await connection.request(headersOf(call, path, credentials), call.signal),
        signal: call.signal,
        maxMessageBytes: spec.maxReplySize,
        settled: () => slots.release(),
      });
    } catch (error) {
      slots.release();
      throw error;
    }
    // A body that is never pulled never ends by itself.
    call.onEnd(() => exchange.abandon());
    void exchange.send(messages.read());
    return exchange;
  };

  const attempt = async (call: Call): Promise<Reply> => {
    const { messages } = rpcOf(call.opaque);
    const credentials = auth === undefined ? undefined : (await auth.headerValue()).reveal();
    const quoted = credentials === undefined ? undefined : quotedOf(credentials);
    let exchange = await open(call, credentials);
    // A caller who still has something to say may be waiting for the head before it does.
    const isHeadEnough = () => messages.saidAt === undefined;
    const failure = () => {
      const error = statusError(exchange.trailers, { upstream: name, quoted, now: clock.now() });
      if (error?.kind === "upstream-refused-credentials") auth?.refused();
      return error;
    };
    try {
      try {
        await exchange.begun(isHeadEnough);
      } catch (error) {
        // It came as the server was closing the connection, which is nobody's fault.
        if (!exchange.isUnseen || !messages.isReplayable || call.signal.aborted) throw error;
        exchange = await open(call, credentials);
        await exchange.begun(isHeadEnough);
      }
      const refusal = exchange.isEmpty ? failure() : undefined;
      if (refusal !== undefined) throw refusal;
    } catch (error) {
      exchange.abandon();
      throw error;
    }
    const { head, trailers } = exchange;
    return {
      status: 200,
      // Without messages all there is comes at the end.
      headers: exchange.isEmpty && head === trailers ? {} : returnedMetadata(head, quoted),
      framing: "messages",
      body: { [Symbol.asyncIterator]: () => new Messages(exchange, failure) },
      trailers: () => returnedMetadata(exchange.trailers, quoted),
    };
  };

  return {
    name,
    call: timed(attempt, clock),
    status: () => ({
      name,
      via: "direct",
      connected: connection.connected,
      free: connection.free,
      running: slots.taken,
      pending: slots.waiting,
    }),
    close: () => connection.close(),
  };
}

/** The messages of a reply, and then its status, unless that is OK. */
class Messages implements AsyncIterator<Frame, undefined> {
  readonly #exchange: GrpcExchange;
  readonly #failure: () => AiosError | undefined;

  constructor(exchange: GrpcExchange, failure: () => AiosError | undefined) {
    this.#exchange = exchange;
    this.#failure = failure;
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    const value = await this.#exchange.next();
    if (value !== undefined) return { done: false, value };
    const failure = this.#failure();
    if (failure !== undefined) throw failure;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.#exchange.abandon();
    return { done: true, value: undefined };
  }
}

function rpcOf(opaque: OpaqueRequest | undefined): OpaqueRequest & { readonly transport: "grpc" } {
  if (opaque?.transport === "grpc") return opaque;
  throw new AiosError("unsupported", "An upstream that speaks gRPC takes only gRPC calls that pass through.");
}

/** `grpc-timeout`, what is left of the call's time; none where it has no end. */
function timeoutHeader(deadline: Deadline, now: number): OutgoingHttpHeaders {
  const ms = Math.max(1, Math.ceil(remaining(deadline, now)));
  if (!Number.isFinite(ms)) return {};
  return { "grpc-timeout": ms <= MOST_TIMEOUT_DIGITS ? `${ms}m` : `${Math.ceil(ms / 1_000)}S` };
}
