import type { Frame } from "../core/call.ts";
import type { HttpExchange } from "./http-exchange.ts";

/** A body as its bytes come: pulled, of any length, and looked into by nobody. One that is cut throws `upstream-cut`. */
export class ByteBody implements AsyncIterableIterator<Frame> {
  readonly #exchange: HttpExchange;
  #over = false;

  constructor(exchange: HttpExchange) {
    this.#exchange = exchange;
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    if (this.#over) return { done: true, value: undefined };
    try {
      const chunk = await this.#exchange.nextChunk();
      if (chunk !== undefined) return { done: false, value: chunk };
      this.#over = true;
    } catch (error) {
      // Closed by its reader while it waited: an end, not a failure.
      if (!this.#over) {
        this.#over = true;
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
