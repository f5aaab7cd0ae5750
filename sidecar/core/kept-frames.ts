import type { Frame } from "./call.ts";
import { type PackedFrames, unpackFrames } from "./frame-log.ts";
import type { FramesAtHand } from "./frames-at-hand.ts";

/** A body that was kept: all of its frames are there. It may be read as often as one likes. */
export class KeptFrames implements AsyncIterable<Frame> {
  readonly #frames: PackedFrames;

  constructor(frames: PackedFrames) {
    this.#frames = frames;
  }

  [Symbol.asyncIterator](): FramesAtHand {
    return new InOrder(unpackFrames(this.#frames));
  }
}

class InOrder implements FramesAtHand {
  readonly #frames: readonly Frame[];
  #next = 0;

  constructor(frames: readonly Frame[]) {
    this.#frames = frames;
  }

  take(): Frame | undefined {
    return this.#frames[this.#next++];
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    const frame = this.take();
    return Promise.resolve(
      frame === undefined ? { done: true, value: undefined } : { done: false, value: frame },
    );
  }

  return(): Promise<IteratorResult<Frame, undefined>> {
    this.#next = this.#frames.length;
    return Promise.resolve({ done: true, value: undefined });
  }
}
