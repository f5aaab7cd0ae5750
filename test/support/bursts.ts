import type { Frame } from "../../sidecar/core/call.ts";
import type { FramesAtHand } from "../../sidecar/core/frames-at-hand.ts";

/** A body whose frames come in bursts: only the first one of each has to be waited for. */
export class Bursts implements AsyncIterable<Frame>, FramesAtHand {
  readonly #bursts: readonly (readonly Frame[])[];
  readonly #failure: Error | undefined;
  #burst = -1;
  #next = 0;
  #isPulling = false;
  #isOver = false;
  /** How often somebody had to wait. */
  pulls = 0;
  returns = 0;

  constructor(bursts: readonly (readonly Frame[])[], failure?: Error) {
    this.#bursts = bursts.filter((burst) => burst.length > 0);
    this.#failure = failure;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  take(): Frame | undefined {
    if (this.#isPulling || this.#isOver) return undefined;
    const frame = this.#bursts[this.#burst]?.[this.#next];
    if (frame !== undefined) this.#next++;
    return frame;
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    const there = this.take();
    if (there !== undefined) return { done: false, value: there };
    this.pulls++;
    this.#isPulling = true;
    await Promise.resolve();
    this.#isPulling = false;
    if (this.#isOver) return { done: true, value: undefined };
    this.#burst++;
    this.#next = 0;
    const frame = this.take();
    if (frame !== undefined) return { done: false, value: frame };
    this.#isOver = true;
    if (this.#failure !== undefined) throw this.#failure;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<Frame, undefined>> {
    this.returns++;
    this.#isOver = true;
    return Promise.resolve({ done: true, value: undefined });
  }
}

/** What a reader has seen of a body: its frames as text, then how it ended. */
export interface Seen {
  readonly frames: readonly string[];
  readonly end: unknown;
}

/**
 * Reads a body to its end.
 * @param takes whether the reader looks for what is there before it waits, turn by turn; over and over
 */
export async function seenOf(body: AsyncIterable<Frame>, takes: readonly boolean[]): Promise<Seen> {
  const frames: string[] = [];
  const reader: AsyncIterator<Frame> & Partial<FramesAtHand> = body[Symbol.asyncIterator]();
  for (let turn = 0; ; turn++) {
    if (takes.length > 0 && takes[turn % takes.length] === true) {
      const frame = reader.take?.();
      if (frame !== undefined) {
        frames.push(Buffer.from(frame).toString());
        continue;
      }
    }
    try {
      const next = await reader.next();
      if (next.done === true) return { frames, end: "end" };
      frames.push(Buffer.from(next.value).toString());
    } catch (error) {
      return { frames, end: error };
    }
  }
}

/** The list cut into pieces of these lengths, over and over; a length of 0 counts as 1. */
export function cut<Item>(items: readonly Item[], lengths: readonly number[]): readonly (readonly Item[])[] {
  const pieces: (readonly Item[])[] = [];
  for (let at = 0, turn = 0; at < items.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? 1);
    pieces.push(items.slice(at, at + length));
    at += length;
  }
  return pieces;
}
