import type { LimitsSpec } from "../../config/schema/settings.ts";
import type { GatewayHandlers } from "../../proto/gen/aios/gateway/v1/Gateway.ts";
import type { ReplyEnd } from "../../proto/gen/aios/gateway/v1/ReplyEnd.ts";
import { MAX_FRAME_BYTES } from "../../proto/limits.ts";
import type { DialectName, Frame, Reply } from "../../sidecar/core/call.ts";
import type { CallSignal } from "../../sidecar/core/call-signal.ts";
import type { Engine, RunningCall } from "../../sidecar/core/engine.ts";
import { AiosError, toAiosError } from "../../sidecar/core/errors.ts";
import type { DecisionRecord } from "../../sidecar/core/record.ts";
import { WholeBody } from "../../sidecar/core/whole-body.ts";
import { dialects } from "../../sidecar/dialects/registry.ts";
import type { Clock } from "../../sidecar/platform/clock.ts";
import type { Telemetry } from "../../sidecar/platform/telemetry.ts";
import { forwardError, toFraming } from "../../sidecar/upstream/forward-wire.ts";
import { type ForwardedRequest, ForwardIntake, type ForwardStream } from "./intake.ts";
import { opaqueOf } from "./opaque.ts";

export interface ForwardOptions {
  readonly engine: Engine;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly limits: LimitsSpec;
}

/** `aios.gateway.v1.Gateway`: runs the calls that sidecars forward, with the provider keys that only this process has. */
export function createForwardHandlers(options: ForwardOptions): GatewayHandlers {
  const intake = new ForwardIntake(options.limits, options.clock);
  return {
    Forward: (stream: ForwardStream) => {
      void serve(stream, intake, options);
    },
  };
}

async function serve(stream: ForwardStream, intake: ForwardIntake, options: ForwardOptions): Promise<void> {
  const admitted = intake.admit(stream);
  let running: RunningCall | undefined;
  let isOver = false;
  const gone = (why: string) => {
    // grpc-js says `cancelled` of every RPC that is over: an error, with its stack, is made only where somebody gets it.
    if (!isOver) running?.cancel(new AiosError("client-closed", why));
  };
  // One listener for the whole call: whatever stage it is in, a sidecar that left stops the provider.
  stream.on("cancelled", () => gone("The sidecar cancelled the call."));
  stream.on("error", () => gone("The connection to the sidecar broke."));
  try {
    const request = await admitted.read();
    if (stream.cancelled) return;
    running = begin(options.engine, request);
    await deliver(stream, running, request.head.takesWhole);
  } catch (thrown) {
    const error = toAiosError(thrown);
    if (error.kind === "internal") options.telemetry.internalError("gateway", thrown);
    if (!stream.cancelled)
      stream.write({ error: forwardError(error, running?.call.record.get("attempts") ?? 0) });
    running?.end({ outcome: "failed", error });
  } finally {
    isOver = true;
    admitted.leave();
    stream.end();
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
async function deliver(stream: ForwardStream, running: RunningCall, takesWhole: boolean): Promise<void> {
  const reply: Reply = await running.reply;
  const { record } = running.call;
  const head = { status: reply.status, headers: { ...reply.headers }, framing: toFraming(reply.framing) };
  const document = takesWhole ? smallDocument(reply) : undefined;
  if (document !== undefined) {
    stream.write({ head: { ...head, document, end: endOf(record) } });
    running.end({ outcome: "completed" });
    return;
  }
  stream.write({ head });
  for await (const frame of reply.body) {
    if (stream.cancelled) throw new AiosError("client-closed", "The sidecar cancelled the call.");
    await writeFrame(stream, frame, running.call.signal);
  }
  stream.write({ end: endOf(record) });
  running.end({ outcome: "completed" });
}

function endOf(record: DecisionRecord): ReplyEnd {
  const upstreamMs = Math.round(record.get("upstreamMs") ?? 0);
  return { trailers: {}, upstreamMs, attempts: record.get("attempts") ?? 1 };
}

function smallDocument({ framing, body }: Reply): Buffer | undefined {
  if (framing !== "document" || !(body instanceof WholeBody)) return undefined;
  const { buffer, byteOffset, byteLength } = body.frame;
  return byteLength > MAX_FRAME_BYTES ? undefined : Buffer.from(buffer, byteOffset, byteLength);
}

/**
 * Splits what is larger than a message may be, and waits while the sidecar does not read.
 * @throws AiosError the signal's reason, as soon as it aborts
 */
async function writeFrame(stream: ForwardStream, frame: Frame, signal: CallSignal): Promise<void> {
  for (let from = 0; from === 0 || from < frame.byteLength; from += MAX_FRAME_BYTES) {
    const data = frame.subarray(from, from + MAX_FRAME_BYTES);
    const more = from + MAX_FRAME_BYTES < frame.byteLength;
    if (!stream.write({ frame: { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), more } }))
      await drained(stream, signal);
    if (signal.aborted) throw toAiosError(signal.reason);
  }
}

function drained(stream: ForwardStream, signal: CallSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stream.off("drain", settle);
      stream.off("cancelled", settle);
      stream.off("error", settle);
      stream.off("close", settle);
      signal.removeEventListener("abort", settle);
      resolve();
    };
    stream.on("drain", settle);
    stream.on("cancelled", settle);
    stream.on("error", settle);
    stream.on("close", settle);
    signal.addEventListener("abort", settle);
    if (stream.cancelled || signal.aborted) settle();
  });
}
