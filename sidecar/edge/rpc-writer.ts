import { type Metadata, status } from "@grpc/grpc-js";
import type { CallSignal } from "../core/call-signal.ts";
import type { RpcReply } from "./grpc-rpc.ts";
import type { RpcStatus } from "./grpc-status.ts";

/** So many messages wait at most, however small they are. */
const QUEUED_MESSAGES = 16;

/**
 * Writes one RPC's messages and its status, no faster than the client reads. Used by one writer, which awaits each
 * answer before it goes on. It stops by itself when the client has gone or the call was aborted.
 *
 * An RPC that is over before every message has been handed to the transport, and the status has followed, has nobody
 * who reads any more.
 */
export class RpcWriter {
  readonly #rpc: RpcReply;
  readonly #signal: CallSignal;
  readonly #onGone: () => void;
  readonly #maxQueuedBytes: number;
  #queuedMessages = 0;
  #queuedBytes = 0;
  #finished = false;
  #gone = false;
  #wake: (() => void) | undefined;

  /** At most about `maxQueuedBytes` wait for a slow reader, and one message more. */
  constructor(rpc: RpcReply, signal: CallSignal, maxQueuedBytes: number, onGone: () => void) {
    this.#rpc = rpc;
    this.#signal = signal;
    this.#onGone = onGone;
    this.#maxQueuedBytes = maxQueuedBytes;
    rpc.onOver = this.#onOver;
    signal.addEventListener("abort", this.#onChange);
  }

  release(): void {
    this.#rpc.onOver = undefined;
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
    const bytes = message.byteLength;
    this.#queuedMessages++;
    this.#queuedBytes += bytes;
    this.#rpc.sendMessage(message, () => {
      this.#queuedMessages--;
      this.#queuedBytes -= bytes;
      if (this.#queuedMessages === 0) this.#onChange();
    });
    const isFull = this.#queuedMessages >= QUEUED_MESSAGES || this.#queuedBytes >= this.#maxQueuedBytes;
    return isFull ? this.#handedOn() : true;
  }

  /** Ends with status OK. Resolves whether everything was handed to the transport. */
  async finish(trailers: Metadata): Promise<boolean> {
    if (!(await this.#handedOn())) return false;
    this.#finished = true;
    this.#rpc.sendStatus({ code: status.OK, details: "OK", metadata: trailers });
    return true;
  }

  /** Ends with another status. A client that does not read while the call is aborted is not waited for. */
  async fail(said: RpcStatus): Promise<void> {
    if (this.#gone) return;
    this.#rpc.sendStatus(said);
    while (this.#queuedMessages > 0 && !this.stopped) await this.#change();
    this.#finished = true;
  }

  /** Resolves true when nothing waits any more, false when the writer has stopped. */
  async #handedOn(): Promise<boolean> {
    while (this.#queuedMessages > 0 && !this.stopped) await this.#change();
    return !this.stopped;
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

  readonly #onOver = (): void => {
    if (this.#finished) return;
    this.#gone = true;
    this.#onGone();
    this.#onChange();
  };
}
