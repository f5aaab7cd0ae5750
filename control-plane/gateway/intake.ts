import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { ForwardHead__Output } from "../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import type { ForwardRequest__Output } from "../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import { AiosError } from "../../sidecar/core/errors.ts";
import type { Clock, Timer } from "../../sidecar/platform/clock.ts";

/** The request's half of an RPC, as it comes in. */
export interface ForwardSource {
  /** The next message; null when there is none yet, or no more. */
  read(): ForwardRequest__Output | null;
  /** Nothing more will come, and all that came has been read. */
  readonly hasEnded: boolean;
  /** It was over before it was answered: the sidecar has left, broken off or sent what cannot be read. */
  readonly isGone: boolean;
}

/** A sidecar has the whole call before it forwards it: on one cluster's network sending takes no longer. */
const READ_TIMEOUT_MS = 10_000;
/** What a chunk costs beside its bytes; many small ones would otherwise be nearly free. */
const CHUNK_OVERHEAD_BYTES = 256;
const BUSY_RETRY_AFTER_MS = 1_000;

export interface ForwardedRequest {
  readonly head: ForwardHead__Output;
  readonly body: Uint8Array;
  /** What is left of the head's `timeoutMs`; undefined when it set no bound. */
  readonly timeoutMs: number | undefined;
  /** The same of its `firstFrameMs`. */
  readonly firstFrameMs: number | undefined;
}

/** One stream's place among those that are read, and the bytes that are held for it. */
export interface Admittance {
  /** There may be more to read, or it is over. */
  changed(): void;
  /** @throws AiosError what is wrong with the request, or `overloaded`, `deadline-exceeded`, `client-closed`. */
  read(): Promise<ForwardedRequest>;
  /** The call is over: its body is held no more. */
  leave(): void;
}

/** Reads forwarded calls. They are not admitted yet while they are read, so that this has bounds of its own. */
export class ForwardIntake {
  readonly #limits: LimitsSpec;
  readonly #clock: Clock;
  #heldBytes = 0;
  #reading = 0;

  constructor(limits: LimitsSpec, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  admit(source: ForwardSource): Admittance {
    let held = 0;
    const messages = new Messages(source, this.#clock);
    const hold = (bytes: number) => {
      // One alone always fits.
      const others = this.#heldBytes - held;
      if (others > 0 && this.#heldBytes + bytes > this.#limits.maxBufferedRequestSize) {
        throw busy(`Forwarded calls already take ${this.#limits.maxBufferedRequestSize} bytes`);
      }
      this.#heldBytes += bytes;
      held += bytes;
    };
    return {
      changed: () => messages.changed(),
      read: async () => {
        if (this.#reading >= this.#limits.maxConcurrentCalls) {
          throw busy(`${this.#limits.maxConcurrentCalls} calls are being received`);
        }
        this.#reading++;
        try {
          return await this.#read(messages, hold);
        } finally {
          this.#reading--;
          messages.release();
        }
      },
      leave: () => {
        this.#heldBytes -= held;
        held = 0;
      },
    };
  }

  async #read(messages: Messages, hold: (bytes: number) => void): Promise<ForwardedRequest> {
    const startedAt = this.#clock.monotonic();
    const { maxRequestSize } = this.#limits;
    const first = messages.atHand() ?? (await messages.next());
    if (first === undefined) throw new AiosError("client-closed", "The stream ended before the call's head.");
    const { head } = first;
    if (head == null)
      throw new AiosError("invalid-request", "The first message of a forwarded call must be its head.");
    const left = (ms: number) =>
      ms > 0 ? Math.max(1, ms - (this.#clock.monotonic() - startedAt)) : undefined;
    const request = (body: Uint8Array): ForwardedRequest => ({
      head,
      body,
      timeoutMs: left(head.timeoutMs),
      firstFrameMs: left(head.firstFrameMs),
    });
    if (head.body.byteLength > maxRequestSize) throw tooLarge(maxRequestSize);
    hold(head.body.byteLength);
    if (head.complete) return request(head.body);

    if (head.timeoutMs > 0) messages.limit(head.timeoutMs, "the call's deadline");
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (let message = await messages.next(); message !== undefined; message = await messages.next()) {
      const { chunk } = message;
      if (chunk == null) throw new AiosError("invalid-request", "A forwarded call has one head only.");
      if (chunk.byteLength === 0)
        throw new AiosError("invalid-request", "A chunk of a forwarded call is empty.");
      size += chunk.byteLength;
      if (size > maxRequestSize) throw tooLarge(maxRequestSize);
      hold(chunk.byteLength + CHUNK_OVERHEAD_BYTES);
      chunks.push(chunk);
    }
    const [only] = chunks;
    return request(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size));
  }
}

/** The messages of one stream, pulled one by one, within a time. */
class Messages {
  readonly #source: ForwardSource;
  readonly #clock: Clock;
  readonly #timers: Timer[] = [];
  #isLimited = false;
  #failure: AiosError | undefined;
  #wake: (() => void) | undefined;

  constructor(source: ForwardSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** From now on. `told`: the time, in words. */
  limit(ms: number, told: string): void {
    const timer = this.#clock.after(ms, () => {
      this.#failure ??= new AiosError(
        "deadline-exceeded",
        `The control plane did not receive the whole call within ${told}.`,
      );
      this.changed();
    });
    this.#timers.push(timer);
  }

  /** What has come already. */
  atHand(): ForwardRequest__Output | undefined {
    return this.#source.isGone ? undefined : (this.#source.read() ?? undefined);
  }

  /** Undefined once the sidecar has sent everything. */
  async next(): Promise<ForwardRequest__Output | undefined> {
    // Most calls are there whole, and need no timer.
    if (!this.#isLimited) this.limit(READ_TIMEOUT_MS, `${READ_TIMEOUT_MS / 1_000} s`);
    this.#isLimited = true;
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      const message = this.#source.read();
      if (message !== null) return message;
      if (this.#source.hasEnded) return undefined;
      // An upload that breaks off, however Node puts it, is the sidecar's leaving.
      if (this.#source.isGone)
        throw new AiosError("client-closed", "The sidecar broke off in the middle of its request.");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  changed(): void {
    this.#wake?.();
  }

  release(): void {
    for (const timer of this.#timers) timer.cancel();
  }
}

function tooLarge(maxBytes: number): AiosError {
  return new AiosError(
    "request-too-large",
    `The request body is larger than ${maxBytes} bytes (the control plane's limits.maxRequestSize).`,
  );
}

function busy(why: string): AiosError {
  return new AiosError("overloaded", `${why} at the control plane; try again shortly.`, {
    retryAfterMs: BUSY_RETRY_AFTER_MS,
  });
}
