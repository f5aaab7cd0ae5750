import type { Frame, Reply } from "../../core/call.ts";
import { unpackFrames } from "../../core/frame-log.ts";
import type { StoredReply } from "./store.ts";

/** A kept answer as a reply. */
export function replay(stored: StoredReply, ageSeconds: number): Reply {
  return {
    status: 200,
    headers: { ...stored.headers, age: String(ageSeconds) },
    framing: stored.framing,
    body: inOrder(stored),
    trailers: () => ({}),
  };
}

async function* inOrder({ framing, frames }: StoredReply): AsyncGenerator<Frame> {
  // A document that came in pieces is one frame all the same.
  if (framing === "document") yield frames.bytes;
  else yield* unpackFrames(frames);
}
