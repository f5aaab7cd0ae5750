import { type ClientHttp2Stream, constants, type IncomingHttpHeaders } from "node:http2";
import { status as grpc, type StatusObject } from "@grpc/grpc-js";
import type { ForwardReply__Output } from "../../proto/gen/aios/gateway/v1/ForwardReply.ts";
import { MAX_FRAME_BYTES } from "../../proto/limits.ts";
import type { Frame } from "../core/call.ts";
import { AiosError } from "../core/errors.ts";
import type { CallHead, ForwardMessages } from "./forward-messages.ts";
import { toChunks } from "./forward-wire.ts";
import { MessageSplitter, replyFaults } from "./grpc/message-framing.ts";

export type ForwardStatus = Pick<StatusObject, "code" | "details">;

export interface ForwardListener {
  /** There may be more to read. */
  changed(): void;
  /** Once: the stream is gone, and this is how. What was to be read has been read, or is lost. */
  ended(status: ForwardStatus): void;
}

/** One call to the control plane, whatever carries it. */
export interface ForwardTransport {
  listen(listener: ForwardListener): void;
  /** Once. Resolves when all of it was handed on, or nobody takes it any more; how that went is told by the status. */
  send(head: CallHead, body: Uint8Array): Promise<void>;
  /** Null when there is nothing yet, or no more. @throws AiosError `invalid-upstream-reply` */
  read(): ForwardReply__Output | null;
  /** Nobody reads the rest, which is nothing but the status. */
  drain(): void;
  cancel(): void;
}

/** A frame, its envelope and a provider's error body, with room to spare. */
export const MAX_MESSAGE_BYTES = 4 * MAX_FRAME_BYTES;
export const FRAMING_FAULTS = replyFaults("control-plane", MAX_MESSAGE_BYTES);

/**
 * One `Forward` on an HTTP/2 stream. Its messages are pulled: while nobody pulls, the stream's window fills and the
 * gateway stops. It stands in place of grpc-js's client, which takes 110 us of CPU for a call of one small message each
 * way, where Node's HTTP/2 alone takes 58.
 */
export class ForwardStream implements ForwardTransport {
  readonly #stream: ClientHttp2Stream;
  readonly #words: ForwardMessages;
  readonly #splitter = new MessageSplitter(MAX_MESSAGE_BYTES, FRAMING_FAULTS);
  #messages: Frame[] = [];
  #head: IncomingHttpHeaders | undefined;
  #trailers: IncomingHttpHeaders | undefined;
  #error: Error | undefined;
  #isCancelled = false;
  #listener: ForwardListener | undefined;
  readonly #onReadable = (): void => this.#listener?.changed();

  constructor(stream: ClientHttp2Stream, messages: ForwardMessages) {
    this.#stream = stream;
    this.#words = messages;
    stream.on("response", (headers, flags) => {
      this.#head = headers;
      // Without a body head and trailers are one.
      if ((flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0) this.#trailers = headers;
    });
    stream.on("trailers", (headers) => {
      this.#trailers = headers;
    });
    stream.on("readable", this.#onReadable);
    stream.on("error", (error) => {
      this.#error = error;
    });
    stream.once("close", () => this.#listener?.ended(this.#status()));
  }

  listen(listener: ForwardListener): void {
    this.#listener = listener;
  }

  async send(head: CallHead, body: Uint8Array): Promise<void> {
    if (body.length <= MAX_FRAME_BYTES) {
      this.#stream.end(this.#words.callHead(head, body));
      return;
    }
    await this.#write(this.#words.callHead(head, undefined));
    // One chunk is on its way at a time, so that a gateway that does not read costs no memory here.
    for (const chunk of toChunks(body)) {
      if (this.#stream.destroyed || this.#stream.closed) return;
      await this.#write(this.#words.chunk(chunk));
    }
    this.#stream.end();
  }

  read(): ForwardReply__Output | null {
    while (this.#messages.length === 0) {
      const chunk: Buffer | null = this.#stream.read();
      if (chunk === null) return null;
      this.#messages = [...understood(() => this.#splitter.push(chunk))];
    }
    const bytes = this.#messages.shift() ?? NOTHING;
    return readReply(this.#words, bytes);
  }

  drain(): void {
    this.#stream.off("readable", this.#onReadable);
    this.#stream.resume();
  }

  cancel(): void {
    this.#isCancelled = true;
    this.#stream.close(constants.NGHTTP2_CANCEL);
    // By itself it would wait for somebody to read what has come.
    this.#stream.destroy();
  }

  #write(message: Buffer): Promise<void> {
    // Failures are told by the status, and end the reading side; a write that is never called back just stays undone.
    return new Promise((resolve) => {
      this.#stream.write(message, () => resolve());
    });
  }

  #status(): ForwardStatus {
    const code = this.#trailers?.["grpc-status"];
    if (typeof code === "string" && /^\d{1,2}$/.test(code)) {
      return { code: Number(code), details: String(this.#trailers?.["grpc-message"] ?? "") };
    }
    if (this.#isCancelled) return { code: grpc.CANCELLED, details: "cancelled here" };
    const reset = this.#stream.rstCode;
    const http = Number(this.#head?.[":status"] ?? 0);
    return {
      code: CODE_OF_RESET[reset] ?? CODE_OF_HTTP[http] ?? grpc.UNAVAILABLE,
      details: `HTTP status ${http}, reset with ${reset}: ${this.#error?.message ?? ""}`,
    };
  }
}

/** https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, "Errors". */
const CODE_OF_RESET: Readonly<Record<number, grpc>> = {
  [constants.NGHTTP2_ENHANCE_YOUR_CALM]: grpc.RESOURCE_EXHAUSTED,
  [constants.NGHTTP2_INADEQUATE_SECURITY]: grpc.PERMISSION_DENIED,
};

/** https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md; what is not here is `UNAVAILABLE`. */
const CODE_OF_HTTP: Readonly<Record<number, grpc>> = {
  401: grpc.UNAUTHENTICATED,
  403: grpc.PERMISSION_DENIED,
};

const NOTHING = new Uint8Array();

/** @throws AiosError `invalid-upstream-reply` */
export function readReply(
  words: ForwardMessages,
  { buffer, byteOffset, byteLength }: Frame,
): ForwardReply__Output {
  return understood(() => words.readReply(Buffer.from(buffer, byteOffset, byteLength)));
}

function understood<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    throw new AiosError("invalid-upstream-reply", "The control plane's reply cannot be understood.", {
      cause,
    });
  }
}
