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

/** Cuts the bytes of a reply into its messages, wherever they were cut on their way. */
export class MessageSplitter {
  readonly #upstream: string;
  readonly #maxMessageBytes: number;
  #pieces: Buffer[] = [];
  #bytes = 0;
  /** Of the message that is coming, with its prefix; undefined until the prefix is whole. */
  #needed: number | undefined;

  constructor(upstream: string, maxMessageBytes: number) {
    this.#upstream = upstream;
    this.#maxMessageBytes = maxMessageBytes;
  }

  /** Whether a message has begun and is not whole. */
  get isInside(): boolean {
    return this.#bytes > 0;
  }

  /** @throws AiosError `reply-too-large` as soon as a prefix says so, or `invalid-upstream-reply`. */
  push(chunk: Buffer): readonly Frame[] {
    this.#pieces.push(chunk);
    this.#bytes += chunk.length;
    const messages: Frame[] = [];
    for (;;) {
      if (this.#needed === undefined) {
        if (this.#bytes < PREFIX_BYTES) return messages;
        this.#needed = PREFIX_BYTES + this.#lengthIn(this.#joined());
      }
      if (this.#bytes < this.#needed) return messages;
      const joined = this.#joined();
      messages.push(joined.subarray(PREFIX_BYTES, this.#needed));
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

  #lengthIn(joined: Buffer): number {
    if (joined[0] !== 0) {
      throw new AiosError(
        "invalid-upstream-reply",
        `Upstream "${this.#upstream}" sent a compressed message, which it was not asked for.`,
      );
    }
    const length = joined.readUInt32BE(1);
    if (length > this.#maxMessageBytes) {
      throw new AiosError(
        "reply-too-large",
        `A message of upstream "${this.#upstream}" is larger than the ${this.#maxMessageBytes} bytes of its \`maxReplySize\`.`,
      );
    }
    return length;
  }
}
