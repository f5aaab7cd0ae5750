import {
  type Server,
  type ServerDuplexStream,
  ServerInterceptingCall,
  type ServerInterceptor,
  type ServerListener,
} from "@grpc/grpc-js";
import { countRequestBytes, type RequestBytes } from "./grpc-request-bytes.ts";
import { type Rpc, SoleMessageRpc } from "./grpc-rpc.ts";
import type { RpcStatus } from "./grpc-status.ts";
import type { HeldBytes } from "./held-bytes.ts";

/** A message of a request as bytes; the next one comes once this one is `taken`. */
export interface PacedMessage {
  readonly bytes: Buffer;
  taken(): void;
}

/** An RPC of a method that nobody here knows: whatever it is, on the wire it is two streams of messages. */
export type OpaqueRpc = ServerDuplexStream<PacedMessage, Buffer>;

const asBytes = (message: Buffer): Buffer => message;

/**
 * Has every method that the server has no service for handled by `serve`. grpc-js offers no such handler; its services
 * are looked up in a map of its own, which is all there is to take hold of.
 * @throws Error when this version of grpc-js keeps them elsewhere
 */
export function serveUnknownMethods(server: Server, serve: (rpc: OpaqueRpc) => void): void {
  const handlers: unknown = Reflect.get(server, "handlers");
  if (!(handlers instanceof Map)) {
    throw new Error(
      "This version of @grpc/grpc-js does not keep its methods in the map Server.handlers: calls cannot pass through.",
    );
  }
  const known: Map<unknown, unknown> = handlers;
  const find = known.get.bind(known);
  const findOrPass = (path: unknown) =>
    find(path) ?? { func: serve, serialize: asBytes, deserialize: asBytes, type: "bidi", path };
  known.get = findOrPass;
}

/**
 * Every RPC goes by an interceptor, for three reasons. It may be over (reset, expired, refused) before its request was
 * whole: grpc-js would still run its handler, and never tell that one of the end; a call behind an interceptor hears
 * nothing any more. grpc-js reads 16 messages ahead, whatever their size: of opaque ones, one at a time. And what a
 * request has sent by now takes memory, whole or not.
 * @param served methods of one request message that are served without grpc-js's handlers, by their paths
 */
export function intercepting(
  held: HeldBytes,
  refusal: () => RpcStatus,
  served: ReadonlyMap<string, (rpc: Rpc) => void> = new Map(),
): ServerInterceptor {
  return (method, rpc) => {
    const bytes = countRequestBytes(rpc, held, refusal);
    const serve = served.get(method.path);
    if (serve !== undefined) return new SoleMessageRpc(rpc, method.path, serve);
    return method.requestDeserialize === asBytes
      ? new ServerInterceptingCall(rpc, { start: (next) => next(oneAtATime(bytes)) })
      : new ServerInterceptingCall(rpc);
  };
}

function oneAtATime(requestBytes: RequestBytes): ServerListener {
  let isTaken = true;
  let handOnNext: (() => void) | undefined;
  return {
    onReceiveMessage: (bytes: Buffer, next: (message: PacedMessage) => void) => {
      const handOn = () => {
        isTaken = false;
        next({ bytes, taken: () => taken(bytes) });
      };
      if (isTaken) handOn();
      else handOnNext = handOn;
    },
  };

  function taken(bytes: Buffer): void {
    requestBytes.handedOn(bytes.byteLength);
    isTaken = true;
    const handOn = handOnNext;
    handOnNext = undefined;
    handOn?.();
  }
}
