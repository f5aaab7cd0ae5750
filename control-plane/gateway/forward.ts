import type { ServerDuplexStream } from "@grpc/grpc-js";
import type { ForwardHead__Output } from "../../proto/gen/aios/gateway/v1/ForwardHead.ts";
import type { ForwardReply } from "../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import type { ForwardRequest__Output } from "../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import type { GatewayHandlers } from "../../proto/gen/aios/gateway/v1/Gateway.ts";
import { MAX_FRAME_BYTES } from "../../proto/limits.ts";
import type { DialectName, Frame, Reply } from "../../sidecar/core/call.ts";
import type { Engine, RunningCall } from "../../sidecar/core/engine.ts";
import { AiosError, toAiosError } from "../../sidecar/core/errors.ts";
import { dialects } from "../../sidecar/dialects/registry.ts";
import type { Telemetry } from "../../sidecar/platform/telemetry.ts";
import { forwardError } from "../../sidecar/upstream/forward-wire.ts";

export interface ForwardOptions {
  readonly engine: Engine;
  readonly telemetry: Telemetry;
  readonly maxRequestBytes: number;
}

type Stream = ServerDuplexStream<ForwardRequest__Output, ForwardReply>;

/** `aios.gateway.v1.Gateway`: runs the calls that sidecars forward, with the provider keys that only this process has. */
export function createForwardHandlers(options: ForwardOptions): GatewayHandlers {
  return {
    Forward: (stream: Stream) => {
      void serve(stream, options);
    },
  };
}

async function serve(stream: Stream, options: ForwardOptions): Promise<void> {
  let running: RunningCall | undefined;
  // One listener for the whole call: whatever stage it is in, a sidecar that left stops the provider.
  stream.on("cancelled", () =>
    running?.cancel(new AiosError("client-closed", "The sidecar cancelled the call.")),
  );
  stream.on("error", () =>
    running?.cancel(new AiosError("client-closed", "The connection to the sidecar broke.")),
  );
  try {
    const { head, body } = await readRequest(stream, options.maxRequestBytes);
    if (stream.cancelled) return;
    running = begin(options.engine, head, body);
    await deliver(stream, running);
  } catch (thrown) {
    const error = toAiosError(thrown);
    if (error.kind === "internal") options.telemetry.internalError("gateway", thrown);
    if (!stream.cancelled)
      stream.write({ error: forwardError(error, running?.call.record.get("attempts") ?? 0) });
    running?.end({ outcome: "failed", error });
  } finally {
    stream.end();
  }
}

interface ForwardedRequest {
  readonly head: ForwardHead__Output;
  readonly body: Uint8Array;
}

async function readRequest(stream: Stream, maxBytes: number): Promise<ForwardedRequest> {
  let head: ForwardHead__Output | undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Without destroyOnReturn: false, leaving this loop would destroy the writing side as well.
  for await (const message of stream.iterator({ destroyOnReturn: false })) {
    const { head: first, chunk }: ForwardRequest__Output = message;
    if (head === undefined) {
      if (first == null)
        throw new AiosError("invalid-request", "The first message of a forwarded call must be its head.");
      head = first;
      if (head.body.byteLength > maxBytes) throw tooLarge(maxBytes);
      if (head.complete) return { head, body: head.body };
      continue;
    }
    if (chunk === undefined || chunk === null)
      throw new AiosError("invalid-request", "A forwarded call has one head only.");
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  if (head === undefined) throw new AiosError("client-closed", "The stream ended before the call's head.");
  return { head, body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks) };
}

function tooLarge(maxBytes: number): AiosError {
  return new AiosError(
    "request-too-large",
    `The request body is larger than ${maxBytes} bytes (the control plane's limits.maxRequestSize).`,
  );
}

function begin(engine: Engine, head: ForwardHead__Output, body: Uint8Array): RunningCall {
  const headers: Record<string, string> = { ...head.headers };
  if (head.session !== undefined) headers["x-aios-session"] = head.session;
  if (head.user !== undefined) headers["x-aios-user"] = head.user;
  return engine.begin({
    protocol: "grpc",
    dialect: knownDialect(head.dialect),
    headers,
    body,
    timeoutMs: head.timeoutMs > 0 ? head.timeoutMs : undefined,
    workload: head.workload ?? { namespace: "", serviceAccount: "", labels: {} },
    upstream: head.upstream,
  });
}

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

async function deliver(stream: Stream, running: RunningCall): Promise<void> {
  const reply: Reply = await running.reply;
  const { record } = running.call;
  const framing = reply.framing === "events" ? "FRAMING_EVENTS" : "FRAMING_DOCUMENT";
  stream.write({ head: { status: reply.status, headers: { ...reply.headers }, framing } });
  for await (const frame of reply.body) {
    if (stream.cancelled) throw new AiosError("client-closed", "The sidecar cancelled the call.");
    await writeFrame(stream, frame);
  }
  const upstreamMs = Math.round(record.get("upstreamMs") ?? 0);
  stream.write({ end: { trailers: {}, upstreamMs, attempts: record.get("attempts") ?? 1 } });
  running.end({ outcome: "completed" });
}

/** Splits what is larger than a message may be, and waits while the sidecar does not read. */
async function writeFrame(stream: Stream, frame: Frame): Promise<void> {
  for (let from = 0; from === 0 || from < frame.byteLength; from += MAX_FRAME_BYTES) {
    const data = frame.subarray(from, from + MAX_FRAME_BYTES);
    const more = from + MAX_FRAME_BYTES < frame.byteLength;
    if (!stream.write({ frame: { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), more } }))
      await drained(stream);
  }
}

function drained(stream: Stream): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stream.off("drain", settle);
      stream.off("cancelled", settle);
      stream.off("error", settle);
      stream.off("close", settle);
      resolve();
    };
    stream.on("drain", settle);
    stream.on("cancelled", settle);
    stream.on("error", settle);
    stream.on("close", settle);
    if (stream.cancelled) settle();
  });
}
