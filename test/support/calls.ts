import type { Call, End, Frame, Reply } from "../../sidecar/core/call.ts";
import { NO_DEADLINE } from "../../sidecar/core/deadline.ts";
import type { Dialect } from "../../sidecar/core/dialect.ts";
import type { JsonObject } from "../../sidecar/core/json.ts";
import { payloadFromDocument } from "../../sidecar/core/payload.ts";
import { DecisionRecord } from "../../sidecar/core/record.ts";
import { CountedAbort } from "./call-signals.ts";

export interface TestCall extends Call {
  /** Ends the call as an edge would after its last byte. */
  end(end?: End): void;
}

/** A call as an edge would build it, in the given dialect; `overrides` replaces any field. */
export function testCall(dialect: Dialect, document: JsonObject, overrides: Partial<Call> = {}): TestCall {
  const callbacks: ((end: End) => void)[] = [];
  let ended = false;
  return {
    id: "01900000-0000-7000-8000-000000000000",
    protocol: "http",
    operation: dialect.operation,
    dialect: dialect.name,
    ...dialect.readRequest(document),
    headers: {},
    request: payloadFromDocument(document, dialect.rewriteRequest),
    opaque: undefined,
    workload: { namespace: "default", serviceAccount: "default", labels: {} },
    user: undefined,
    session: undefined,
    policies: [],
    dryRuns: [],
    preferred: undefined,
    target: undefined,
    stale: undefined,
    startedAt: 0,
    deadline: NO_DEADLINE,
    routeTimeoutMs: undefined,
    firstFrameBy: NO_DEADLINE,
    signal: new CountedAbort(),
    record: new DecisionRecord(),
    onEnd: (callback) => {
      callbacks.push(callback);
    },
    ...overrides,
    end: (end = { outcome: "completed" }) => {
      if (ended) return;
      ended = true;
      for (const callback of callbacks.reverse()) callback(end);
    },
  };
}

export function documentReply(document: JsonObject, overrides: Partial<Reply> = {}): Reply {
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    framing: "document",
    body: framesOf([new TextEncoder().encode(JSON.stringify(document))]),
    trailers: () => ({}),
    ...overrides,
  };
}

export function eventsReply(frames: readonly Frame[], overrides: Partial<Reply> = {}): Reply {
  return {
    status: 200,
    headers: { "content-type": "text/event-stream; charset=utf-8" },
    framing: "events",
    body: framesOf(frames),
    trailers: () => ({}),
    ...overrides,
  };
}

/** The frames, then the error if one is given. */
export async function* framesOf(frames: readonly Frame[], error?: Error): AsyncGenerator<Frame> {
  yield* frames;
  if (error !== undefined) throw error;
}

export async function collect(body: AsyncIterable<Frame>): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of body) frames.push(frame);
  return frames;
}

export async function text(body: AsyncIterable<Frame>): Promise<string> {
  return Buffer.concat(await collect(body)).toString("utf8");
}
