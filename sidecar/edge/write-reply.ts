import type { ServerResponse } from "node:http";
import type { Frame, Headers } from "../core/call.ts";
import type { CallSignal } from "../core/call-signal.ts";
import type { Clock } from "../platform/clock.ts";
import type { ReplySink } from "./reply-sink.ts";

/** How long a client may go on with a body that was refused, so that it comes to read the refusal. */
const UNREAD_BODY_MS = 1_000;

const NOTHING = Buffer.alloc(0);

/** Writes to a connection; stops as soon as the call is aborted and its reader is stuck. */
export function connectionSink(response: ServerResponse, signal: CallSignal): ReplySink {
  return new ConnectionSink(response, signal);
}

/**
 * A class, as everything is that has a getter and is made for each call: an object literal with one gets a shape of its
 * own every time, which lives until the next full collection, with all that it was made with. It tripled the heap.
 */
class ConnectionSink implements ReplySink {
  readonly #response: ServerResponse;
  readonly #signal: CallSignal;

  constructor(response: ServerResponse, signal: CallSignal) {
    this.#response = response;
    this.#signal = signal;
  }

  get isGone(): boolean {
    return this.#response.destroyed;
  }

  head(status: number, headers: Headers, when?: "at-once"): void {
    this.#response.writeHead(status, headers);
    // Not `flushHeaders`, which writes them in UTF-8: a provider's bytes come here as Latin-1, and go out as that.
    if (when === "at-once") this.#response.write(NOTHING);
  }

  write(frame: Frame): boolean | Promise<boolean> {
    return writeFrame(this.#response, frame, this.#signal);
  }

  finish(last?: Uint8Array | string): boolean | Promise<boolean> {
    return finish(this.#response, this.#signal, last);
  }

  cut(): void {
    this.#response.destroy();
  }
}

/**
 * The one place that waits for a slow reader. Resolves true when more may be written, false when nobody will read what
 * follows: the connection is gone, or the call was aborted while its reader was stuck.
 */
function drained(response: ServerResponse, signal: CallSignal): Promise<boolean> {
  if (response.destroyed || response.closed) return Promise.resolve(false);
  if (!response.writableNeedDrain) return Promise.resolve(true);
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (open: boolean) => {
      response.off("drain", onDrain);
      response.off("close", onStop);
      signal.removeEventListener("abort", onStop);
      resolve(open);
    };
    const onDrain = () => settle(true);
    const onStop = () => settle(false);
    response.on("drain", onDrain);
    response.on("close", onStop);
    signal.addEventListener("abort", onStop);
  });
}

/** Writes one frame; resolves false when nobody will read what follows. Waits only when the socket's buffer is full. */
export function writeFrame(
  response: ServerResponse,
  frame: Frame,
  signal: CallSignal,
): boolean | Promise<boolean> {
  if (response.destroyed) return false;
  return response.write(frame) ? true : drained(response, signal);
}

/**
 * Ends the response. True when its last byte was handed to the kernel, false when the connection is gone or the call was
 * aborted before; then a connection whose reader has left bytes waiting is cut: it is not known to read again.
 */
export function finish(
  response: ServerResponse,
  signal: CallSignal,
  last?: Uint8Array | string,
): boolean | Promise<boolean> {
  if (response.destroyed) return false;
  if (last === undefined) response.end();
  else response.end(last);
  // The kernel has taken all of it at once, as it nearly always does: there is nothing to wait for. (No socket: the
  // replies before this one on the same connection are not out yet.)
  if (response.writableLength === 0 && response.socket?.errored === null) return true;
  return new Promise((resolve) => {
    const settle = () => {
      response.off("finish", settle);
      response.off("close", settle);
      signal.removeEventListener("abort", onAbort);
      resolve(response.writableFinished);
    };
    const onAbort = () => {
      if (response.socket !== null && response.socket.writableLength > 0) response.destroy();
      settle();
    };
    response.on("finish", settle);
    response.on("close", settle);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort);
  });
}

/**
 * Ends a response, whose head says that the connection closes, to a request that is still arriving. The rest of the body
 * is let pass for a moment: closing at once would reset the connection, and the client might never see the reply (RFC
 * 9112, section 9.6).
 */
export function finishUnread(response: ServerResponse, last: Uint8Array, clock: Clock): void {
  const { req: request } = response;
  const settle = () => {
    timer.cancel();
    request.off("end", settle);
    response.off("close", settle);
    response.end();
  };
  const timer = clock.after(UNREAD_BODY_MS, settle);
  request.on("end", settle);
  response.on("close", settle);
  response.write(last);
  request.resume();
}
