import type { Metadata, ServerWritableStream } from "@grpc/grpc-js";
import type { CallSignal } from "../core/call-signal.ts";
import type { OpaqueRpc } from "./grpc-catch-all.ts";
import type { RpcStatus } from "./grpc-status.ts";

/** An RPC whose messages come and go as bytes, so that their size and their faults are known. */
export type Rpc = ServerWritableStream<Buffer, Buffer>;
/** What is written of one, whether or not its request comes as a stream as well. */
export type RpcReply = Rpc | OpaqueRpc;

// grpc-js queues 16 messages before it asks for a pause, whatever their size.
const QUEUED_MESSAGES = 16;

/**
 * Writes one RPC's messages and its status, no faster than the client reads. Used by one writer, which awaits each
 * answer before it goes on. It stops by itself when the client has gone or the call was aborted.
 *
 * grpc-js emits `cancelled` when an RPC is over, whatever the reason, and `finish` once every message has been handed to
 * the transport and the status follows: `cancelled` before `finish` means that nobody reads any more.
 */
export class RpcWriter {
  readonly #rpc: RpcReply;
  readonly #signal: CallSignal;
  readonly #onGone: () => void;
  readonly #largeMessageBytes: number;
  #finished = false;
  #gone = false;
  #wake: (() => void) | undefined;

  /** At most about `maxQueuedBytes` wait for a slow reader, and one message more. */
  constructor(rpc: RpcReply, signal: CallSignal, maxQueuedBytes: number, onGone: () => void) {
    this.#rpc = rpc;
    this.#signal = signal;
    this.#onGone = onGone;
    this.#largeMessageBytes = maxQueuedBytes / QUEUED_MESSAGES;
    rpc.on("cancelled", this.#onCancelled);
    rpc.on("finish", this.#onFinish);
    rpc.on("drain", this.#onChange);
    signal.addEventListener("abort", this.#onChange);
  }

  release(): void {
    this.#rpc.off("cancelled", this.#onCancelled);
    this.#rpc.off("finish", this.#onFinish);
    this.#rpc.off("drain", this.#onChange);
    this.#signal.removeEventListener("abort", this.#onChange);
  }

  /** The client has gone, or the call was aborted. */
  get stopped(): boolean {
    return this.#gone || this.#signal.aborted;
  }

  sendHead(metadata: Metadata): void {
    if (!this.#gone) this.#rpc.sendMetadata(metadata);
  }

  /** Resolves true when more may be written, false when the writer has stopped. Waits only for a slow reader. */
  write(message: Buffer): boolean | Promise<boolean> {
    if (this.stopped) return false;
    if (message.byteLength < this.#largeMessageBytes) return this.#rpc.write(message) || this.#drained();
    this.#rpc.write(message, this.#onChange);
    return this.#written();
  }

  async #drained(): Promise<boolean> {
    while (this.#rpc.writableNeedDrain && !this.stopped) await this.#change();
    return !this.stopped;
  }

  async #written(): Promise<boolean> {
    while (this.#rpc.writableLength > 0 && !this.stopped) await this.#change();
    return !this.stopped;
  }

  /** Ends with status OK. Resolves whether everything was handed to the transport. */
  async finish(trailers: Metadata): Promise<boolean> {
    if (this.stopped) return false;
    this.#rpc.end(trailers);
    while (!this.#finished && !this.stopped) await this.#change();
    return this.#finished;
  }

  /** Ends with another status. A client that does not read while the call is aborted is not waited for. */
  async fail(status: RpcStatus): Promise<void> {
    if (this.#gone) return;
    this.#rpc.emit("error", status);
    const stuck = () => this.#signal.aborted && this.#rpc.writableLength > 0;
    while (!this.#finished && !this.#gone && !stuck()) await this.#change();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  readonly #onChange = (): void => {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  };

  readonly #onFinish = (): void => {
    this.#finished = true;
    this.#onChange();
  };

  readonly #onCancelled = (): void => {
    if (this.#finished) return;
    this.#gone = true;
    this.#onGone();
    this.#onChange();
  };
}
