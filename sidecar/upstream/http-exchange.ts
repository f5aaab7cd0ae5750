import type { Dispatcher } from "undici";
import type { CallSignal } from "../core/call-signal.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock, Timer } from "../platform/clock.ts";
import { classifyTransportError, isConnectionEnd, type Phase } from "./classify.ts";

/** Read ahead of whoever pulls at most this much (and what one read of the socket adds); then the socket is paused. */
const READ_AHEAD_BYTES = 64 * 1024;
/** After the reply's last event a connection is kept if its response ends within this time and this many bytes. */
const LINGER_MS = 1_000;
const LINGER_BYTES = 16 * 1024;

export interface ResponseHead {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Sends a request and tells `exchange` what becomes of it. */
export type Send = (request: Dispatcher.DispatchOptions, exchange: Dispatcher.DispatchHandler) => void;

/**
 * One HTTP request and its response, whose body is pulled in chunks: while nobody pulls, the socket is not read. As
 * soon as `signal` aborts the socket is destroyed. Every error it gives is an AiosError.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly #upstream: string;
  readonly #signal: CallSignal;
  readonly #settled: () => void;
  readonly #head = Promise.withResolvers<ResponseHead>();
  readonly #abort: () => void;
  #controller: Dispatcher.DispatchController | undefined;
  #phase: Phase = "connecting";
  /** Any byte of an answer has come. */
  #answered = false;
  /** What it may be sent by once more. */
  #anew: { readonly request: Dispatcher.DispatchOptions; readonly send: Send } | undefined;
  #connection: { readonly wasOpen: () => boolean } | undefined;
  #chunks: Buffer[] = [];
  #chunkBytes = 0;
  #ended = false;
  #failure: AiosError | undefined;
  #wake: (() => void) | undefined;
  #linger: { readonly timer: Timer; bytes: number } | undefined;

  /** @param settled called once, when undici is done with the request and its connection is free or gone */
  constructor(upstream: string, signal: CallSignal, settled: () => void) {
    this.#upstream = upstream;
    this.#signal = signal;
    this.#settled = settled;
    const abort = () => this.cancel(toAiosError(signal.reason));
    this.#abort = abort;
    signal.addEventListener("abort", abort, { once: true });
    // It may fail before anybody waits for the head, and then has been told through `nextChunk`.
    this.#head.promise.catch(() => {});
  }

  /**
   * Sends the request by `pool`. A provider may close a connection that it has kept just as a request sets out on it: one
   * that dies without a byte of an answer is taken for that (RFC 9112, 9.3.1), and the request goes out once more, by
   * `sendAnew`, over a new one. Where the connection was new, or the answer had begun, the failure is the provider's.
   */
  dispatch(pool: Dispatcher, request: Dispatcher.DispatchOptions, sendAnew: Send): void {
    this.#anew = { request, send: sendAnew };
    pool.dispatch(request, this);
  }

  /** Called by the connection that the pool has chosen: whether what the request went over was open already. */
  isTakenBy(connection: { readonly wasOpen: () => boolean }): void {
    this.#connection = connection;
  }

  head(): Promise<ResponseHead> {
    return this.#head.promise;
  }

  /** A piece of the body that is there already; undefined where only `nextChunk` can tell what comes. */
  takeChunk(): Buffer | undefined {
    if (this.#signal.aborted) return undefined;
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) this.#chunkBytes -= chunk.length;
    return chunk;
  }

  /**
   * All of a body that has come to its end in one piece; undefined of any other, or of a larger one. That of a small document
   * is there with its head, and need not be waited for.
   */
  takeWhole(maxBytes: number): Buffer | undefined {
    const isThere = this.#ended && this.#failure === undefined && this.#chunks.length === 1;
    return isThere && this.#chunkBytes <= maxBytes ? this.takeChunk() : undefined;
  }

  /** The next piece of the body; undefined at its end. One caller at a time. */
  async nextChunk(): Promise<Buffer | undefined> {
    for (;;) {
      if (this.#signal.aborted) throw toAiosError(this.#signal.reason);
      // Only now that somebody waits for more: this is the backpressure. It may parse, and so fill `chunks`, at once.
      if (this.#chunks.length === 0 && this.#controller?.paused) this.#controller.resume();
      const chunk = this.takeChunk();
      if (chunk !== undefined) return chunk;
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Ends it now, if it has not ended: nobody wants the rest. Whoever still waits is given `reason`. */
  cancel(reason: AiosError): void {
    if (this.#ended) return;
    this.#fail(reason);
    this.#chunks = [];
    this.#chunkBytes = 0;
    // Before the request has been written there is no controller yet; `onRequestStart` makes up for it.
    this.#controller?.abort(reason);
  }

  /** Ends it now, if it has not ended and is not about to: nobody reads the rest. */
  abandon(): void {
    // Every call ends here, and nearly every one after its reply: an error, with its stack, is made for none of those.
    if (this.#ended || this.#failure !== undefined || this.#linger !== undefined) return;
    this.cancel(abandoned());
  }

  /** The reply is whole, whatever may follow: keeps the connection for other calls if the response ends soon. */
  finish(clock: Clock): void {
    if (this.#ended || this.#failure !== undefined) return;
    this.#signal.removeEventListener("abort", this.#abort);
    this.#chunks = [];
    this.#linger = { timer: clock.after(LINGER_MS, () => this.cancel(abandoned())), bytes: 0 };
    this.#controller?.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure !== undefined) controller.abort(this.#failure);
    else this.#phase = "sent";
  }

  onResponseStarted(): void {
    this.#answered = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ResponseHead["headers"],
  ): void {
    if (status < 200) return;
    this.#phase = "replying";
    this.#head.resolve({ status, headers });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#linger !== undefined) {
      this.#linger.bytes += chunk.length;
      if (this.#linger.bytes > LINGER_BYTES) this.cancel(abandoned());
      return;
    }
    this.#chunks.push(chunk);
    this.#chunkBytes += chunk.length;
    if (this.#chunkBytes >= READ_AHEAD_BYTES) controller.pause();
    this.#wake?.();
  }

  onResponseEnd(): void {
    this.#ended = true;
    this.#release();
    this.#wake?.();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const anew = this.#anew;
    if (anew !== undefined && this.#diedUnanswered(error)) {
      this.#anew = undefined;
      this.#controller = undefined;
      this.#phase = "connecting";
      anew.send(anew.request, this);
      return;
    }
    this.#fail(classifyTransportError(this.#upstream, error, this.#phase));
    this.#release();
  }

  /** On a connection that had been kept. */
  #diedUnanswered(error: Error): boolean {
    if (this.#phase !== "sent" || this.#answered || this.#failure !== undefined) return false;
    return isConnectionEnd(error) && this.#connection?.wasOpen() === true;
  }

  #fail(error: AiosError): void {
    this.#failure ??= error;
    this.#head.reject(this.#failure);
    this.#signal.removeEventListener("abort", this.#abort);
    this.#wake?.();
  }

  #release(): void {
    this.#signal.removeEventListener("abort", this.#abort);
    this.#linger?.timer.cancel();
    this.#settled();
  }
}

function abandoned(): AiosError {
  return new AiosError("client-closed", "The reply was abandoned by its reader.");
}
