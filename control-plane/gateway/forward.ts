import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Server } from "@grpc/grpc-js";
import type { LimitsSpec } from "../../config/schema/settings.ts";
import { MAX_FRAME_BYTES } from "../../proto/limits.ts";
import { loadGateway } from "../../proto/load.ts";
import type { DialectName, Frame, Reply } from "../../sidecar/core/call.ts";
import type { CallSignal } from "../../sidecar/core/call-signal.ts";
import type { Engine, RunningCall } from "../../sidecar/core/engine.ts";
import { AiosError, toAiosError } from "../../sidecar/core/errors.ts";
import { type FramesAtHand, framesAtHand } from "../../sidecar/core/frames-at-hand.ts";
import type { DecisionRecord } from "../../sidecar/core/record.ts";
import { WholeBody } from "../../sidecar/core/whole-body.ts";
import { dialects } from "../../sidecar/dialects/registry.ts";
import type { Clock } from "../../sidecar/platform/clock.ts";
import type { Telemetry } from "../../sidecar/platform/telemetry.ts";
import { type AnswerEnd, ForwardMessages, type WirePiece } from "../../sidecar/upstream/forward-messages.ts";
import { forwardError, toFraming, toWireFrames } from "../../sidecar/upstream/forward-wire.ts";
import { type ForwardRpc, StreamRpc } from "./forward-rpc.ts";
import { type ForwardedRequest, ForwardIntake } from "./intake.ts";
import { opaqueOf } from "./opaque.ts";
import { serveByHttp2 } from "./own-method.ts";
import { SharedStream } from "./shared-stream.ts";

export interface ForwardOptions {
  readonly engine: Engine;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly limits: LimitsSpec;
}

/**
 * Serves `aios.gateway.v1.Gateway` on a server that is not bound yet: runs the calls that sidecars forward, with the
 * provider keys that only this process has.
 */
export function serveForward(server: Server, options: ForwardOptions): void {
  const { Forward, ForwardMany } = loadGateway().service;
  const messages = new ForwardMessages(Forward);
  const intake = new ForwardIntake(options.limits, options.clock);
  serveByHttp2(server, Forward.path, (stream, headers) => {
    if (isRefused(stream, headers)) return;
    const rpc = new StreamRpc({ stream, headers, messages, clock: options.clock });
    void serve({ rpc, messages, call: undefined }, intake, options);
  });
  serveByHttp2(server, ForwardMany.path, (stream, headers) => {
    if (isRefused(stream, headers)) return;
    new SharedStream(stream, messages, (rpc) => {
      void serve({ rpc, messages, call: rpc.number }, intake, options);
    });
  });
}

/** https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, "Requests". */
const UNSUPPORTED_MEDIA_TYPE = 415;

/** What is no gRPC is told so by HTTP. */
function isRefused(stream: ServerHttp2Stream, { "content-type": type }: IncomingHttpHeaders): boolean {
  if (type?.startsWith("application/grpc") === true) return false;
  stream.respond({ ":status": UNSUPPORTED_MEDIA_TYPE }, { endStream: true });
  return true;
}

/** Whom a call is answered to, and in which words. */
interface Answering {
  readonly rpc: ForwardRpc;
  readonly messages: ForwardMessages;
  /** Its number where it is one of many on a stream. */
  readonly call: number | undefined;
}

async function serve(answering: Answering, intake: ForwardIntake, options: ForwardOptions): Promise<void> {
  const { rpc, messages, call } = answering;
  const admitted = intake.admit(rpc);
  let running: RunningCall | undefined;
  // One listener for the whole call: whatever stage it is in, a sidecar that left stops the provider.
  rpc.listen({
    changed: admitted.changed,
    gone: () => running?.cancel(new AiosError("client-closed", "The sidecar cancelled the call.")),
  });
  try {
    const request = await admitted.read();
    if (rpc.isGone) return;
    running = begin(options.engine, request);
    await deliver(answering, running, request.head.takesWhole);
  } catch (thrown) {
    const error = toAiosError(thrown);
    if (error.kind === "internal") options.telemetry.internalError("gateway", thrown);
    rpc.end(messages.error(forwardError(error, running?.call.record.get("attempts") ?? 0), call));
    running?.end({ outcome: "failed", error });
  } finally {
    admitted.leave();
    rpc.listen(undefined);
  }
}

function begin(engine: Engine, { head, body, timeoutMs, firstFrameMs }: ForwardedRequest): RunningCall {
  const headers: Record<string, string> = { ...head.headers };
  if (head.session !== undefined) headers["x-aios-session"] = head.session;
  if (head.user !== undefined) headers["x-aios-user"] = head.user;
  return engine.begin({
    // A retry of the sidecar's comes as a call of its own; by its id it is known to be one.
    id: UUID.test(head.callId) ? head.callId : undefined,
    protocol: "grpc",
    dialect: knownDialect(head.dialect),
    headers,
    body,
    opaque: opaqueOf(head),
    timeoutMs,
    firstFrameMs,
    workload: head.workload ?? { namespace: "", serviceAccount: "", labels: {} },
    upstream: head.upstream,
  });
}

/** An id ends up in log lines and reply headers: nothing else may. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function knownDialect(name: string): DialectName {
  const dialect = dialects.find((known) => known.name === name);
  if (dialect === undefined) {
    throw new AiosError(
      "unsupported",
      `The control plane does not know the dialect "${name.slice(0, 100)}"; it may be older than the sidecar.`,
    );
  }
  return dialect.name;
}

/** @param takesWhole whether a small document may be one message with its head and its end */
async function deliver(answering: Answering, running: RunningCall, takesWhole: boolean): Promise<void> {
  const reply: Reply = await running.reply;
  const { rpc, messages, call } = answering;
  const { record, signal } = running.call;
  const head = { status: reply.status, headers: reply.headers, framing: toFraming(reply.framing) };
  const document = takesWhole ? smallDocument(reply) : undefined;
  if (document !== undefined) {
    rpc.end(messages.answerHead({ ...head, whole: { document, end: endOf(record) } }, call));
  } else {
    rpc.write(messages.answerHead(head, call));
    await deliverFrames(answering, reply.body, signal);
    rpc.end(messages.answerEnd(endOf(record), call));
  }
  running.end({ outcome: "completed" });
}

function endOf(record: DecisionRecord): AnswerEnd {
  return { upstreamMs: Math.round(record.get("upstreamMs") ?? 0), attempts: record.get("attempts") ?? 1 };
}

function smallDocument({ framing, body }: Reply): Frame | undefined {
  if (framing !== "document" || !(body instanceof WholeBody)) return undefined;
  return body.frame.byteLength > MAX_FRAME_BYTES ? undefined : body.frame;
}

/** Frames go out together up to this size. */
const LARGEST_WRITE = 16 * 1024;

/** Frames that have come together go out together: a write of its own costs a frame more than all else here. */
async function deliverFrames(
  answering: Answering,
  body: AsyncIterable<Frame>,
  signal: CallSignal,
): Promise<void> {
  const frames = body[Symbol.asyncIterator]();
  const atHand = framesAtHand(frames);
  for (;;) {
    const next = await frames.next();
    if (next.done === true) return;
    try {
      await writeFrames(answering, next.value, atHand, signal);
    } catch (thrown) {
      await closed(frames);
      throw thrown;
    }
  }
}

/**
 * A frame, and those that have come with it; waits while the sidecar does not read.
 * @throws AiosError why nobody reads any more, as soon as that is so
 */
async function writeFrames(
  answering: Answering,
  first: Frame,
  atHand: FramesAtHand | undefined,
  signal: CallSignal,
): Promise<void> {
  let pieces: WirePiece[] = [];
  let bytes = 0;
  for (let frame: Frame | undefined = first; frame !== undefined; frame = atHand?.take()) {
    for (const piece of toWireFrames(frame)) {
      pieces.push(piece);
      bytes += piece.data.byteLength;
      if (bytes < LARGEST_WRITE) continue;
      await writeAll(answering, pieces, signal);
      pieces = [];
      bytes = 0;
    }
  }
  if (pieces.length > 0) await writeAll(answering, pieces, signal);
}

async function writeAll(
  { rpc, messages, call }: Answering,
  pieces: readonly WirePiece[],
  signal: CallSignal,
): Promise<void> {
  if (rpc.isGone) throw new AiosError("client-closed", "The sidecar cancelled the call.");
  if (!rpc.write(messages.frames(pieces, call))) await rpc.drained(signal);
  if (signal.aborted) throw toAiosError(signal.reason);
}

/** How it fails to close interests nobody: the call has failed already. */
async function closed(frames: AsyncIterator<Frame>): Promise<void> {
  try {
    await frames.return?.();
  } catch {}
}
