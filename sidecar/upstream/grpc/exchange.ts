import { type ClientHttp2Stream, constants, type IncomingHttpHeaders } from "node:http2";
import type { Frame } from "../../core/call.ts";
import type { CallSignal } from "../../core/call-signal.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import { classifyTransportError } from "../classify.ts";
import { type MessageSplitter, messagePrefix, replySplitter } from "./message-framing.ts";
import { headFault } from "./status.ts";

/** Smaller ones are copied beside their prefix: one piece to send, and not two. */
const COPIED_BYTES = 4 * 1024;

export interface GrpcExchangeOptions {
  readonly upstream: string;
  readonly stream: ClientHttp2Stream;
  readonly signal: CallSignal;
  /** Of one message of the reply. */
  readonly maxMessageBytes: number;
  /** Called once, when the stream is gone. */
  readonly settled: () => void;
}

/**
 * One call on an HTTP/2 stream. Messages of the reply are pulled: while nobody pulls, the stream's window fills and the
 * server stops. Those of the request are sent no faster than the server reads. As soon as `signal` aborts the stream is
 * cancelled. Every error it gives is an AiosError.
 */
export class GrpcExchange {
  readonly #options: GrpcExchangeOptions;
  readonly #splitter: MessageSplitter;
  readonly #abort: () => void;
  #messages: Frame[] = [];
  #head: IncomingHttpHeaders | undefined;
  #trailers: IncomingHttpHeaders | undefined;
  #failure: AiosError | undefined;
  #error: unknown;
  #ended = false;
  #closed = false;
  /** The whole reply has been read. */
  #done = false;
  #sending: AsyncIterator<Frame> | undefined;
  #wake: (() => void) | undefined;
  #wakeSender: (() => void) | undefined;

  constructor(options: GrpcExchangeOptions) {
    this.#options = options;
    const { upstream, stream, signal, maxMessageBytes, settled } = options;
    this.#splitter = replySplitter(upstream, maxMessageBytes);
    const abort = () => this.cancel(toAiosError(signal.reason));
    this.#abort = abort;
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    stream.on("response", (headers, flags) => {
      this.#head = headers;
      const fault = headFault(upstream, headers);
      if (fault !== undefined) this.cancel(fault);
      // Without a body head and trailers are one.
      if ((flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0) this.#trailers = headers;
      this.#changed();
    });
    stream.on("trailers", (headers) => {
      this.#trailers = headers;
      this.#changed();
    });
    stream.on("readable", () => this.#changed());
    stream.on("end", () => {
      this.#ended = true;
      this.#changed();
    });
    stream.on("drain", () => this.#wakeSender?.());
    stream.on("error", (error) => {
      this.#error = error;
    });
    stream.on("close", () => {
      this.#closed = true;
      signal.removeEventListener("abort", this.#abort);
      this.#stopSending();
      this.#changed();
      settled();
    });
  }

  get head(): IncomingHttpHeaders {
    return this.#head ?? {};
  }

  /** Known once `next` has given undefined. */
  get trailers(): IncomingHttpHeaders {
    return this.#trailers ?? {};
  }

  /** Sends the request's messages. Not awaited by whoever reads: a server may answer before it has read everything. */
  async send(messages: AsyncIterable<Frame>): Promise<void> {
    const { stream } = this.#options;
    const sending = messages[Symbol.asyncIterator]();
    this.#sending = sending;
    try {
      while (!this.#isOver()) {
        const next = await sending.next();
        if (this.#isOver()) return;
        if (next.done === true) {
          stream.end();
          return;
        }
        if (!this.#write(next.value)) await this.#drained();
        // Whether the caller has more to say has changed.
        this.#changed();
      }
    } catch (thrown) {
      this.cancel(toAiosError(thrown));
    }
  }

  /** The server has said that it did not look at it (RFC 9113, section 8.7): it may be sent again as if it never was. */
  get isUnseen(): boolean {
    return this.#head === undefined && this.#options.stream.rstCode === constants.NGHTTP2_REFUSED_STREAM;
  }

  /** Resolves when the first message, the end, or, if that shall do, the head has come. */
  async begun(isHeadEnough: () => boolean): Promise<void> {
    await this.#more(() => this.#head !== undefined && this.#trailers === undefined && isHeadEnough());
  }

  /** Whether the reply was over before its first message. */
  get isEmpty(): boolean {
    return this.#done && this.#messages.length === 0;
  }

  /** The next message; undefined once the reply is over, however it says that it went. One caller at a time. */
  async next(): Promise<Frame | undefined> {
    await this.#more(() => false);
    return this.#messages.shift();
  }

  /** Ends it now, if it has not ended. Whoever still waits is given `reason`. */
  cancel(reason: AiosError): void {
    if (this.#done || this.#failure !== undefined) return;
    this.#failure = reason;
    this.#messages = [];
    this.#stop(constants.NGHTTP2_CANCEL);
    this.#changed();
  }

  /** Ends it now, if it has not ended: nobody reads the rest. */
  abandon(): void {
    // Every call ends here, and nearly every one after its reply: an error, with its stack, is made for none of those.
    if (this.#done || this.#failure !== undefined) return;
    this.cancel(new AiosError("client-closed", "The reply was abandoned by its reader."));
  }

  async #more(isEnough: () => boolean): Promise<void> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#messages.length > 0 || this.#done || isEnough()) return;
      this.#read();
      if (this.#failure !== undefined || this.#messages.length > 0) continue;
      if (this.#isWhole()) {
        this.#done = true;
        this.#stop(constants.NGHTTP2_NO_ERROR);
        return;
      }
      if (this.#closed) throw this.#cut();
      await this.#change();
    }
  }

  #read(): void {
    const chunk: Buffer | null = this.#options.stream.read();
    if (chunk === null) return;
    try {
      this.#messages.push(...this.#splitter.push(chunk));
    } catch (thrown) {
      this.cancel(toAiosError(thrown));
    }
  }

  #isWhole(): boolean {
    if (this.#trailers === undefined) return false;
    return (this.#ended || this.#closed || this.#trailers === this.#head) && !this.#splitter.isInside;
  }

  #isOver(): boolean {
    return this.#done || this.#closed || this.#failure !== undefined;
  }

  #cut(): AiosError {
    const { upstream } = this.#options;
    const phase = this.#head === undefined ? "sent" : "replying";
    this.#failure = classifyTransportError(upstream, this.#error, phase);
    return this.#failure;
  }

  #write(message: Frame): boolean {
    const { stream } = this.#options;
    const prefix = messagePrefix(message.byteLength);
    if (message.byteLength <= COPIED_BYTES) return stream.write(Buffer.concat([prefix, message]));
    stream.write(prefix);
    return stream.write(message);
  }

  async #drained(): Promise<void> {
    while (this.#options.stream.writableNeedDrain && !this.#isOver()) {
      await new Promise<void>((resolve) => {
        this.#wakeSender = resolve;
      });
    }
  }

  #stop(code: number): void {
    const { stream, signal } = this.#options;
    signal.removeEventListener("abort", this.#abort);
    this.#stopSending();
    if (stream.writableEnded && code === constants.NGHTTP2_NO_ERROR) return;
    stream.close(code);
    // By itself it would wait for somebody to read what has come.
    stream.destroy();
  }

  #stopSending(): void {
    this.#wakeSender?.();
    void this.#sending?.return?.();
  }

  #changed(): void {
    this.#wake?.();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
