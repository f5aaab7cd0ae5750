import type { End, Frame } from "./call.ts";
import { type AiosError, toAiosError } from "./errors.ts";
import { type FramesAtHand, framesAtHand } from "./frames-at-hand.ts";
import { isJudged, type JudgedStream } from "./judged-stream.ts";
import { WholeBody } from "./whole-body.ts";

/** How a body ended; `abandoned`: whoever pulled it stopped before its end. */
export type BodyEnd = End | { readonly outcome: "abandoned" };

/** What a filter that changes no frame wants to know about a body on its way past. None of these may throw. */
export interface BodyWatcher {
  /** The next frame is being waited for. Not told of one that was there already. */
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
  if (body instanceof WatchedBody) return body.watchedBy(watcher);
  return new WatchedBody(body, [watcher]);
}

const COMPLETED = { outcome: "completed" } as const;
const OVER: IteratorResult<Frame, undefined> = { done: true, value: undefined };

/** By however many: an iterator for each of them would be a promise for each of them and every frame. */
class WatchedBody implements JudgedStream {
  readonly #body: AsyncIterable<Frame>;
  /** The first one stands next to the body. */
  readonly #watchers: readonly BodyWatcher[];

  constructor(body: AsyncIterable<Frame>, watchers: readonly BodyWatcher[]) {
    this.#body = body;
    this.#watchers = watchers;
  }

  get isJudged(): boolean {
    return isJudged(this.#body);
  }

  watchedBy(watcher: BodyWatcher): WatchedBody {
    return new WatchedBody(this.#body, [...this.#watchers, watcher]);
  }

  [Symbol.asyncIterator](): FramesAtHand {
    return new WatchedFrames(this.#body[Symbol.asyncIterator](), this.#watchers);
  }
}

/** What comes from below is told to the first watcher first; what comes from above, to the last one first. */
class WatchedFrames implements FramesAtHand {
  readonly #frames: AsyncIterator<Frame>;
  readonly #atHand: FramesAtHand | undefined;
  readonly #watchers: readonly BodyWatcher[];
  #pulls = 0;
  #ended = false;
  // Once, and not for each frame.
  readonly #onResult = (result: IteratorResult<Frame>) => this.#pulled(result);
  readonly #onError = (thrown: unknown) => this.#failed(thrown);

  constructor(frames: AsyncIterator<Frame>, watchers: readonly BodyWatcher[]) {
    this.#frames = frames;
    this.#atHand = framesAtHand(frames);
    this.#watchers = watchers;
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    if (this.#ended) return Promise.resolve(OVER);
    for (let at = this.#watchers.length - 1; at >= 0; at--) this.#watchers[at]?.pull?.();
    this.#pulls++;
    let pulled: Promise<IteratorResult<Frame>>;
    try {
      pulled = this.#frames.next();
    } catch (thrown) {
      pulled = Promise.reject(thrown);
    }
    return pulled.then(this.#onResult, this.#onError);
  }

  take(): Frame | undefined {
    if (this.#ended || this.#pulls > 0) return undefined;
    const frame = this.#atHand?.take();
    if (frame !== undefined) this.#see(frame);
    return frame;
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    if (!this.#ended) {
      this.#ended = true;
      for (let at = this.#watchers.length - 1; at >= 0; at--) this.#watchers[at]?.end(ABANDONED);
    }
    await this.#frames.return?.();
    return OVER;
  }

  #pulled(result: IteratorResult<Frame>): IteratorResult<Frame, undefined> {
    this.#pulls--;
    if (result.done !== true) {
      this.#see(result.value);
      return result;
    }
    if (!this.#ended) {
      this.#ended = true;
      for (const watcher of this.#watchers) watcher.end(COMPLETED);
    }
    return OVER;
  }

  #see(frame: Frame): void {
    for (const watcher of this.#watchers) watcher.frame?.(frame);
  }

  #failed(thrown: unknown): never {
    this.#pulls--;
    const wasEnded = this.#ended;
    this.#ended = true;
    let error = toAiosError(thrown);
    for (const watcher of this.#watchers) {
      error = watcher.failed?.(error) ?? error;
      if (!wasEnded) watcher.end({ outcome: "failed", error });
    }
    throw error;
  }
}

const ABANDONED = { outcome: "abandoned" } as const;
