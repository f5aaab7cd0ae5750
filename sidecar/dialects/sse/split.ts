import type { Frame } from "../../core/call.ts";
import { AiosError } from "../../core/errors.ts";

const LF = 0x0a;
const CR = 0x0d;
const SMALLEST_REST = 1_024;

/**
 * Cuts a byte stream into server-sent events (WHATWG HTML, section 9.2.5). A frame holds one event's bytes with the
 * blank line that ends it; an empty line or a comment by itself is a frame too. Frames joined are the input, byte for
 * byte, and the cuts are the same for every chunking. A frame that lies in one chunk is a view of it, not a copy.
 *
 * Lines end with LF, CRLF or CR. Where CR has been seen alone, a blank line ends at its CR at once; elsewhere the byte
 * after a CR is awaited, so that CRLF is never torn.
 */
export class EventSplitter {
  readonly #maxEventBytes: number;
  // What the chunks so far hold of the current event. One buffer that grows, since a list of tiny chunks would take
  // far more memory than the bytes that the limit counts.
  #rest: Uint8Array | undefined;
  #restBytes = 0;
  #lineIsEmpty = true;
  /** The last byte was a CR: whether an LF follows is not known yet. */
  #openCr: "none" | "after-line" | "after-blank-line" = "none";
  #crStandsAlone = false;
  #failure: AiosError | undefined;

  constructor(maxEventBytes: number) {
    this.#maxEventBytes = maxEventBytes;
  }

  /**
   * The events that this chunk completes.
   * @throws AiosError `reply-too-large` for an event of more than `maxEventBytes`, once those before it are handed out.
   */
  push(chunk: Uint8Array): Frame[] {
    if (this.#failure !== undefined) throw this.#failure;
    const frames: Frame[] = [];
    try {
      this.#split(chunk, frames);
    } catch (error) {
      if (!(error instanceof AiosError) || frames.length === 0) throw error;
    }
    return frames;
  }

  /** What is left when the stream ends without a last blank line. */
  end(): Frame[] {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#restBytes === 0 ? [] : [this.#take(new Uint8Array(), 0, 0)];
  }

  #split(chunk: Uint8Array, frames: Frame[]): void {
    if (chunk.length === 0) return;
    let start = 0;
    let at = 0;
    if (this.#openCr !== "none") {
      if (chunk[0] === LF) at = 1;
      this.#crStandsAlone = at === 0;
      if (this.#openCr === "after-blank-line") {
        frames.push(this.#take(chunk, 0, at));
        start = at;
      }
      this.#openCr = "none";
    }
    let cr = chunk.indexOf(CR, at);
    while (at < chunk.length) {
      const lf = chunk.indexOf(LF, at);
      if (cr !== -1 && cr < at) cr = chunk.indexOf(CR, at);
      const end = cr === -1 ? lf : lf === -1 ? cr : Math.min(cr, lf);
      if (end === -1) {
        this.#lineIsEmpty = false;
        break;
      }
      const blank = end === at && this.#lineIsEmpty;
      this.#lineIsEmpty = true;
      at = end + 1;
      if (end !== cr) {
        this.#crStandsAlone = false;
      } else if (!(blank && this.#crStandsAlone)) {
        if (at === chunk.length) {
          this.#openCr = blank ? "after-blank-line" : "after-line";
          break;
        }
        this.#crStandsAlone = chunk[at] !== LF;
        if (!this.#crStandsAlone) at++;
      }
      if (blank) {
        frames.push(this.#take(chunk, start, at));
        start = at;
      }
    }
    this.#keep(chunk, start);
  }

  #take(chunk: Uint8Array, start: number, end: number): Frame {
    this.#checkSize(this.#restBytes + end - start);
    if (this.#restBytes === 0) return chunk.subarray(start, end);
    this.#append(chunk, start, end);
    const frame = this.#rest?.subarray(0, this.#restBytes) ?? new Uint8Array();
    this.#rest = undefined;
    this.#restBytes = 0;
    return frame;
  }

  #keep(chunk: Uint8Array, start: number): void {
    if (start === chunk.length) return;
    this.#checkSize(this.#restBytes + chunk.length - start);
    this.#append(chunk, start, chunk.length);
  }

  #append(chunk: Uint8Array, start: number, end: number): void {
    const needed = this.#restBytes + end - start;
    if (this.#rest === undefined || this.#rest.length < needed) {
      const grown = new Uint8Array(
        Math.max(needed, Math.min(2 * needed, this.#maxEventBytes), SMALLEST_REST),
      );
      if (this.#rest !== undefined) grown.set(this.#rest.subarray(0, this.#restBytes));
      this.#rest = grown;
    }
    this.#rest.set(chunk.subarray(start, end), this.#restBytes);
    this.#restBytes = needed;
  }

  #checkSize(bytes: number): void {
    if (bytes <= this.#maxEventBytes) return;
    this.#rest = undefined;
    this.#restBytes = 0;
    this.#failure = new AiosError(
      "reply-too-large",
      `The upstream sent a stream event of more than ${this.#maxEventBytes} bytes; raise the upstream's maxReplySize to accept it.`,
    );
    throw this.#failure;
  }
}

/** The events of a stream of chunks, pulled one by one. @throws AiosError `reply-too-large` */
export async function* splitEvents(
  chunks: AsyncIterable<Uint8Array>,
  maxEventBytes: number,
): AsyncGenerator<Frame, void, undefined> {
  const splitter = new EventSplitter(maxEventBytes);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}
