import type { Frame } from "./call.ts";

/** Frames as one piece of bytes; without a copy where they lie side by side, as those of one chunk do. */
export function joinFrames(frames: readonly Frame[]): Uint8Array {
  const [first] = frames;
  if (first === undefined) return NOTHING;
  if (frames.length === 1) return first;
  let end = first.byteOffset;
  let isOnePiece = true;
  let bytes = 0;
  for (const { buffer, byteOffset, byteLength } of frames) {
    isOnePiece &&= buffer === first.buffer && byteOffset === end;
    end = byteOffset + byteLength;
    bytes += byteLength;
  }
  return isOnePiece ? Buffer.from(first.buffer, first.byteOffset, bytes) : Buffer.concat(frames, bytes);
}

const NOTHING = new Uint8Array();
