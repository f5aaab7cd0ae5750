import type { Frame, Headers } from "../core/call.ts";
import type { CallSignal } from "../core/call-signal.ts";
import type { ReplySink } from "./reply-sink.ts";

/** Statuses whose responses have no body (WHATWG Fetch, "null body status"). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);
/** One event waits to be read; the next one is pulled when it has been. */
const EVENTS_AHEAD = 1;

export interface ResponseSinkOptions {
  /** The call's own: who waits for a reader stops waiting when it aborts. */
  readonly signal: CallSignal;
  /** The application has thrown the body away. */
  readonly onCancel: () => void;
}

/** Takes a reply into a `Response`, whose reader is the backpressure. */
export class ResponseSink implements ReplySink {
  /** Resolves with the head; rejects when the reply is cut before. */
  readonly response: Promise<Response>;
  readonly #settle: PromiseWithResolvers<Response>;
  readonly #options: ResponseSinkOptions;
  #body: ReadableStreamDefaultController<Uint8Array> | undefined;
  #isGone = false;
  /** Tells who waits for the reader whether there is more to write. */
  #wake: ((isOpen: boolean) => void) | undefined;

  constructor(options: ResponseSinkOptions) {
    this.#options = options;
    this.#settle = Promise.withResolvers();
    this.response = this.#settle.promise;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  head(status: number, headers: Headers): void {
    if (this.#isGone) return;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#body = controller;
        },
        pull: () => this.#wake?.(true),
        cancel: () => {
          if (this.#isGone) return;
          this.#leave();
          this.#options.onCancel();
        },
      },
      { highWaterMark: EVENTS_AHEAD },
    );
    this.#settle.resolve(
      new Response(WITHOUT_BODY.has(status) ? null : body, { status, headers: { ...headers } }),
    );
  }

  write(frame: Frame): boolean | Promise<boolean> {
    const body = this.#body;
    if (this.#isGone || body === undefined) return false;
    body.enqueue(copyOf(frame));
    return (body.desiredSize ?? 0) > 0 ? true : this.#read();
  }

  /** What is already there is handed over whole: it costs no more memory to have it wait in the reader's hands. */
  finish(last?: Uint8Array): boolean {
    if (this.#isGone || this.#body === undefined) return false;
    if (last !== undefined && last.byteLength > 0) this.#body.enqueue(copyOf(last));
    this.#body.close();
    this.#isGone = true;
    return true;
  }

  /** The application has aborted, or the rest cannot be told: it reads `reason` instead. Nothing after the end. */
  cut(reason: unknown): void {
    if (this.#isGone) return;
    this.#settle.reject(reason);
    this.#body?.error(reason);
    this.#leave();
  }

  #leave(): void {
    this.#isGone = true;
    this.#wake?.(false);
  }

  #read(): Promise<boolean> {
    const { signal } = this.#options;
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (isOpen: boolean) => {
        this.#wake = undefined;
        signal.removeEventListener("abort", onAbort);
        resolve(isOpen);
      };
      const onAbort = () => settle(false);
      this.#wake = settle;
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }
}

/** The application may do with it as it likes; a frame may be a part of a buffer that others read. */
function copyOf(frame: Frame): Uint8Array<ArrayBuffer> {
  return new Uint8Array(frame);
}
