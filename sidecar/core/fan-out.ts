import type { End, Frame } from "./call.ts";
import type { CallSignal } from "./call-signal.ts";
import { type AiosError, toAiosError } from "./errors.ts";
import { FRAME_COST } from "./frame-log.ts";
import { FrameSlabs } from "./frame-slabs.ts";
import { type FramesAtHand, framesAtHand } from "./frames-at-hand.ts";
import type { BodyEnd } from "./watch.ts";

export interface FanOutOptions {
  /**
   * Bytes kept of the body. As long as all of it fits, a new reader starts at its first frame; beyond that there are no
   * new readers, and the slowest one may be that far behind the fastest.
   */
  readonly maxBytes: number;
  /**
   * Waits before those who hold everybody up are left behind: called when the bound is reached, its result when they have
   * moved on in time.
   */
  readonly patience: (over: () => void) => () => void;
  /** What a reader that was left behind is told. */
  readonly leftBehind: () => AiosError;
  /** Once: the body has ended, failed, or the last reader has left. */
  readonly end: (end: BodyEnd) => void;
}

interface Waiting {
  readonly resolve: (result: IteratorResult<Frame, undefined>) => void;
  readonly reject: (error: AiosError) => void;
}

/**
 * One body for several readers, each at its own pace from its first frame. It is pulled when the fastest reader wants
 * more: with a single reader that one is the backpressure, as if it read the body itself. A reader that leaves takes
 * nothing from the others; when the last one has left, the body is closed.
 */
export class FanOut {
  readonly #source: AsyncIterator<Frame>;
  readonly #atHand: FramesAtHand | undefined;
  readonly #options: FanOutOptions;
  readonly #slabs = new FrameSlabs();
  readonly #readers = new Set<Reader>();
  /** Those from `#base` on. */
  #frames: Frame[] = [];
  #base = 0;
  #bytes = 0;
  #isPulling = false;
  #end: End | undefined;
  #isClosed = false;
  #calmDown: (() => void) | undefined;
  // Once, and not for each frame.
  readonly #onResult = (result: IteratorResult<Frame>) => this.#pulled(result);
  readonly #onError = (error: unknown) => this.#over({ outcome: "failed", error: toAiosError(error) });

  constructor(body: AsyncIterable<Frame>, options: FanOutOptions) {
    this.#source = body[Symbol.asyncIterator]();
    this.#atHand = framesAtHand(this.#source);
    this.#options = options;
  }

  /** Whether a new reader would get all of it. */
  get isWhole(): boolean {
    return this.#base === 0 && this.#bytes <= this.#options.maxBytes && !this.#isClosed;
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** A reader of all frames; it counts from now on, and until it is read to the end, closed, or `signal` aborts. */
  open(signal: CallSignal): Reader {
    const reader = new Reader(this, signal);
    this.#readers.add(reader);
    if (signal.aborted) reader.fail(toAiosError(signal.reason));
    // Nobody reads a body that is closed: it would be waited for without end.
    else if (this.#isClosed) reader.fail(this.leftBehind());
    return reader;
  }

  /** The frame at a position, the end of the body as a result, or undefined when it has to be waited for. */
  at(position: number): Frame | End | undefined {
    return this.#frames[position - this.#base] ?? this.#end;
  }

  leftBehind(): AiosError {
    return this.#options.leftBehind();
  }

  /** A reader has taken a frame. */
  moved(): void {
    if (this.#forgetRead()) this.#wantMore();
  }

  pull(): void {
    if (this.#isPulling || this.#end !== undefined || this.#isClosed) return;
    if (this.#bytes > this.#options.maxBytes) {
      this.#calmDown ??= this.#options.patience(() => {
        this.#calmDown = undefined;
        this.#leaveSlowestBehind();
      });
      return;
    }
    this.#isPulling = true;
    try {
      this.#source.next().then(this.#onResult, this.#onError);
    } catch (error) {
      this.#onError(error);
    }
  }

  /** What `pull` would bring, where that is there already; whether it was. */
  take(): boolean {
    if (this.#isPulling || this.#end !== undefined || this.#isClosed) return false;
    if (this.#bytes > this.#options.maxBytes) return false;
    const frame = this.#atHand?.take();
    if (frame === undefined) return false;
    this.#add(frame);
    return true;
  }

  leave(reader: Reader): void {
    if (!this.#readers.delete(reader)) return;
    if (this.#readers.size === 0) {
      this.#close();
      return;
    }
    this.#forgetRead();
    // Those who are slow hold up nobody any more.
    if (!this.#isWaitedFor) this.#stopWaiting();
    this.#wantMore();
  }

  #pulled(result: IteratorResult<Frame>): void {
    this.#isPulling = false;
    if (result.done === true) {
      this.#over({ outcome: "completed" });
      return;
    }
    if (!this.#isClosed) this.#add(result.value);
  }

  #add(frame: Frame): void {
    this.#frames.push(this.#slabs.owned(frame));
    this.#bytes += frame.byteLength + FRAME_COST;
    this.#forgetRead();
    for (const reader of this.#readers) reader.wake();
  }

  #over(end: End): void {
    this.#isPulling = false;
    if (this.#isClosed || this.#end !== undefined) return;
    this.#end = end;
    this.#stopWaiting();
    // Before its last reader is told: what they do next may look for what came of it.
    this.#options.end(end);
    for (const reader of [...this.#readers]) reader.wake();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#frames = [];
    this.#stopWaiting();
    if (this.#end !== undefined) return;
    this.#options.end({ outcome: "abandoned" });
    // Its connection goes back; how it failed meanwhile interests nobody.
    try {
      this.#source.return?.().then(undefined, () => {});
    } catch {}
  }

  #stopWaiting(): void {
    this.#calmDown?.();
    this.#calmDown = undefined;
  }

  /** Drops what all have read, once it does not fit any more. Whether that was anything. */
  #forgetRead(): boolean {
    if (this.#base === 0 && this.#bytes <= this.#options.maxBytes) return false;
    let slowest = Number.POSITIVE_INFINITY;
    for (const { position } of this.#readers) slowest = Math.min(slowest, position);
    const read = Math.min(slowest - this.#base, this.#frames.length);
    if (read <= 0) return false;
    for (const frame of this.#frames.splice(0, read)) this.#bytes -= frame.byteLength + FRAME_COST;
    this.#base += read;
    this.#stopWaiting();
    return true;
  }

  /** Whether some reader has read all there is, and wants more. */
  get #isWaitedFor(): boolean {
    for (const reader of this.#readers)
      if (reader.isWaiting && this.at(reader.position) === undefined) return true;
    return false;
  }

  #wantMore(): void {
    if (this.#isWaitedFor) this.pull();
  }

  #leaveSlowestBehind(): void {
    const slowest = this.#base;
    for (const reader of [...this.#readers]) {
      if (reader.position === slowest && !reader.isWaiting) reader.fail(this.leftBehind());
    }
  }
}

/** One reader of a body that has several. May be read once. */
export class Reader implements AsyncIterable<Frame>, FramesAtHand {
  readonly #body: FanOut;
  readonly #signal: CallSignal;
  readonly #onAbort = () => this.fail(toAiosError(this.#signal.reason));
  #position = 0;
  #waiting: Waiting | undefined;
  #failure: AiosError | undefined;
  #isDone = false;

  constructor(body: FanOut, signal: CallSignal) {
    this.#body = body;
    this.#signal = signal;
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  get position(): number {
    return this.#position;
  }

  get isWaiting(): boolean {
    return this.#waiting !== undefined;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.wake();
      if (this.#waiting !== undefined) this.#body.pull();
    });
  }

  take(): Frame | undefined {
    if (this.#isDone || this.#waiting !== undefined) return undefined;
    let next = this.#body.at(this.#position);
    if (next === undefined && this.#body.take()) next = this.#body.at(this.#position);
    if (!(next instanceof Uint8Array)) return undefined;
    this.#position++;
    this.#body.moved();
    return next;
  }

  return(): Promise<IteratorResult<Frame, undefined>> {
    this.leave();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Something may have come. */
  wake(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    if (this.#failure !== undefined) {
      this.#waiting = undefined;
      waiting.reject(this.#failure);
      return;
    }
    if (this.#isDone) {
      this.#waiting = undefined;
      waiting.resolve({ done: true, value: undefined });
      return;
    }
    const next = this.#body.at(this.#position);
    if (next === undefined) return;
    this.#waiting = undefined;
    if (next instanceof Uint8Array) {
      this.#position++;
      this.#body.moved();
      waiting.resolve({ done: false, value: next });
      return;
    }
    this.leave();
    if (next.outcome === "failed") waiting.reject(next.error);
    else waiting.resolve({ done: true, value: undefined });
  }

  /** Ends it for this reader alone. */
  fail(error: AiosError): void {
    if (this.#isDone) return;
    this.#failure = error;
    this.leave();
  }

  /** Nothing is read any more. */
  leave(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#body.leave(this);
    this.wake();
  }
}
