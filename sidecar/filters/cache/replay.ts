import type { Frame, Reply } from "../../core/call.ts";
import { unpackFrames } from "../../core/frame-log.ts";
import { WholeBody } from "../../core/whole-body.ts";
import type { StoredReply } from "./store.ts";

/** A kept answer as a reply. */
export function replay(stored: StoredReply, ageSeconds: number): Reply {
  return {
    status: 200,
    headers: { ...stored.headers, age: String(ageSeconds) },
    framing: stored.framing,
    // A document that came in pieces is one frame all the same.
    body: stored.framing === "document" ? new WholeBody(stored.frames.bytes, stored.usage) : inOrder(stored),
    trailers: () => ({}),
  };
}

async function* inOrder({ frames }: StoredReply): AsyncGenerator<Frame> {
  yield* unpackFrames(frames);
}
