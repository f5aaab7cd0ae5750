import type { Call, DialectName, Frame, Headers, Reply } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { FramesAtHand } from "../core/frames-at-hand.ts";
import { WholeBody } from "../core/whole-body.ts";
import type { Clock } from "../platform/clock.ts";
import type { UpstreamClient } from "./client.ts";
import { ForwardExchange } from "./forward-exchange.ts";
import { fromFraming, toForwardHead } from "./forward-wire.ts";
import type { GatewayChannel } from "./gateway-channel.ts";
import { forwardedHeaders, returnedHeaders } from "./headers.ts";
import { timed } from "./timed.ts";

/** A larger body would hold up the calls behind it, and is not sent the faster for it. */
const MOST_SHARED_BYTES = 64 * 1024;

export interface GatewayUpstreamOptions {
  readonly name: string;
  /** Shared by all upstreams that the control plane dials; not closed with any of them. */
  readonly channel: GatewayChannel;
  /** Until the connection to the control plane stands. */
  readonly connectTimeoutMs: number;
  /** Largest document, or single event. */
  readonly maxReplyBytes: number;
  /** Whether a call's session decides there which endpoint gets it. */
  readonly sendsSession: boolean;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
}

/** An upstream that the control plane dials on our behalf: it alone holds the key. */
export function createGatewayUpstream(options: GatewayUpstreamOptions): UpstreamClient {
  const { name, channel, connectTimeoutMs, maxReplyBytes, sendsSession, dialectOf, clock } = options;
  const forwarded = new Map<DialectName, (call: Call) => Headers>();
  let running = 0;
  let pending = 0;
  let closed = false;
  const idle = Promise.withResolvers<void>();

  const forwardedOf = (dialect: DialectName): ((call: Call) => Headers) => {
    const known = forwarded.get(dialect) ?? forwardedHeaders(dialectOf(dialect), { to: "control-plane" });
    forwarded.set(dialect, known);
    return known;
  };

  const connect = async (call: Call): Promise<void> => {
    pending++;
    try {
      await channel.connected(connectTimeoutMs, call.signal);
    } finally {
      pending--;
    }
  };

  const attempt = async (call: Call): Promise<Reply> => {
    if (closed)
      throw new AiosError("draining", `Upstream "${name}" is being taken out of service; try again.`);
    if (channel.state !== "ready") await connect(call);
    if (call.signal.aborted) throw toAiosError(call.signal.reason);
    const headers = forwardedOf(call.dialect)(call);
    const body = call.request.bytes();
    const replyBody = call.opaque === undefined ? "known" : "opaque";
    const stream = channel.forward(isSmall(call, body) ? "small" : undefined);
    running++;
    const exchange = new ForwardExchange({
      upstream: name,
      stream,
      signal: call.signal,
      maxFrameBytes: maxReplyBytes,
      body: replyBody,
      clock,
      settled: () => {
        running--;
        if (closed && running === 0) idle.resolve();
      },
    });
    // A body that is never pulled never ends by itself.
    call.onEnd(() => exchange.abandon());
    exchange
      .send(toForwardHead(call, name, headers, clock.monotonic(), sendsSession), body)
      .catch((error: unknown) => exchange.cancel(toAiosError(error)));
    try {
      return await readReply(exchange, replyBody);
    } catch (error) {
      exchange.abandon();
      throw error;
    }
  };

  return {
    name,
    call: timed(attempt, clock),
    status: () => ({
      name,
      via: "control-plane",
      sharedConnection: channel.state,
      running,
      pending,
    }),
    close: () => {
      closed = true;
      if (running === 0) idle.resolve();
      return idle.promise;
    },
  };
}

/** Whether it is worth no stream of its own: one message, answered by a document, which is read as it comes. */
function isSmall(call: Call, body: Uint8Array): boolean {
  return !call.stream && call.opaque === undefined && body.byteLength <= MOST_SHARED_BYTES;
}

async function readReply(exchange: ForwardExchange, body: "known" | "opaque"): Promise<Reply> {
  const head = await exchange.head();
  const framing = fromFraming(head.framing);
  const { status } = head;
  const headers = returnedHeaders(head.headers, body);
  const trailers = () => exchange.trailers;
  if (framing === undefined) throw incomprehensible("its framing is unknown");
  if (head.end !== null) {
    if (framing !== "document") throw incomprehensible("only a document comes with its head");
    exchange.checkSize(head.document.length);
    return { status, headers, framing, body: new WholeBody(head.document), trailers };
  }
  if (framing === "document") {
    const document = await readDocument(exchange);
    return { status, headers, framing, body: new WholeBody(document), trailers };
  }
  if (framing === "bytes") {
    const pieces = new ForwardedFrames(() => exchange.nextPiece(), exchange, framing);
    return { status, headers, framing, body: pieces, trailers };
  }
  const first = await exchange.nextFrame();
  if (first === undefined) throw incomprehensible("it has no frame");
  const frames = new ForwardedFrames(() => exchange.nextFrame(), exchange, framing, first);
  return { status, headers, framing, body: frames, trailers };
}

/** A document may be cut into frames anywhere; it is whole, and handed on, only once the gateway has said so. */
async function readDocument(exchange: ForwardExchange): Promise<Frame> {
  const parts: Frame[] = [];
  let bytes = 0;
  for (;;) {
    const part = await exchange.nextFrame();
    if (part === undefined) break;
    parts.push(part);
    bytes += part.length;
    exchange.checkSize(bytes);
  }
  const [first] = parts;
  if (first === undefined) throw incomprehensible("it has no frame");
  return parts.length === 1 ? first : Buffer.concat(parts, bytes);
}

/** The first frame, where it has come already, then the rest. */
class ForwardedFrames implements AsyncIterableIterator<Frame>, FramesAtHand {
  readonly #exchange: ForwardExchange;
  readonly #more: () => Promise<Frame | undefined>;
  readonly #arePieces: boolean;
  #first: Frame | undefined;
  #over = false;
  #isPending = false;

  constructor(
    more: () => Promise<Frame | undefined>,
    exchange: ForwardExchange,
    framing: "events" | "bytes",
    first?: Frame,
  ) {
    this.#more = more;
    this.#arePieces = framing === "bytes";
    this.#first = first;
    this.#exchange = exchange;
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    if (this.#over) return { done: true, value: undefined };
    const first = this.#first;
    if (first !== undefined) {
      this.#first = undefined;
      return { done: false, value: first };
    }
    this.#isPending = true;
    try {
      const frame = await this.#more();
      this.#isPending = false;
      if (frame !== undefined) return { done: false, value: frame };
      this.#over = true;
    } catch (error) {
      // Closed by its reader while it waited: an end, not a failure.
      if (!this.#over) {
        await this.return();
        throw error;
      }
    }
    return { done: true, value: undefined };
  }

  take(): Frame | undefined {
    if (this.#over || this.#isPending || this.#first !== undefined) return undefined;
    return this.#exchange.frameAtHand(this.#arePieces);
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.#over = true;
    this.#exchange.abandon();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

function incomprehensible(why: string): AiosError {
  return new AiosError("invalid-upstream-reply", `The control plane's reply cannot be understood: ${why}.`);
}
