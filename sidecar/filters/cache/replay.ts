import type { Reply } from "../../core/call.ts";
import { KeptFrames } from "../../core/kept-frames.ts";
import { type EncodedForm, WholeBody } from "../../core/whole-body.ts";
import type { StoredReply } from "./store.ts";

/** A kept answer as a reply. `keepForm`: keeps what it is on another wire together with it. */
export function replay(
  stored: StoredReply,
  ageSeconds: number,
  keepForm?: (form: EncodedForm) => void,
): Reply {
  const slot = keepForm && { known: stored.form, keep: keepForm };
  return {
    status: 200,
    headers: { ...stored.headers, age: String(ageSeconds) },
    framing: stored.framing,
    // A document that came in pieces is one frame all the same.
    body:
      stored.framing === "document"
        ? new WholeBody(stored.frames.bytes, stored.usage, slot)
        : new KeptFrames(stored.frames),
    trailers: () => ({}),
  };
}
