import type { Frame } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";

/** As much as an upstream's `maxReplySize` allows a document by default; what is gathered here is to become one. */
const MAX_GATHERED_BYTES = 32 * 1024 * 1024;
/** What a frame costs beside its bytes. */
const FRAME_OVERHEAD_BYTES = 64;

/**
 * All frames of a body that has to be whole before it can be told. Each of them has been bounded where it came from;
 * how many of them come, as of a stream in answer to a call that has none, is bounded here. One alone always passes.
 * @throws AiosError `reply-too-large`, and what the body throws
 */
export async function gather(
  body: AsyncIterable<Frame>,
  maxBytes = MAX_GATHERED_BYTES,
): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  let bytes = 0;
  for await (const frame of body) {
    frames.push(frame);
    bytes += frame.byteLength + FRAME_OVERHEAD_BYTES;
    if (frames.length > 1 && bytes > maxBytes) {
      throw new AiosError(
        "reply-too-large",
        `The reply is longer than the ${maxBytes} bytes that are gathered for a caller who asked for no stream; ask for a stream.`,
      );
    }
  }
  return frames;
}
