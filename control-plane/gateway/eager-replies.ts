import {
  type Metadata,
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from "@grpc/grpc-js";
import type { ForwardReply } from "../../proto/gen/aios/gateway/v1/ForwardReply.ts";

/** Handed to the transport at once, and not there yet. */
const MOST_MESSAGES = 16;
const MOST_BYTES = 64 * 1024;

/**
 * Has the messages of a reply go out as they come. grpc-js hands one to the transport when the one before is out: of a
 * stream each token is then a system call of its own, here and in the sidecar. What is queued is bounded as before.
 */
export function eagerReplies(path: string): ServerInterceptor {
  return (method, rpc) => (method.path === path ? new EagerReply(rpc) : new ServerInterceptingCall(rpc));
}

// The library does not export these by name.
type InterceptingServerListener = Parameters<ServerInterceptingCallInterface["start"]>[0];
type Status = Parameters<ServerInterceptingCallInterface["sendStatus"]>[0];

class EagerReply extends ServerInterceptingCall {
  readonly #rpc: ServerInterceptingCallInterface;
  #messages = 0;
  #bytes = 0;
  #waiting: (() => void) | undefined;

  constructor(rpc: ServerInterceptingCallInterface) {
    super(rpc);
    this.#rpc = rpc;
  }

  override start(listener: InterceptingServerListener): void {
    this.#rpc.start(listener);
  }

  override sendMetadata(metadata: Metadata): void {
    this.#rpc.sendMetadata(metadata);
  }

  override sendMessage(message: ForwardReply, handedOn: () => void): void {
    const bytes = message.frame?.data?.length ?? 0;
    this.#messages++;
    this.#bytes += bytes;
    this.#rpc.sendMessage(message, () => {
      this.#messages--;
      this.#bytes -= bytes;
      if (this.#isFull()) return;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      waiting?.();
    });
    // Its writer sends the next one only after this: just one can wait.
    if (this.#isFull()) this.#waiting = handedOn;
    else handedOn();
  }

  override sendStatus(status: Status): void {
    this.#rpc.sendStatus(status);
  }

  #isFull(): boolean {
    return this.#messages >= MOST_MESSAGES || this.#bytes >= MOST_BYTES;
  }
}
