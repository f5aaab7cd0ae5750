import type { Frame, Headers, Reply } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { RunningCall } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import { WholeBody } from "../core/whole-body.ts";
import type { Clock } from "../platform/clock.ts";
import { addDecisionHeaders, decisionHeaders, serverTiming } from "./decision-headers.ts";
import { type ErrorResponse, errorResponse } from "./error-response.ts";
import { gather } from "./gather.ts";
import type { ReplySink } from "./reply-sink.ts";
import { writeFrames } from "./write-frames.ts";

const encoder = new TextEncoder();
const COMPLETED = { outcome: "completed" } as const;

export interface HttpDelivery {
  readonly running: RunningCall;
  /** Where the reply goes: a connection, or straight into the caller's hands. */
  readonly sink: ReplySink;
  /** The caller's own. */
  readonly dialect: Dialect;
  readonly clock: Clock;
  /** Whether the connection closes behind the reply; asked when the head is written. */
  readonly isClosing: () => boolean;
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
  if (reply.framing === "document") return deliverDocument(delivery, reply);
  if (reply.framing === "events") return deliverEvents(delivery, reply);
  return deliverBytes(delivery, reply);
}

function deliverDocument(delivery: HttpDelivery, reply: Reply): Promise<void> | undefined {
  return reply.body instanceof WholeBody
    ? deliverWhole(delivery, reply, reply.body.frame)
    : deliverGathered(delivery, reply);
}

async function deliverGathered(delivery: HttpDelivery, reply: Reply): Promise<void> {
  let body: Frame;
  try {
    body = Buffer.concat(await gather(reply.body));
  } catch (thrown) {
    // Nothing has been written yet, so this failure still has a status of its own.
    await deliverFailure(delivery, toAiosError(thrown));
    return;
  }
  await deliverWhole(delivery, reply, body);
}

/** A promise where the reader has to be waited for. */
function deliverWhole(delivery: HttpDelivery, reply: Reply, body: Frame): Promise<void> | undefined {
  const { running, sink } = delivery;
  const told = head(delivery, reply.headers);
  told["content-length"] = String(body.byteLength);
  sink.head(reply.status, told);
  const whole = sink.finish(body);
  if (typeof whole !== "boolean") return whole.then((isWhole) => end(running, isWhole));
  end(running, whole);
  return undefined;
}

function end(running: RunningCall, isWhole: boolean): void {
  running.end(isWhole ? COMPLETED : { outcome: "failed", error: whyStopped(running) });
}

async function deliverEvents(delivery: HttpDelivery, reply: Reply): Promise<void> {
  const { running, sink, dialect, clock } = delivery;
  const { call } = running;
  const told = head(delivery, reply.headers);
  sink.head(reply.status, { "cache-control": "no-cache", ...told, "x-accel-buffering": "no" });
  try {
    if (!(await writeFrames(reply.body, sink))) throw whyStopped(running);
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
  end(running, whole);
}

/** Of any type and length. Nothing in them could tell a failure: the connection does. */
async function deliverBytes(delivery: HttpDelivery, reply: Reply): Promise<void> {
  const { running, sink } = delivery;
  sink.head(reply.status, head(delivery, reply.headers), "at-once");
  try {
    if (!(await writeFrames(reply.body, sink))) throw whyStopped(running);
  } catch (thrown) {
    const error = toAiosError(thrown);
    sink.cut(error);
    running.end({ outcome: "failed", error });
    return;
  }
  const whole = await sink.finish();
  end(running, whole);
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

function head({ running, clock, isClosing }: HttpDelivery, headers: Headers): Record<string, string> {
  const { call } = running;
  const told: Record<string, string> = { ...headers };
  addDecisionHeaders(told, call);
  told["server-timing"] = serverTiming(call, clock.monotonic());
  if (isClosing()) told.connection = "close";
  return told;
}

/** The writer stops when the call is aborted, or its client has gone. */
function whyStopped({ call }: RunningCall): AiosError {
  return call.signal.aborted ? toAiosError(call.signal.reason) : clientClosed();
}

export function clientClosed(): AiosError {
  return new AiosError("client-closed", "The client closed the connection.");
}
