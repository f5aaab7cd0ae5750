import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { gunzipSync, inflateSync } from "node:zlib";
import { status as grpc } from "@grpc/grpc-js";
import type { ForwardRequest__Output } from "../../proto/gen/aios/gateway/v1/ForwardRequest.ts";
import type { Frame } from "../../sidecar/core/call.ts";
import type { CallSignal } from "../../sidecar/core/call-signal.ts";
import type { Clock, Timer } from "../../sidecar/platform/clock.ts";
import type { ForwardMessages } from "../../sidecar/upstream/forward-messages.ts";
import { type FramingFaults, MessageSplitter } from "../../sidecar/upstream/grpc/message-framing.ts";
import type { ForwardSource } from "./intake.ts";

export interface StreamRpcOptions {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  readonly messages: ForwardMessages;
  readonly clock: Clock;
}

export interface ForwardRpcListener {
  /** There may be more to read, or it is over. */
  changed(): void;
  /** Once, where it is over before it was answered. */
  gone(): void;
}

/** One call as the gateway serves it, whatever carries it. */
export interface ForwardRpc extends ForwardSource {
  listen(listener: ForwardRpcListener | undefined): void;
  /** One message or more. False when the next ones should wait until they are out. */
  write(messages: Buffer): boolean;
  /** Resolves once what was written is out or never will be, and at once when `signal` aborts. */
  drained(signal: CallSignal): Promise<void>;
  /** The last message, and that it went as it should, whatever the message says. */
  end(message: Buffer): void;
}

/** Of one message: what a head with its body, or a chunk, may take, with room to spare. gRPC's own default. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
/** Messages that nobody has read yet; the next ones wait in the stream's window. */
const MOST_UNREAD_BYTES = 64 * 1024;

/**
 * One `Forward` of a sidecar, or of whoever else speaks gRPC, on an HTTP/2 stream. Messages are pulled: while nobody
 * pulls, the stream's window fills and the sidecar stops. It stands in place of grpc-js's server, which takes twice the
 * CPU of Node's HTTP/2 for a call of one small message each way (60 us against 33), and its handlers' streams besides.
 */
export class StreamRpc implements ForwardRpc {
  readonly #stream: ServerHttp2Stream;
  readonly #reading: ForwardMessages;
  readonly #splitter: MessageSplitter;
  #unread: Frame[] = [];
  #unreadBytes = 0;
  /** The request has been sent to its end. */
  #isWhole = false;
  #isGone = false;
  #isAnswered = false;
  #trailers: RpcStatus = OK;
  #deadline: Timer | undefined;
  #listener: ForwardRpcListener | undefined;
  #wakeWriter: (() => void) | undefined;

  constructor({ stream, headers, messages, clock }: StreamRpcOptions) {
    this.#stream = stream;
    this.#reading = messages;
    const encoding = headers["grpc-encoding"];
    this.#splitter = new MessageSplitter(
      MAX_MESSAGE_BYTES,
      encoding === undefined ? FAULTS : faultsOf(String(encoding)),
    );
    stream.on("data", (chunk: Buffer) => this.#received(chunk));
    stream.on("end", () => {
      this.#isWhole = true;
      this.#listener?.changed();
    });
    stream.on("close", () => this.#over());
    stream.on("wantTrailers", () =>
      stream.sendTrailers(this.#trailers === OK ? OK_FIELDS : asFields(this.#trailers)),
    );
    const timeout = headers["grpc-timeout"];
    if (timeout !== undefined) this.#limit(String(timeout), clock);
  }

  listen(listener: ForwardRpcListener | undefined): void {
    this.#listener = listener;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  get hasEnded(): boolean {
    return this.#isWhole && this.#unread.length === 0;
  }

  read(): ForwardRequest__Output | null {
    const bytes = this.#unread.shift();
    if (bytes === undefined) return null;
    this.#unreadBytes -= bytes.byteLength;
    if (this.#unread.length === 0) this.#stream.resume();
    try {
      return this.#reading.readRequest(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    } catch {
      this.#fail(new RpcFault(grpc.INTERNAL, "Error deserializing request"));
      return null;
    }
  }

  write(messages: Buffer): boolean {
    if (this.#isOver()) return true;
    this.#sendHead();
    return this.#stream.write(messages);
  }

  drained(signal: CallSignal): Promise<void> {
    if (!this.#stream.writableNeedDrain || this.#isOver() || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const settle = () => {
        this.#wakeWriter = undefined;
        this.#stream.off("drain", settle);
        signal.removeEventListener("abort", settle);
        resolve();
      };
      this.#wakeWriter = settle;
      this.#stream.on("drain", settle);
      signal.addEventListener("abort", settle);
    });
  }

  end(message: Buffer): void {
    if (this.#isOver()) return;
    this.#sendHead();
    this.#isAnswered = true;
    this.#ignoreRest();
    this.#stream.end(message);
  }

  #isOver(): boolean {
    return this.#isAnswered || this.#isGone || this.#stream.destroyed || this.#stream.closed;
  }

  #sendHead(): void {
    if (!this.#stream.headersSent) this.#stream.respond(RPC_HEAD, WITH_TRAILERS);
  }

  #received(chunk: Buffer): void {
    if (this.#isOver()) return;
    try {
      for (const message of this.#splitter.push(chunk)) {
        this.#unread.push(message);
        this.#unreadBytes += message.byteLength;
      }
    } catch (thrown) {
      this.#fail(thrown instanceof RpcFault ? thrown : new RpcFault(grpc.INTERNAL, "Error reading request"));
      return;
    }
    if (this.#unread.length === 0) return;
    if (this.#unreadBytes >= MOST_UNREAD_BYTES) this.#stream.pause();
    this.#listener?.changed();
  }

  #limit(timeout: string, clock: Clock): void {
    const ms = timeoutMs(timeout);
    if (ms === undefined) this.#fail(new RpcFault(grpc.INTERNAL, `Invalid grpc-timeout value "${timeout}"`));
    else
      this.#deadline = clock.after(ms, () =>
        this.#fail(new RpcFault(grpc.DEADLINE_EXCEEDED, "Deadline exceeded")),
      );
  }

  /** With a status of gRPC's own, where nothing could be said in a message. */
  #fail(fault: RpcFault): void {
    if (this.#isOver()) return;
    this.#trailers = fault;
    if (this.#stream.headersSent) this.#stream.end();
    else this.#stream.respond({ ...asFields(fault), ...RPC_HEAD }, { endStream: true });
    this.#over();
    this.#ignoreRest();
  }

  #over(): void {
    this.#deadline?.cancel();
    if (this.#isGone) return;
    const isBefore = !this.#isAnswered;
    if (isBefore) this.#isGone = true;
    this.#wakeWriter?.();
    this.#listener?.changed();
    if (isBefore) this.#listener?.gone();
  }

  /** What has not been read is of no use, and would keep the stream from closing. */
  #ignoreRest(): void {
    this.#unread = [];
    this.#unreadBytes = 0;
    this.#stream.resume();
  }
}

interface RpcStatus {
  readonly code: grpc;
  readonly details: string;
}

const OK: RpcStatus = { code: grpc.OK, details: "OK" };
export const OK_FIELDS = { "grpc-status": "0", "grpc-message": "OK" };

class RpcFault extends Error implements RpcStatus {
  readonly code: grpc;
  readonly details: string;

  constructor(code: grpc, details: string) {
    super(details);
    this.code = code;
    this.details = details;
  }
}

/** As grpc-js answers. */
export const RPC_HEAD = {
  ":status": 200,
  "content-type": "application/grpc+proto",
  "grpc-accept-encoding": "identity,deflate,gzip",
  "grpc-encoding": "identity",
};
export const WITH_TRAILERS = { waitForTrailers: true };

function asFields({ code, details }: RpcStatus): Record<string, string> {
  return { "grpc-status": String(code), "grpc-message": encodeURI(details.toWellFormed()) };
}

/** @param encoding what the request's messages may be compressed by */
function faultsOf(encoding: string): FramingFaults {
  return {
    tooLarge: (bytes) =>
      new RpcFault(
        grpc.RESOURCE_EXHAUSTED,
        `Received message larger than max (${bytes} vs ${MAX_MESSAGE_BYTES})`,
      ),
    decompressor: () => decompressorOf(encoding),
  };
}

/** https://github.com/grpc/grpc/blob/master/doc/compression.md */
function decompressorOf(encoding: string): (compressed: Buffer) => Frame {
  if (encoding === "identity") return (bytes) => bytes;
  const decompress = encoding === "gzip" ? gunzipSync : encoding === "deflate" ? inflateSync : undefined;
  if (decompress === undefined) {
    const details = `Received message compressed with unsupported encoding "${encoding}"`;
    throw new RpcFault(grpc.UNIMPLEMENTED, details);
  }
  return (compressed) => {
    try {
      return decompress(compressed, { maxOutputLength: MAX_MESSAGE_BYTES });
    } catch (thrown) {
      // So zlib says that there was more.
      if (thrown instanceof RangeError) {
        const details = `Received message that decompresses to a size larger than ${MAX_MESSAGE_BYTES}`;
        throw new RpcFault(grpc.RESOURCE_EXHAUSTED, details);
      }
      throw new RpcFault(grpc.INTERNAL, "Failed to decompress message");
    }
  };
}

/** Of requests whose messages are not compressed. */
export const FAULTS = faultsOf("identity");

/** https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, "Timeout". */
const TIMEOUT = /^(\d{1,8})([HMSmun])$/;
const MS_OF_UNIT: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1_000,
  m: 1,
  u: 0.001,
  n: 0.000_001,
};

function timeoutMs(timeout: string): number | undefined {
  const [, amount, unit = ""] = TIMEOUT.exec(timeout) ?? [];
  return amount === undefined ? undefined : Number(amount) * (MS_OF_UNIT[unit] ?? 0);
}
