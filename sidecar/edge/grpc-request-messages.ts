import type { Frame, RequestMessages } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";
import type { OpaqueRpc } from "./grpc-catch-all.ts";
import type { HeldBytes } from "./held-bytes.ts";

export interface RpcMessagesOptions {
  /** Kept for another attempt at most; a first message of any size is. */
  readonly maxKeptBytes: number;
  /** Of all requests of this listener. */
  readonly held: HeldBytes;
  readonly clock: Clock;
}

/** What a kept message costs beside its bytes: empty ones are not for nothing. */
const MESSAGE_OVERHEAD_BYTES = 128;

/**
 * The messages of an RPC's request, read as somebody wants them: while nobody does, the caller's own flow control stops
 * it. They are kept from the first one on, for another attempt, until they are too many.
 */
export class RpcMessages implements RequestMessages {
  readonly #rpc: OpaqueRpc;
  readonly #options: RpcMessagesOptions;
  /** Those from number `#dropped` on. */
  #kept: Frame[] = [];
  #dropped = 0;
  #keptBytes = 0;
  #isReplayable = true;
  #saidAt: number | undefined;
  #ended = false;
  #gone = false;
  #pulling: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(rpc: OpaqueRpc, options: RpcMessagesOptions) {
    this.#rpc = rpc;
    this.#options = options;
    this.#saidAt = options.clock.monotonic();
    rpc.on("readable", this.#onChange);
    rpc.on("end", this.#onEnd);
    rpc.on("cancelled", this.#onCancelled);
  }

  get isReplayable(): boolean {
    return this.#isReplayable;
  }

  get saidAt(): number | undefined {
    return this.#saidAt;
  }

  read(): AsyncIterable<Frame> {
    return { [Symbol.asyncIterator]: () => this.#reader() };
  }

  async sole(withinMs: number): Promise<Frame | undefined> {
    const late = Promise.withResolvers<void>();
    const timer = this.#options.clock.after(withinMs, late.resolve);
    const read = this.#readTwo();
    // It may come to nothing long after nobody waits for it any more.
    read.catch(() => {});
    try {
      await Promise.race([read, late.promise]);
    } catch {
      // Whoever reads them for good is told what went wrong.
      return undefined;
    } finally {
      timer.cancel();
    }
    return this.#ended && this.#dropped === 0 && this.#kept.length === 1 ? this.#kept[0] : undefined;
  }

  /** The call is over: nothing is read, or kept, any more. */
  release(): void {
    this.#rpc.off("readable", this.#onChange);
    this.#rpc.off("end", this.#onEnd);
    this.#rpc.off("cancelled", this.#onCancelled);
    this.#isReplayable = false;
    this.#drop(this.#dropped + this.#kept.length);
    this.#onCancelled();
  }

  #reader(): AsyncIterator<Frame, undefined> {
    let position = 0;
    let over = false;
    let stopWaiting: (() => void) | undefined;
    const done = { done: true, value: undefined } as const;
    return {
      next: async () => {
        for (;;) {
          if (over) return done;
          if (position < this.#dropped) {
            throw new AiosError("internal", "The request is not kept, and cannot be sent again.");
          }
          const message = this.#kept[position - this.#dropped];
          if (message !== undefined) {
            position++;
            if (!this.#isReplayable) this.#drop(position);
            return { done: false, value: message };
          }
          if (this.#ended) return done;
          await new Promise<void>((resolve, reject) => {
            stopWaiting = resolve;
            this.#pull().then(resolve, reject);
          });
        }
      },
      return: async () => {
        over = true;
        stopWaiting?.();
        return done;
      },
    };
  }

  async #readTwo(): Promise<void> {
    while (!this.#ended && this.#dropped + this.#kept.length < 2) await this.#pull();
  }

  /** Reads one message more, or the end. One at a time, however many wait for it. */
  #pull(): Promise<void> {
    this.#pulling ??= this.#take().finally(() => {
      this.#pulling = undefined;
    });
    return this.#pulling;
  }

  async #take(): Promise<void> {
    for (;;) {
      if (this.#gone) throw new AiosError("client-closed", "The client cancelled the call.");
      const message = this.#rpc.read();
      if (message !== null) {
        message.taken();
        this.#keep(message.bytes);
      }
      if (message !== null || this.#ended) {
        this.#saidAt = this.#options.clock.monotonic();
        return;
      }
      this.#saidAt = undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #keep(message: Frame): void {
    const { held, maxKeptBytes } = this.#options;
    const bytes = costOf(message);
    if (!held.take(bytes)) {
      throw new AiosError(
        "overloaded",
        `The message does not fit beside the requests that are held already, ${held.max} bytes at most (limits.maxBufferedRequestSize); try again shortly.`,
        { retryAfterMs: 1_000 },
      );
    }
    this.#keptBytes += bytes;
    this.#kept.push(message);
    if (this.#kept.length > 1 && this.#keptBytes > maxKeptBytes) this.#isReplayable = false;
  }

  /** Those before number `end`. */
  #drop(end: number): void {
    let bytes = 0;
    for (const message of this.#kept.splice(0, end - this.#dropped)) bytes += costOf(message);
    this.#dropped = end;
    this.#keptBytes -= bytes;
    this.#options.held.release(bytes);
  }

  readonly #onChange = (): void => {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#onChange();
  };

  readonly #onCancelled = (): void => {
    this.#gone = true;
    this.#onChange();
  };
}

function costOf(message: Frame): number {
  return message.byteLength + MESSAGE_OVERHEAD_BYTES;
}
