import type { Frame } from "../core/call.ts";
import { type FramesAtHand, framesAtHand } from "../core/frames-at-hand.ts";
import { joinFrames } from "../core/join-frames.ts";
import type { ReplySink } from "./reply-sink.ts";

/** Frames are written together up to this size: what a socket takes at once before it asks its writer to wait. */
const LARGEST_PIECE = 16 * 1024;

/**
 * Writes a body as it comes. Frames that have come together go out together: each write of its own costs a chunk of
 * HTTP/1.1 and three buffers of a system call, for 200 bytes that a token takes.
 * Resolves true at the body's end, and false, the body closed, when nobody will read what follows; rejects with the
 * body's error, when all before it has been written.
 */
export async function writeFrames(body: AsyncIterable<Frame>, sink: ReplySink): Promise<boolean> {
  const frames = body[Symbol.asyncIterator]();
  const atHand = framesAtHand(frames);
  for (;;) {
    const next = await frames.next();
    if (next.done === true) return true;
    const written = sink.write(atHand === undefined ? next.value : withThoseAtHand(next.value, atHand));
    const open = typeof written === "boolean" ? written : await written;
    if (!open) {
      await closed(frames);
      return false;
    }
  }
}

function withThoseAtHand(first: Frame, atHand: FramesAtHand): Uint8Array {
  let frame = first.byteLength < LARGEST_PIECE ? atHand.take() : undefined;
  if (frame === undefined) return first;
  const frames = [first];
  let bytes = first.byteLength;
  while (frame !== undefined) {
    frames.push(frame);
    bytes += frame.byteLength;
    frame = bytes < LARGEST_PIECE ? atHand.take() : undefined;
  }
  return joinFrames(frames);
}

/** How it fails to close interests nobody: the call has failed already. */
async function closed(frames: AsyncIterator<Frame>): Promise<void> {
  try {
    await frames.return?.();
  } catch {}
}
