import type { Frame } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";

/** A flag for compression and the length, big-endian (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
const PREFIX_BYTES = 5;

/** What goes before a message that is not compressed. */
export function messagePrefix(bytes: number): Buffer {
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES);
  prefix[0] = 0;
  prefix.writeUInt32BE(bytes, 1);
  return prefix;
}

/** What becomes of messages that are not as they should be. */
export interface FramingFaults {
  /** Of a message that is announced to be larger than it may be. */
  tooLarge(bytes: number): Error;
  /** What takes a compressed message apart. @throws Error where none is understood */
  decompressor(): (compressed: Buffer) => Frame;
}

/** Cuts the bytes of a stream into its messages, wherever they were cut on their way. */
export class MessageSplitter {
  readonly #maxMessageBytes: number;
  readonly #faults: FramingFaults;
  #pieces: Buffer[] = [];
  #bytes = 0;
  /** Of the message that is coming, with its prefix; undefined until the prefix is whole. */
  #needed: number | undefined;
  #decompress: ((compressed: Buffer) => Frame) | undefined;

  constructor(maxMessageBytes: number, faults: FramingFaults) {
    this.#maxMessageBytes = maxMessageBytes;
    this.#faults = faults;
  }

  /** Whether a message has begun and is not whole. */
  get isInside(): boolean {
    return this.#bytes > 0;
  }

  /** @throws Error a fault, `tooLarge` as soon as a prefix says so */
  push(chunk: Buffer): readonly Frame[] {
    this.#pieces.push(chunk);
    this.#bytes += chunk.length;
    const messages: Frame[] = [];
    for (;;) {
      if (this.#needed === undefined) {
        if (this.#bytes < PREFIX_BYTES) return messages;
        this.#needed = PREFIX_BYTES + this.#begin(this.#joined());
      }
      if (this.#bytes < this.#needed) return messages;
      const joined = this.#joined();
      const message = joined.subarray(PREFIX_BYTES, this.#needed);
      messages.push(this.#decompress === undefined ? message : this.#decompress(message));
      const rest = joined.subarray(this.#needed);
      this.#pieces = rest.length === 0 ? [] : [rest];
      this.#bytes = rest.length;
      this.#needed = undefined;
    }
  }

  #joined(): Buffer {
    const [first] = this.#pieces;
    const joined =
      first !== undefined && this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces, this.#bytes);
    this.#pieces = [joined];
    return joined;
  }

  #begin(joined: Buffer): number {
    this.#decompress = joined[0] === 0 ? undefined : this.#faults.decompressor();
    const length = joined.readUInt32BE(1);
    if (length > this.#maxMessageBytes) throw this.#faults.tooLarge(length);
    return length;
  }
}

/** Of an upstream's reply. */
export function replySplitter(upstream: string, maxMessageBytes: number): MessageSplitter {
  return new MessageSplitter(maxMessageBytes, replyFaults(upstream, maxMessageBytes));
}

/** Those of an upstream's reply are AiosErrors: `reply-too-large` and `invalid-upstream-reply`. */
export function replyFaults(upstream: string, maxMessageBytes: number): FramingFaults {
  return {
    tooLarge: () =>
      new AiosError(
        "reply-too-large",
        `A message of upstream "${upstream}" is larger than the ${maxMessageBytes} bytes of its \`maxReplySize\`.`,
      ),
    decompressor: () => {
      throw new AiosError(
        "invalid-upstream-reply",
        `Upstream "${upstream}" sent a compressed message, which it was not asked for.`,
      );
    },
  };
}
