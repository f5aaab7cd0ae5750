import type { CallSignal } from "../core/call-signal.ts";
/** Turns texts into vectors, so that texts of like meaning lie close together. */
export interface Embedder {
  /** Which model in which form; vectors of different ids say nothing about each other. */
  readonly id: string;
  /** Numbers in a vector; undefined until it is known. */
  readonly dimension: number | undefined;
  /** Gets ready, where that takes time. The first text does as well. */
  start(): void;
  /**
   * One vector of length 1 for each text. They are shared with others: nobody changes them.
   * @throws EmbeddingUnavailable, or the signal's reason once it has aborted
   */
  embed(texts: readonly string[], signal: CallSignal): Promise<readonly Float32Array[]>;
  close(): void;
}

/**
 * - `queue-full`: too much was waiting
 * - `timeout`: it took longer than its budget
 * - `failed`: there was nobody who could do it, or they could not
 * - `closed`: the embedder has ended
 * - `too-long`: the model does not read texts of that length to their end; what it does not read could not count
 * - `unreadable`: the text is empty, or has characters that the model takes for one and the same
 */
export type UnavailableReason = "queue-full" | "timeout" | "failed" | "closed" | "too-long" | "unreadable";

/** There is no vector. Whoever wanted one goes on without: never a reason to fail a call. */
export class EmbeddingUnavailable extends Error {
  override readonly name = "EmbeddingUnavailable";
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, options?: ErrorOptions) {
    super(`There is no embedding: ${reason}.`, options);
    this.reason = reason;
  }
}
