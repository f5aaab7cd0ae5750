import type { Frame } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";
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
export class ByteBody implements AsyncIterableIterator<Frame> {
  readonly #upstream: string;
  readonly #exchange: HttpExchange;
  readonly #watch: QuoteWatch | undefined;
  #over = false;

  constructor({ upstream, exchange, quoted }: ByteBodyOptions) {
    this.#upstream = upstream;
    this.#exchange = exchange;
    this.#watch = quoted?.watch();
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    try {
      while (!this.#over) {
        const chunk = await this.#exchange.nextChunk();
        if (chunk === undefined) {
          this.#over = true;
          const rest = this.#watch?.end();
          if (rest !== undefined && rest.length > 0) return { done: false, value: rest };
        } else {
          const passing = this.#watch === undefined ? chunk : this.#watch.push(chunk);
          if (passing === undefined) throw quotesCredentials(this.#upstream);
          if (passing.length > 0) return { done: false, value: passing };
        }
      }
    } catch (error) {
      // Closed by its reader while it waited: an end, not a failure.
      if (!this.#over) {
        await this.return();
        throw error;
      }
    }
    return { done: true, value: undefined };
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

/** What came back holds the key that only we may have. */
export function quotesCredentials(upstream: string): AiosError {
  return new AiosError(
    "invalid-upstream-reply",
    `The reply of upstream "${upstream}" quotes the credentials that the call was sent with, and was not passed on.`,
  );
}
