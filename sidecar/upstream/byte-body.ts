import type { Frame } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";
import type { FramesAtHand } from "../core/frames-at-hand.ts";
import type { HttpExchange } from "./http-exchange.ts";
import type { QuotedCredentials, QuoteWatch } from "./quoted-credentials.ts";

export interface ByteBodyOptions {
  readonly upstream: string;
  readonly exchange: HttpExchange;
  /** Undefined when the call was sent without credentials of ours. */
  readonly quoted: QuotedCredentials | undefined;
}

/**
 * A body as its bytes come: pulled, and of any length. One that is cut throws `upstream-cut`, one that quotes the
 * credentials of its request breaks off before them with `invalid-upstream-reply`.
 */
export class ByteBody implements AsyncIterable<Frame>, FramesAtHand {
  readonly #upstream: string;
  readonly #exchange: HttpExchange;
  readonly #watch: QuoteWatch | undefined;
  #isPulling = false;
  /** What comes next quotes the credentials. */
  #isQuoting = false;
  #over = false;

  constructor({ upstream, exchange, quoted }: ByteBodyOptions) {
    this.#upstream = upstream;
    this.#exchange = exchange;
    this.#watch = quoted?.watch();
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    const frame = this.take();
    return frame === undefined ? this.#pull() : Promise.resolve({ done: false, value: frame });
  }

  take(): Frame | undefined {
    while (!this.#over && !this.#isPulling && !this.#isQuoting) {
      const chunk = this.#exchange.takeChunk();
      if (chunk === undefined) return undefined;
      const passing = this.#passing(chunk);
      if (passing.length > 0) return passing;
    }
    return undefined;
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.#over = true;
    this.#exchange.abandon();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #pull(): Promise<IteratorResult<Frame, undefined>> {
    this.#isPulling = true;
    try {
      while (!this.#over) {
        if (this.#isQuoting) throw quotesCredentials(this.#upstream);
        const chunk = await this.#exchange.nextChunk();
        const passing = chunk === undefined ? this.#rest() : this.#passing(chunk);
        if (passing.length > 0) return { done: false, value: passing };
      }
    } catch (error) {
      // Closed by its reader while it waited: an end, not a failure.
      if (!this.#over) {
        await this.return();
        throw error;
      }
    } finally {
      this.#isPulling = false;
    }
    return { done: true, value: undefined };
  }

  #passing(chunk: Buffer): Frame {
    if (this.#watch === undefined) return chunk;
    const passing = this.#watch.push(chunk);
    this.#isQuoting = passing === undefined;
    return passing ?? NOTHING;
  }

  #rest(): Frame {
    this.#over = true;
    return this.#watch?.end() ?? NOTHING;
  }
}

const NOTHING: Frame = new Uint8Array();

/** What came back holds the key that only we may have. */
export function quotesCredentials(upstream: string): AiosError {
  return new AiosError(
    "invalid-upstream-reply",
    `The reply of upstream "${upstream}" quotes the credentials that the call was sent with, and was not passed on.`,
  );
}
