import type { ServerResponse } from "node:http";
import type { Frame } from "../core/call.ts";

/**
 * The one place that waits for a slow reader. Resolves true when more may be written, false when the connection is
 * gone: nobody will read what follows.
 */
export function drained(response: ServerResponse): Promise<boolean> {
  if (response.destroyed || response.closed) return Promise.resolve(false);
  if (!response.writableNeedDrain) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (open: boolean) => {
      response.off("drain", onDrain);
      response.off("close", onClose);
      resolve(open);
    };
    const onDrain = () => settle(true);
    const onClose = () => settle(false);
    response.on("drain", onDrain);
    response.on("close", onClose);
  });
}

/** Writes one frame; resolves false when the connection is gone. Waits only when the socket's buffer is full. */
export function writeFrame(response: ServerResponse, frame: Frame): boolean | Promise<boolean> {
  if (response.destroyed) return false;
  return response.write(frame) ? true : drained(response);
}

/** Ends the response and resolves when its last byte was handed to the socket, or the connection is gone. */
export function finish(response: ServerResponse, last?: Uint8Array | string): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = () => {
      response.off("finish", settle);
      response.off("close", settle);
      resolve(response.writableFinished);
    };
    response.on("finish", settle);
    response.on("close", settle);
    if (last === undefined) response.end();
    else response.end(last);
  });
}
