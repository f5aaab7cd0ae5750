import { type ClientHttp2Stream, constants } from "node:http2";
import { status as grpc } from "@grpc/grpc-js";
import type { ForwardReply__Output } from "../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import { MAX_FRAME_BYTES } from "../../proto/limits.ts";
import type { CallHead, ForwardMessages } from "./forward-messages.ts";
import {
  type ForwardListener,
  type ForwardStatus,
  type ForwardTransport,
  FRAMING_FAULTS,
  MAX_MESSAGE_BYTES,
  readReply,
} from "./forward-stream.ts";
import { MessageSplitter } from "./grpc/message-framing.ts";

/** Calls at once; more have streams of their own. */
const SLOTS = 1_024;
/** Of one call's reply. Flow control cannot hold back one of many: who does not read such a reply loses it. */
const MOST_UNREAD_BYTES = 8 * MAX_FRAME_BYTES;

/**
 * Many calls on one HTTP/2 stream. A stream of its own costs each end of a call 40 us of CPU, whatever is sent on it; a
 * number on one that stands costs 4.
 */
export class SharedStream {
  readonly #stream: ClientHttp2Stream;
  readonly #words: ForwardMessages;
  readonly #splitter = new MessageSplitter(MAX_MESSAGE_BYTES, FRAMING_FAULTS);
  /** By the place of its number; not a Map, as so often here: see `core/roster.ts`. */
  readonly #calls: (SharedCall | undefined)[] = [];
  readonly #free: number[] = [];
  #begun = 0;
  #running = 0;
  #isOpen = false;

  constructor(stream: ClientHttp2Stream, words: ForwardMessages) {
    this.#stream = stream;
    this.#words = words;
    // A control plane that does not know it yet answers with a status alone.
    stream.once("response", (headers, flags) => {
      this.#isOpen = headers[":status"] === 200 && (flags & constants.NGHTTP2_FLAG_END_STREAM) === 0;
      if (!this.#isOpen) this.#stop();
    });
    stream.on("data", (chunk: Buffer) => this.#received(chunk));
    stream.on("end", () => this.finish());
    // `close` follows, and tells the same.
    stream.on("error", () => {});
    stream.once("close", () => this.#over());
  }

  /** Whether the control plane takes one more call on it, now. */
  get hasRoom(): boolean {
    return this.#isOpen && this.#running < SLOTS && !this.#stream.writableNeedDrain;
  }

  /** Only while it has room. */
  begin(): SharedCall {
    const place = this.#free.pop() ?? this.#calls.length;
    const call = new SharedCall(this, this.#words, this.#begun * SLOTS + place);
    this.#begun++;
    this.#running++;
    this.#calls[place] = call;
    return call;
  }

  /** No more calls begin; it ends with the last one. */
  finish(): void {
    this.#isOpen = false;
    if (this.#running === 0) this.#stop();
  }

  write(message: Buffer): void {
    this.#stream.write(message);
  }

  /** A call's place is free again. */
  leave(call: SharedCall): void {
    const place = call.number % SLOTS;
    if (this.#calls[place] !== call) return;
    this.#calls[place] = undefined;
    this.#free.push(place);
    this.#running--;
    if (!this.#isOpen && this.#running === 0) this.#stop();
  }

  #received(chunk: Buffer): void {
    try {
      for (const bytes of this.#splitter.push(chunk)) this.#handOn(bytes);
    } catch {
      // What follows cannot be told apart any more: all calls on it have failed.
      this.#isOpen = false;
      this.#stop(constants.NGHTTP2_PROTOCOL_ERROR);
    }
  }

  /** Not by half-closing it, which would wait for the control plane: nothing is owed on it. */
  #stop(code: number = constants.NGHTTP2_CANCEL): void {
    this.#stream.close(code);
    this.#stream.destroy();
  }

  #handOn({ buffer, byteOffset, byteLength }: Uint8Array): void {
    const numbered = this.#words.readNumbered(Buffer.from(buffer, byteOffset, byteLength));
    if (numbered === undefined) throw new Error("A message of the control plane cannot be read.");
    const call = this.#calls[numbered.call % SLOTS];
    // It may have been given up meanwhile.
    if (call?.number === numbered.call && numbered.message !== undefined) call.received(numbered.message);
  }

  #over(): void {
    this.#isOpen = false;
    const details = `the stream that many calls share was closed with ${this.#stream.rstCode}`;
    for (const call of this.#calls) call?.end({ code: grpc.UNAVAILABLE, details });
  }
}

/** One call on a shared stream. */
export class SharedCall implements ForwardTransport {
  readonly #shared: SharedStream;
  readonly #words: ForwardMessages;
  readonly number: number;
  #unread: Buffer[] = [];
  #unreadBytes = 0;
  #status: ForwardStatus | undefined;
  #listener: ForwardListener | undefined;

  constructor(shared: SharedStream, words: ForwardMessages, number: number) {
    this.#shared = shared;
    this.#words = words;
    this.number = number;
  }

  listen(listener: ForwardListener): void {
    this.#listener = listener;
  }

  async send(head: CallHead, body: Uint8Array): Promise<void> {
    this.#shared.write(this.#words.callHead(head, body, this.number));
  }

  read(): ForwardReply__Output | null {
    const bytes = this.#unread.shift();
    if (bytes === undefined) return null;
    this.#unreadBytes -= bytes.byteLength;
    return readReply(this.#words, bytes);
  }

  drain(): void {
    this.end({ code: grpc.OK, details: "" });
  }

  cancel(): void {
    if (this.#status !== undefined) return;
    this.#shared.write(this.#words.cancelled(this.number));
    this.end({ code: grpc.CANCELLED, details: "cancelled here" });
  }

  /** A message of its reply has come. */
  received(message: Buffer): void {
    this.#unread.push(message);
    this.#unreadBytes += message.byteLength;
    if (this.#unreadBytes > MOST_UNREAD_BYTES) {
      this.#shared.write(this.#words.cancelled(this.number));
      this.end({ code: grpc.RESOURCE_EXHAUSTED, details: "nobody reads the reply" });
    } else this.#listener?.changed();
  }

  end(status: ForwardStatus): void {
    if (this.#status !== undefined) return;
    this.#status = status;
    this.#shared.leave(this);
    this.#listener?.ended(status);
  }
}
