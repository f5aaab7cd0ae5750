import type { ForwardReply__Output } from "../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type { Frame__Output as WireFrame__Output } from "../../proto/gen/aios/gateway/v1/Frame.ts";
import type { ReplyEnd__Output } from "../../proto/gen/aios/gateway/v1/ReplyEnd.ts";
import type { ReplyHead__Output } from "../../proto/gen/aios/gateway/v1/ReplyHead.ts";
import type { Frame, Headers } from "../core/call.ts";
import type { CallSignal } from "../core/call-signal.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock, Timer } from "../platform/clock.ts";
import { classifyGatewayStatus } from "./classify.ts";
import type { CallHead } from "./forward-messages.ts";
import type { ForwardStatus, ForwardTransport } from "./forward-stream.ts";
import { fromForwardError } from "./forward-wire.ts";
import { returnedHeaders } from "./headers.ts";

/** How long the gateway may take to close a stream whose reply is whole before it is cancelled. */
const LINGER_MS = 1_000;

export interface ForwardExchangeOptions {
  readonly upstream: string;
  readonly stream: ForwardTransport;
  readonly signal: CallSignal;
  readonly maxFrameBytes: number;
  /** Whether it is known what the provider's answer says; see `returnedHeaders`. */
  readonly body?: "known" | "opaque";
  readonly clock: Clock;
  /** Called once, when the stream is gone. */
  readonly settled: () => void;
}

/**
 * One `Forward`, message by message. As soon as `signal` aborts it is cancelled.
 */
export class ForwardExchange {
  readonly #options: ForwardExchangeOptions;
  readonly #abort: () => void;
  #status: ForwardStatus | undefined;
  #failure: AiosError | undefined;
  #replied = false;
  /** Read by who could do nothing with it. */
  #heldBack: ForwardReply__Output | undefined;
  #whole = false;
  #trailers: Headers = {};
  #linger: Timer | undefined;
  #wake: (() => void) | undefined;

  constructor(options: ForwardExchangeOptions) {
    this.#options = options;
    const { stream, signal } = options;
    const abort = () => this.cancel(toAiosError(signal.reason));
    this.#abort = abort;
    signal.addEventListener("abort", abort, { once: true });
    stream.listen({
      changed: () => this.#wake?.(),
      ended: (status) => {
        this.#status = status;
        signal.removeEventListener("abort", this.#abort);
        this.#linger?.cancel();
        this.#wake?.();
        options.settled();
      },
    });
  }

  /** Known once the last frame has been read. */
  get trailers(): Headers {
    return this.#trailers;
  }

  /** Sends head and body. Not awaited by whoever reads: a gateway may answer, or refuse, before it has read everything. */
  send(head: CallHead, body: Uint8Array): Promise<void> {
    return this.#options.stream.send(head, body);
  }

  /** With an `end` in it when it is the whole reply. */
  async head(): Promise<ReplyHead__Output> {
    const { head } = await this.#next();
    if (head == null) throw this.#protocolFault("a reply did not begin with its head");
    if (head.end !== null) this.#end(head.end);
    return head;
  }

  /** The next whole frame; undefined once the reply has ended well. One caller at a time. */
  async nextFrame(): Promise<Frame | undefined> {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for (;;) {
      const message = await this.#nextWireFrame();
      if (message === undefined) {
        if (parts.length > 0) throw this.#protocolFault("a reply ended inside a frame");
        return undefined;
      }
      const { data, more } = message;
      bytes += data.length;
      this.checkSize(bytes);
      if (!more && parts.length === 0) return data;
      parts.push(data);
      if (!more) return Buffer.concat(parts, bytes);
    }
  }

  /**
   * The next frame where it has come whole already; undefined where only `nextFrame` can tell. Never throws.
   * @param isPiece of a body that is cut anywhere: see `nextPiece`
   */
  frameAtHand(isPiece: boolean): Frame | undefined {
    if (this.#heldBack !== undefined || this.#failure !== undefined || this.#options.signal.aborted)
      return undefined;
    const message = this.#readable();
    if (message === null) return undefined;
    const { frame } = message;
    if (frame != null && frame.data.length <= this.#options.maxFrameBytes && (isPiece || !frame.more))
      return frame.data;
    this.#heldBack = message;
    return undefined;
  }

  /** Bytes of a body that is cut anywhere; undefined once it has ended well. One caller at a time. */
  async nextPiece(): Promise<Frame | undefined> {
    return (await this.#nextWireFrame())?.data;
  }

  /** @throws AiosError `reply-too-large` */
  checkSize(bytes: number): void {
    const { upstream, maxFrameBytes } = this.#options;
    if (bytes <= maxFrameBytes) return;
    throw new AiosError(
      "reply-too-large",
      `The reply of upstream "${upstream}" is larger than the ${maxFrameBytes} bytes of its \`maxReplySize\`.`,
    );
  }

  /** Ends it now, if it has not ended. Whoever still waits is given `reason`. */
  cancel(reason: AiosError): void {
    this.#options.signal.removeEventListener("abort", this.#abort);
    if (this.#status !== undefined || this.#failure !== undefined) return;
    this.#failure = reason;
    this.#options.stream.cancel();
    this.#wake?.();
  }

  /** Ends it now, if it has not ended and is not about to: nobody reads the rest. */
  abandon(): void {
    if (!this.#whole) this.cancel(abandoned());
  }

  #end({ trailers }: ReplyEnd__Output): void {
    this.#trailers = returnedHeaders(trailers);
    this.#finish();
  }

  #finish(): void {
    this.#whole = true;
    const { signal, stream, clock } = this.#options;
    signal.removeEventListener("abort", this.#abort);
    stream.drain();
    if (this.#status === undefined) this.#linger = clock.after(LINGER_MS, () => this.cancel(abandoned()));
  }

  async #nextWireFrame(): Promise<WireFrame__Output | undefined> {
    const message = await this.#next();
    if (message.end != null) {
      this.#end(message.end);
      return undefined;
    }
    if (message.frame == null) throw this.#protocolFault("a reply has a message out of place");
    return message.frame;
  }

  /** What cannot be read is the failure of whoever reads next. */
  #readable(): ForwardReply__Output | null {
    try {
      return this.#options.stream.read();
    } catch (thrown) {
      this.cancel(toAiosError(thrown));
      return null;
    }
  }

  async #next(): Promise<ForwardReply__Output> {
    const { upstream, signal } = this.#options;
    for (;;) {
      if (signal.aborted) throw toAiosError(signal.reason);
      if (this.#failure !== undefined) throw this.#failure;
      const message = this.#heldBack ?? this.#readable();
      this.#heldBack = undefined;
      if (this.#failure !== undefined) throw this.#failure;
      if (message !== null) {
        this.#replied = true;
        if (message.error == null) return message;
        const error = fromForwardError(message.error, this.#options.body);
        this.#finish();
        throw error;
      }
      if (this.#status !== undefined) throw classifyGatewayStatus(upstream, this.#status, this.#replied);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #protocolFault(what: string): AiosError {
    return new AiosError("invalid-upstream-reply", "The control plane's reply cannot be understood.", {
      cause: new Error(`aios.gateway.v1: ${what}`),
    });
  }
}

function abandoned(): AiosError {
  return new AiosError("client-closed", "The reply was abandoned by its reader.");
}
