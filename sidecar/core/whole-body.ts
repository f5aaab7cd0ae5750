import type { Frame } from "./call.ts";
import { type Json, parseJson } from "./json.ts";
import type { Usage } from "./record.ts";

/** What a body is on another wire. `by`: whoever encodes it so. */
export interface EncodedForm {
  readonly by: object;
  readonly bytes: Buffer;
}

/** Where a body that is kept has such a form kept beside it. */
export interface FormSlot {
  readonly known: EncodedForm | undefined;
  keep(form: EncodedForm): void;
}

/**
 * A body that is there already, as one frame: every document, whether it came from an upstream or from memory. Whoever
 * watches it need not wait (`watchBody`), and what is read in it is read once. It may be read as often as one likes.
 */
export class WholeBody implements AsyncIterable<Frame> {
  readonly frame: Frame;
  #json: { readonly value: Json | undefined } | undefined;
  #usage: { readonly told: Usage | undefined } | undefined;
  readonly #slot: FormSlot | undefined;

  /**
   * @param usage the tokens that it tells of, where somebody has looked already
   * @param slot of one that is kept, and will be asked for again
   */
  constructor(frame: Frame, usage?: Usage, slot?: FormSlot) {
    this.frame = frame;
    this.#slot = slot;
    if (usage !== undefined) this.#usage = { told: usage };
  }

  /** What it says; undefined when it is no JSON. */
  json(): Json | undefined {
    this.#json ??= { value: jsonIn(this.frame) };
    return this.#json.value;
  }

  /** The tokens that it tells of, read once by `read`. */
  usage(read: () => Usage | undefined): Usage | undefined {
    this.#usage ??= { told: read() };
    return this.#usage.told;
  }

  /** What it is on the wire of `by`. Made by `encode`, once for all calls that are given a body that is kept. */
  encoded(by: object, encode: () => Buffer): Buffer {
    const known = this.#slot?.known;
    if (known?.by === by) return known.bytes;
    const bytes = encode();
    this.#slot?.keep({ by, bytes });
    return bytes;
  }

  [Symbol.asyncIterator](): AsyncIterator<Frame, undefined> {
    return new OneFrame(this.frame);
  }
}

class OneFrame implements AsyncIterator<Frame, undefined> {
  #frame: Frame | undefined;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    const frame = this.#frame;
    this.#frame = undefined;
    return Promise.resolve(frame === undefined ? OVER : { done: false, value: frame });
  }

  return(): Promise<IteratorResult<Frame, undefined>> {
    this.#frame = undefined;
    return Promise.resolve(OVER);
  }
}

const OVER = { done: true, value: undefined } as const;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function jsonIn(frame: Frame): Json | undefined {
  try {
    return parseJson(decoder.decode(frame));
  } catch {
    return undefined;
  }
}
