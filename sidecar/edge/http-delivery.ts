import type { ServerResponse } from "node:http";
import type { Frame, Headers, Reply } from "../core/call.ts";
import type { Dialect } from "../core/dialect.ts";
import type { RunningCall } from "../core/engine.ts";
import { AiosError, toAiosError } from "../core/errors.ts";
import type { Clock } from "../platform/clock.ts";
import { decisionHeaders, serverTiming } from "./decision-headers.ts";
import { type ErrorResponse, errorResponse } from "./error-response.ts";
import { gather } from "./gather.ts";
import { finish, writeFrame } from "./write-reply.ts";

export interface HttpDelivery {
  readonly running: RunningCall;
  readonly response: ServerResponse;
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
  else await deliverEvents(delivery, reply);
}

async function deliverDocument(delivery: HttpDelivery, reply: Reply): Promise<void> {
  let frames: readonly Frame[];
  try {
    frames = await gather(reply.body);
  } catch (thrown) {
    // Nothing has been written yet, so this failure still has a status of its own.
    await deliverFailure(delivery, toAiosError(thrown));
    return;
  }
  const { running, response } = delivery;
  const body = frames.length === 1 ? frames[0] : Buffer.concat(frames);
  response.writeHead(reply.status, {
    ...head(delivery, reply.headers),
    "content-length": body?.byteLength ?? 0,
  });
  const whole = await finish(response, running.call.signal, body);
  running.end(whole ? { outcome: "completed" } : { outcome: "failed", error: whyStopped(running) });
}

async function deliverEvents(delivery: HttpDelivery, reply: Reply): Promise<void> {
  const { running, response, dialect, clock } = delivery;
  const { call } = running;
  response.writeHead(reply.status, {
    "cache-control": "no-cache",
    ...head(delivery, reply.headers),
    "x-accel-buffering": "no",
  });
  try {
    for await (const frame of reply.body) {
      const written = writeFrame(response, frame, call.signal);
      const open = typeof written === "boolean" ? written : await written;
      if (!open) throw whyStopped(running);
    }
  } catch (thrown) {
    // Past the commit point: the status is long gone, so the stream itself has to tell.
    const error = toAiosError(thrown);
    await finish(response, call.signal, error.told ? undefined : dialect.events?.errorEvent(error, call.id));
    running.end({ outcome: "failed", error });
    return;
  }
  // What is known only now goes into a comment, which every SSE parser skips.
  const whole = await finish(
    response,
    call.signal,
    `: server-timing ${serverTiming(call, clock.monotonic())}\n\n`,
  );
  running.end(whole ? { outcome: "completed" } : { outcome: "failed", error: whyStopped(running) });
}

/** A failure that is known before the head has gone out. */
async function deliverFailure(delivery: HttpDelivery, error: AiosError): Promise<void> {
  const { running, response, dialect } = delivery;
  await deliverError(delivery, response, errorResponse(error, dialect, running.call.id));
  running.end({ outcome: "failed", error });
}

async function deliverError(
  delivery: HttpDelivery,
  response: ServerResponse,
  rendered: ErrorResponse,
): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(rendered.status, {
    ...head(delivery, rendered.headers),
    "content-length": rendered.body.byteLength,
  });
  await finish(response, delivery.running.call.signal, rendered.body);
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
