import { constants, type ServerHttp2Stream } from "node:http2";
import type { ForwardRequest__Output } from "../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import type { CallSignal } from "../../sidecar/core/call-signal.ts";
import { AiosError } from "../../sidecar/core/errors.ts";
import { type Place, Roster } from "../../sidecar/core/roster.ts";
import type { ForwardMessages } from "../../sidecar/upstream/forward-messages.ts";
import { forwardError } from "../../sidecar/upstream/forward-wire.ts";
import { MessageSplitter } from "../../sidecar/upstream/grpc/message-framing.ts";
import {
  FAULTS,
  type ForwardRpc,
  type ForwardRpcListener,
  MAX_MESSAGE_BYTES,
  OK_FIELDS,
  RPC_HEAD,
  WITH_TRAILERS,
} from "./forward-rpc.ts";

/** Serves one call of a shared stream. */
export type ServeShared = (rpc: SharedRpc) => void;

/**
 * One `ForwardMany`: calls come by their numbers, and are answered in any order. While the sidecar does not read what has
 * been written, no more calls are taken from it.
 */
export class SharedStream {
  readonly #stream: ServerHttp2Stream;
  readonly #messages: ForwardMessages;
  readonly #serve: ServeShared;
  readonly #splitter = new MessageSplitter(MAX_MESSAGE_BYTES, FAULTS);
  readonly #calls = new Roster<SharedRpc>();
  #waiting: (() => void)[] = [];
  #hasEnded = false;

  constructor(stream: ServerHttp2Stream, messages: ForwardMessages, serve: ServeShared) {
    this.#stream = stream;
    this.#messages = messages;
    this.#serve = serve;
    stream.on("data", (chunk: Buffer) => this.#received(chunk));
    stream.on("end", () => {
      this.#hasEnded = true;
      if (this.#calls.size === 0) stream.end();
    });
    stream.on("drain", () => {
      stream.resume();
      this.#wake();
    });
    stream.on("close", () => {
      this.#wake();
      for (const call of this.#calls) call.leave();
    });
    stream.on("wantTrailers", () => stream.sendTrailers(OK_FIELDS));
    // At once: it tells the sidecar that it may use it.
    stream.respond(RPC_HEAD, WITH_TRAILERS);
  }

  get isGone(): boolean {
    return this.#stream.destroyed || this.#stream.closed;
  }

  get needsDrain(): boolean {
    return this.#stream.writableNeedDrain;
  }

  write(messages: Buffer): boolean {
    if (this.isGone) return true;
    if (this.#stream.write(messages)) return true;
    this.#stream.pause();
    return false;
  }

  /** `wake` is called once what was written is out, or never will be. */
  wait(wake: () => void): void {
    this.#waiting.push(wake);
  }

  leave(place: Place<SharedRpc>): void {
    if (this.#calls.remove(place) && this.#calls.size === 0 && this.#hasEnded) this.#stream.end();
  }

  #received(chunk: Buffer): void {
    try {
      for (const bytes of this.#splitter.push(chunk)) this.#handOn(bytes);
    } catch {
      // What follows cannot be told apart any more.
      this.#stream.close(constants.NGHTTP2_PROTOCOL_ERROR);
      this.#stream.destroy();
    }
  }

  #handOn({ buffer, byteOffset, byteLength }: Uint8Array): void {
    const numbered = this.#messages.readNumbered(Buffer.from(buffer, byteOffset, byteLength));
    if (numbered === undefined) throw new Error("A message of a sidecar cannot be read.");
    const { call, message, isCancelled } = numbered;
    if (isCancelled) this.#cancel(call);
    if (message === undefined) return;
    // A stream of its own would be refused by now.
    if (this.#stream.session?.closed === true) {
      this.write(this.#messages.error(forwardError(goingAway(), 0), call));
      return;
    }
    const request = this.#messages.readRequest(message);
    const rpc = new SharedRpc(this, call, request);
    rpc.place = this.#calls.add(rpc);
    this.#serve(rpc);
  }

  #cancel(number: number): void {
    for (const call of this.#calls) if (call.number === number) call.leave();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

/** One call of a shared stream. Its request is there whole. */
export class SharedRpc implements ForwardRpc {
  readonly #shared: SharedStream;
  readonly number: number;
  #request: ForwardRequest__Output | null;
  #isGone = false;
  #listener: ForwardRpcListener | undefined;
  place: Place<SharedRpc> | undefined;

  constructor(shared: SharedStream, number: number, request: ForwardRequest__Output) {
    this.#shared = shared;
    this.number = number;
    this.#request = request;
  }

  listen(listener: ForwardRpcListener | undefined): void {
    this.#listener = listener;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  get hasEnded(): boolean {
    return this.#request === null;
  }

  read(): ForwardRequest__Output | null {
    const request = this.#request;
    this.#request = null;
    return request;
  }

  write(messages: Buffer): boolean {
    return this.#isGone || this.#shared.write(messages);
  }

  drained(signal: CallSignal): Promise<void> {
    if (this.#isGone || signal.aborted || this.#shared.isGone || !this.#shared.needsDrain)
      return Promise.resolve();
    return new Promise((resolve) => {
      const settle = () => {
        signal.removeEventListener("abort", settle);
        resolve();
      };
      this.#shared.wait(settle);
      signal.addEventListener("abort", settle);
    });
  }

  end(message: Buffer): void {
    if (this.#isGone) return;
    this.#shared.write(message);
    this.#listener = undefined;
    this.#over();
  }

  /** Nobody waits for it any more. */
  leave(): void {
    if (this.#isGone) return;
    this.#over();
    this.#listener?.gone();
  }

  #over(): void {
    this.#isGone = true;
    if (this.place !== undefined) this.#shared.leave(this.place);
  }
}

function goingAway(): AiosError {
  return new AiosError("gateway-unreachable", "The control plane, which forwards this call, is going away.");
}
