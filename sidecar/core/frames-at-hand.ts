import type { Frame } from "./call.ts";

/**
 * Frames that come in bursts: one read of a socket brings many, and a promise for each of them costs more than all else
 * that is done with it. Whoever reads waits for the first one (`next`), and then takes what has come with it.
 */
export interface FramesAtHand extends AsyncIterator<Frame, undefined> {
  /**
   * The next frame where nothing has to be waited for; undefined where only `next` can tell what comes: a frame, the end or
   * an error, which is told in its place. Undefined also while a `next` is pending. Never throws.
   */
  take(): Frame | undefined;
}

/** Undefined where each frame has to be waited for. */
export function framesAtHand(frames: AsyncIterator<Frame>): FramesAtHand | undefined {
  return hasFramesAtHand(frames) ? frames : undefined;
}

function hasFramesAtHand(frames: AsyncIterator<Frame>): frames is FramesAtHand {
  return "take" in frames && typeof frames.take === "function";
}
