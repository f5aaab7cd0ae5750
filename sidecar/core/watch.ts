import type { End, Frame } from "./call.ts";
import { type AiosError, toAiosError } from "./errors.ts";
import { WholeBody } from "./whole-body.ts";

/** How a body ended; `abandoned`: whoever pulled it stopped before its end. */
export type BodyEnd = End | { readonly outcome: "abandoned" };

/** What a filter that changes no frame wants to know about a body on its way past. None of these may throw. */
export interface BodyWatcher {
  /** The next frame is being waited for. */
  pull?(): void;
  /** Before the frame is handed down. */
  frame?(frame: Frame): void;
  /** The error to throw instead of the body's own. */
  failed?(error: AiosError): AiosError;
  /** Once. Not called when nobody ever pulls: release in `Call.onEnd` as well. */
  end(end: BodyEnd): void;
}

/**
 * The same frames, watched. Unlike an async generator it passes on an early return at once, even before the first pull
 * or while one is pending: a generator would close nothing in the first case and wait for the frame in the second.
 * A whole body is there already: it has been watched to its end when this returns, whether or not anybody reads it.
 */
export function watchBody(body: AsyncIterable<Frame>, watcher: BodyWatcher): AsyncIterable<Frame> {
  if (body instanceof WholeBody) {
    watcher.pull?.();
    watcher.frame?.(body.frame);
    watcher.end(COMPLETED);
    return body;
  }
  return { [Symbol.asyncIterator]: () => new WatchedFrames(body[Symbol.asyncIterator](), watcher) };
}

const COMPLETED = { outcome: "completed" } as const;

class WatchedFrames implements AsyncIterator<Frame, undefined> {
  readonly #frames: AsyncIterator<Frame>;
  readonly #watcher: BodyWatcher;
  #ended = false;

  constructor(frames: AsyncIterator<Frame>, watcher: BodyWatcher) {
    this.#frames = frames;
    this.#watcher = watcher;
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    if (this.#ended) return { done: true, value: undefined };
    this.#watcher.pull?.();
    let result: IteratorResult<Frame>;
    try {
      result = await this.#frames.next();
    } catch (thrown) {
      const own = toAiosError(thrown);
      const error = this.#watcher.failed?.(own) ?? own;
      this.#end({ outcome: "failed", error });
      throw error;
    }
    if (result.done === true) {
      this.#end({ outcome: "completed" });
      return { done: true, value: undefined };
    }
    this.#watcher.frame?.(result.value);
    return result;
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.#end({ outcome: "abandoned" });
    await this.#frames.return?.();
    return { done: true, value: undefined };
  }

  #end(end: BodyEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#watcher.end(end);
  }
}
