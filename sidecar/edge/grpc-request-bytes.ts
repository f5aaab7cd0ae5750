import { Readable } from "node:stream";
import type { ServerInterceptingCallInterface } from "@grpc/grpc-js";
import type { RpcStatus } from "./grpc-status.ts";
import type { HeldBytes } from "./held-bytes.ts";

/** What goes before a message on the wire. */
const PREFIX_BYTES = 5;

/** Bytes of one RPC's request, as they come in. */
export interface RequestBytes {
  /** A message of this size has gone on to somebody who accounts for it. */
  handedOn(messageBytes: number): void;
}

/**
 * Counts what an RPC sends among what is held, from its first byte until the RPC is over: a message is held long before it
 * is whole, and no handler hears of it until then. One that does not fit beside the others ends its RPC with `refusal`.
 */
export function countRequestBytes(
  rpc: ServerInterceptingCallInterface,
  held: HeldBytes,
  refusal: () => RpcStatus,
): RequestBytes {
  // grpc-js shows messages and nothing smaller; it listens to the stream already, which a second listener does not start.
  const stream: unknown = Reflect.get(rpc, "stream");
  let own = 0;
  let isRefused = false;
  const giveBack = (bytes: number) => {
    own -= bytes;
    held.release(bytes);
  };
  if (stream instanceof Readable) {
    stream.on("data", (bytes: Buffer) => {
      if (isRefused) return;
      if (held.take(bytes.byteLength)) {
        own += bytes.byteLength;
        return;
      }
      isRefused = true;
      rpc.sendStatus(refusal());
      giveBack(own);
    });
    stream.once("close", () => giveBack(own));
  }
  return { handedOn: (messageBytes) => giveBack(Math.min(own, messageBytes + PREFIX_BYTES)) };
}
