import type { Call, Frame, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { WholeBody } from "../../core/whole-body.ts";

const encoder = new TextEncoder();

/** A reply that says `text`, in the shape the caller asked for; undefined when the operation has no such answer. */
export function fixedReply(text: string, call: Call, dialect: Dialect, unixMs: number): Reply | undefined {
  const document = dialect.fixedReply(text, {
    id: call.id,
    model: call.model,
    createdAt: Math.floor(unixMs / 1000),
  });
  if (document === undefined) return undefined;
  return call.stream
    ? {
        status: 200,
        headers: { "content-type": "text/event-stream; charset=utf-8" },
        framing: "events",
        body: inOrder(dialect.toEvents(document, call.request.document())),
        trailers: () => ({}),
      }
    : {
        status: 200,
        headers: { "content-type": "application/json" },
        framing: "document",
        body: new WholeBody(encoder.encode(JSON.stringify(document))),
        trailers: () => ({}),
      };
}

async function* inOrder(frames: readonly Frame[]): AsyncGenerator<Frame> {
  yield* frames;
}
