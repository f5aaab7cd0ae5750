import type { Frame, Headers, Reply } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { RunningCall } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import { WholeBody } from "../core/whole-body.ts";
import type { Clock } from "../platform/clock.ts";
import { decisionHeaders, serverTiming } from "./decision-headers.ts";
import { type ErrorResponse, errorResponse } from "./error-response.ts";
import { gather } from "./gather.ts";
import type { ReplySink } from "./reply-sink.ts";

const encoder = new TextEncoder();

export interface HttpDelivery {
  readonly running: RunningCall;
  /** Where the reply goes: a connection, or straight into the caller's hands. */
  readonly sink: ReplySink;
  /** The caller's own. */
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** What the head says of the connection, when the head is written. */
  readonly connectionHeader: () => Headers;
}

/** Writes a call's reply, or what it failed with, and ends the call. */
export async function deliver(delivery: HttpDelivery): Promise<void> {
  const { running } = delivery;
  let reply: Reply;
  try {
    reply = await running.reply;
  } catch (thrown) {
    await deliverFailure(delivery, toAiosError(thrown));
    return;
  }
  if (reply.framing === "document") await deliverDocument(delivery, reply);
  else if (reply.framing === "events") await deliverEvents(delivery, reply);
  else await deliverBytes(delivery, reply);
}

async function deliverDocument(delivery: HttpDelivery, reply: Reply): Promise<void> {
  let body: Frame;
  try {
    body = reply.body instanceof WholeBody ? reply.body.frame : Buffer.concat(await gather(reply.body));
  } catch (thrown) {
    // Nothing has been written yet, so this failure still has a status of its own.
    await deliverFailure(delivery, toAiosError(thrown));
    return;
  }
  const { running, sink } = delivery;
  sink.head(reply.status, {
    ...head(delivery, reply.headers),
    "content-length": String(body.byteLength),
  });
  const whole = await sink.finish(body);
  running.end(whole ? { outcome: "completed" } : { outcome: "failed", error: whyStopped(running) });
}

async function deliverEvents(delivery: HttpDelivery, reply: Reply): Promise<void> {
  const { running, sink, dialect, clock } = delivery;
  const { call } = running;
  const told = head(delivery, reply.headers);
  sink.head(reply.status, { "cache-control": "no-cache", ...told, "x-accel-buffering": "no" });
  try {
    for await (const frame of reply.body) {
      const written = sink.write(frame);
      const open = typeof written === "boolean" ? written : await written;
      if (!open) throw whyStopped(running);
    }
  } catch (thrown) {
    // Past the commit point: the status is long gone, so the stream itself has to tell.
    const error = toAiosError(thrown);
    await sink.finish(error.told ? undefined : dialect.events?.errorEvent(error, call.id));
    running.end({ outcome: "failed", error });
    return;
  }
  // What is known only now goes into a comment, which every SSE parser skips.
  const lines = [
    ...Object.entries(decisionHeaders(call)).filter(([name, value]) => told[name] !== value),
    ["server-timing", serverTiming(call, clock.monotonic())],
  ].map(([name, value]) => `: ${name} ${value}\n`);
  const whole = await sink.finish(encoder.encode(`${lines.join("")}\n`));
  running.end(whole ? { outcome: "completed" } : { outcome: "failed", error: whyStopped(running) });
}

/** Of any type and length. Nothing in them could tell a failure: the connection does. */
async function deliverBytes(delivery: HttpDelivery, reply: Reply): Promise<void> {
  const { running, sink } = delivery;
  sink.head(reply.status, head(delivery, reply.headers), "at-once");
  try {
    for await (const frame of reply.body) {
      const written = sink.write(frame);
      const open = typeof written === "boolean" ? written : await written;
      if (!open) throw whyStopped(running);
    }
  } catch (thrown) {
    const error = toAiosError(thrown);
    sink.cut(error);
    running.end({ outcome: "failed", error });
    return;
  }
  const whole = await sink.finish();
  running.end(whole ? { outcome: "completed" } : { outcome: "failed", error: whyStopped(running) });
}

/** A failure that is known before the head has gone out. */
async function deliverFailure(delivery: HttpDelivery, error: AiosError): Promise<void> {
  const { running, dialect } = delivery;
  await deliverError(delivery, errorResponse(error, dialect, running.call.id));
  running.end({ outcome: "failed", error });
}

async function deliverError(delivery: HttpDelivery, rendered: ErrorResponse): Promise<void> {
  const { sink } = delivery;
  if (sink.isGone) return;
  sink.head(rendered.status, {
    // A provider's answer to a HEAD has one of its own.
    "content-length": String(rendered.body.byteLength),
    ...head(delivery, rendered.headers),
  });
  await sink.finish(rendered.body);
}

function head(delivery: HttpDelivery, headers: Headers): Record<string, string> {
  const { call } = delivery.running;
  return {
    ...headers,
    ...decisionHeaders(call),
    "server-timing": serverTiming(call, delivery.clock.monotonic()),
    ...delivery.connectionHeader(),
  };
}

/** The writer stops when the call is aborted, or its client has gone. */
function whyStopped({ call }: RunningCall): AiosError {
  return call.signal.aborted ? toAiosError(call.signal.reason) : clientClosed();
}

export function clientClosed(): AiosError {
  return new AiosError("client-closed", "The client closed the connection.");
}
