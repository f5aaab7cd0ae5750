import type { Frame } from "../../core/call.ts";
import { type FramesAtHand, framesAtHand } from "../../core/frames-at-hand.ts";
import { parseObject } from "../../dialects/members.ts";
import { parseEvent } from "../../dialects/sse/event.ts";
import { dataOf, withData } from "./event-data.ts";

/** What becomes of the data of an event that no dialect describes. */
export type RewriteData = (data: string) => Promise<string>;

/** Events that are none of the dialect's, which leaves them as they are: each is a text by itself. */
export function withUnreadEvents(body: AsyncIterable<Frame>, rewrite: RewriteData): AsyncIterable<Frame> {
  return { [Symbol.asyncIterator]: () => new ReadEvents(body[Symbol.asyncIterator](), rewrite) };
}

/** By hand, for the reasons that `core/watch.ts` gives: all events of nearly all streams are the dialect's. */
class ReadEvents implements FramesAtHand {
  readonly #source: AsyncIterator<Frame>;
  readonly #atHand: FramesAtHand | undefined;
  readonly #rewrite: RewriteData;
  /** Has to be waited for. */
  #unread: Frame | undefined;
  #isPulling = false;

  constructor(source: AsyncIterator<Frame>, rewrite: RewriteData) {
    this.#source = source;
    this.#atHand = framesAtHand(source);
    this.#rewrite = rewrite;
  }

  take(): Frame | undefined {
    if (this.#isPulling || this.#unread !== undefined) return undefined;
    const frame = this.#atHand?.take();
    if (frame === undefined || isRead(frame)) return frame;
    this.#unread = frame;
    return undefined;
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    this.#isPulling = true;
    try {
      const unread = this.#unread;
      this.#unread = undefined;
      if (unread !== undefined) return { done: false, value: await this.#rewritten(unread) };
      const next = await this.#source.next();
      if (next.done === true) return { done: true, value: undefined };
      return isRead(next.value) ? next : { done: false, value: await this.#rewritten(next.value) };
    } finally {
      this.#isPulling = false;
    }
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.#unread = undefined;
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  async #rewritten(frame: Frame): Promise<Frame> {
    const data = dataOf(frame);
    if (data === undefined || data.trim() === "[DONE]") return frame;
    let rewritten: string;
    try {
      rewritten = await this.#rewrite(data);
    } catch (error) {
      await this.#source.return?.();
      throw error;
    }
    return rewritten === data ? frame : withData(frame, rewritten);
  }
}

function isRead(frame: Frame): boolean {
  return parseObject(parseEvent(frame).data) !== undefined;
}
