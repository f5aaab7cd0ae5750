import type { Frame } from "./call.ts";
import { FrameSlabs } from "./frame-slabs.ts";

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

/** A piece of some frames' memory that is gathered. */
interface Piece {
  readonly buffer: ArrayBufferLike;
  readonly start: number;
  end: number;
}

/**
 * Gathers frames up to a bound. What lies side by side in memory of our own, as the frames of a stream do, is copied once,
 * at the end; anything else at once, so that nothing else stays in memory with it.
 */
export class FrameLog {
  readonly #maxBytes: number;
  readonly #slabs = new FrameSlabs();
  readonly #pieces: Piece[] = [];
  #length = 0;
  #ends: number[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** False when the bound would be passed. */
  append(frame: Frame): boolean {
    const length = this.#length + frame.byteLength;
    if (length + FRAME_COST * (this.#ends.length + 1) > this.#maxBytes) return false;
    const { buffer, byteOffset, byteLength } = this.#slabs.owned(frame);
    const last = this.#pieces.at(-1);
    if (last?.buffer === buffer && last.end === byteOffset) last.end += byteLength;
    else this.#pieces.push({ buffer, start: byteOffset, end: byteOffset + byteLength });
    this.#length = length;
    this.#ends.push(length);
    return true;
  }

  frames(): PackedFrames {
    const bytes = new Uint8Array(this.#length);
    let length = 0;
    for (const { buffer, start, end } of this.#pieces) {
      bytes.set(new Uint8Array(buffer, start, end - start), length);
      length += end - start;
    }
    return { bytes, ends: this.#ends };
  }
}
