import type { Frame } from "./call.ts";

/** Frames side by side in one buffer of exactly their size. */
export interface PackedFrames {
  readonly bytes: Uint8Array;
  /** Where each frame ends, in order. */
  readonly ends: readonly number[];
}

/** What a frame takes beside its bytes. */
export const FRAME_COST = 8;

export function packFrames(frames: readonly Frame[]): PackedFrames {
  let end = 0;
  const ends = frames.map((frame) => {
    end += frame.byteLength;
    return end;
  });
  const bytes = new Uint8Array(end);
  for (const [index, frame] of frames.entries()) bytes.set(frame, (ends[index] ?? 0) - frame.byteLength);
  return { bytes, ends };
}

/** Views into the buffer; nothing is copied. */
export function unpackFrames({ bytes, ends }: PackedFrames): readonly Frame[] {
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

/**
 * Gathers frames up to a bound. It copies them: a frame is often a few bytes of a socket's 64 KiB buffer, all of which
 * would stay in memory with it.
 */
export class FrameLog {
  readonly #maxBytes: number;
  #buffer: Uint8Array = new Uint8Array(0);
  #length = 0;
  #ends: number[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** False when the bound would be passed. */
  append(frame: Frame): boolean {
    const length = this.#length + frame.byteLength;
    if (length + FRAME_COST * (this.#ends.length + 1) > this.#maxBytes) return false;
    if (length > this.#buffer.byteLength) this.#grow(length);
    this.#buffer.set(frame, this.#length);
    this.#length = length;
    this.#ends.push(length);
    return true;
  }

  frames(): PackedFrames {
    const exact = this.#length === this.#buffer.byteLength;
    return {
      bytes: exact ? this.#buffer : new Uint8Array(this.#buffer.subarray(0, this.#length)),
      ends: this.#ends,
    };
  }

  /** A document is one frame and gets just its size; what goes on growing doubles. */
  #grow(needed: number): void {
    const doubled = Math.min(2 * this.#buffer.byteLength, this.#maxBytes);
    const larger = new Uint8Array(Math.max(needed, doubled));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}
