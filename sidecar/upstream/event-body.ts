import type { Frame } from "../core/call.ts";
import type { EventDialect } from "../core/dialect.ts";
import { AiosError, ERROR_TABLE, type ErrorKind, toAiosError } from "../core/errors.ts";
import { FrameSlabs } from "../core/frame-slabs.ts";
import type { FramesAtHand } from "../core/frames-at-hand.ts";
import type { JudgedStream } from "../core/judged-stream.ts";
import { parseEvent } from "../dialects/sse/event.ts";
import { EventSplitter } from "../dialects/sse/split.ts";
import type { Clock } from "../platform/clock.ts";
import type { HttpExchange } from "./http-exchange.ts";
import type { QuotedCredentials } from "./quoted-credentials.ts";

/** Comments before the first event are held back until it comes; those beyond this, which tell nothing, are dropped. */
const MAX_HELD_BYTES = 64 * 1024;
/** What a frame costs beside its bytes: without it, empty comments would cost nothing. */
const FRAME_OVERHEAD_BYTES = 256;

export interface EventBodyOptions {
  readonly upstream: string;
  readonly exchange: HttpExchange;
  readonly maxEventBytes: number;
  readonly events: EventDialect;
  /** Undefined when the call was sent without credentials of ours. */
  readonly quoted: QuotedCredentials | undefined;
  readonly clock: Clock;
}

/**
 * The body of a stream: one SSE event a frame, bytes unharmed. Ends well only after the dialect's terminal event. After
 * the provider's own error event, which the caller then has seen, it throws that event's kind as `told`; a stream that
 * just stops throws `upstream-cut`.
 * Written as an iterator by hand: a generator takes three turns of the event loop's promise queue where this takes one,
 * and none for what has come already.
 */
export class EventBody implements JudgedStream, FramesAtHand {
  readonly isJudged = true;
  readonly #upstream: string;
  readonly #exchange: HttpExchange;
  readonly #splitter: EventSplitter;
  readonly #slabs = new FrameSlabs();
  readonly #events: EventDialect;
  readonly #quoted: QuotedCredentials | undefined;
  readonly #clock: Clock;
  /** Told in place of the next frame, such as an error event of the provider that is not to be shown. */
  #failure: AiosError | undefined;
  /** What the provider's own error event has told, once it has been handed down. */
  #told: AiosError | undefined;
  #frames: readonly Frame[] = [];
  #next = 0;
  #isPulling = false;
  #over = false;

  constructor({ upstream, exchange, maxEventBytes, events, quoted, clock }: EventBodyOptions) {
    this.#upstream = upstream;
    this.#exchange = exchange;
    this.#splitter = new EventSplitter(maxEventBytes);
    this.#events = events;
    this.#quoted = quoted;
    this.#clock = clock;
  }

  /** Waits for the first event. Comments do not count: providers send them while a call still waits in their queue. */
  async prime(): Promise<void> {
    const held: Frame[] = [];
    let heldBytes = 0;
    for (;;) {
      const frames = await this.#more();
      const first = frames.findIndex((frame) => parseEvent(frame).data !== "");
      for (const comment of first === -1 ? frames : frames.slice(0, first)) {
        heldBytes += comment.length + FRAME_OVERHEAD_BYTES;
        if (heldBytes <= MAX_HELD_BYTES) held.push(comment);
      }
      const event = frames[first];
      if (event !== undefined) {
        const kind = this.#events.errorKind(event);
        if (kind !== undefined) throw this.#refused(kind, event);
        if (!this.#events.isTerminal(event) && !isJson(parseEvent(event).data)) throw this.#unreadable();
        held.push(...frames.slice(first));
      }
      if (event !== undefined || this.#over) break;
    }
    this.#hold(held);
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    const frame = this.take();
    return frame === undefined ? this.#pull() : Promise.resolve({ done: false, value: frame });
  }

  take(): Frame | undefined {
    for (;;) {
      const frame = this.#frames[this.#next];
      if (frame !== undefined) {
        this.#next++;
        return this.#slabs.owned(frame);
      }
      if (this.#over || this.#isPulling || this.#failure !== undefined) return undefined;
      const chunk = this.#exchange.takeChunk();
      if (chunk === undefined) return undefined;
      try {
        this.#hold(this.#upToTheEnd(this.#splitter.push(chunk)));
      } catch (error) {
        this.#failure = toAiosError(error);
      }
    }
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.#stop();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #pull(): Promise<IteratorResult<Frame, undefined>> {
    this.#isPulling = true;
    try {
      while (!this.#over) {
        this.#hold(await this.#more());
        const frame = this.#frames[this.#next++];
        if (frame !== undefined) return { done: false, value: this.#slabs.owned(frame) };
      }
    } finally {
      this.#isPulling = false;
    }
    const told = this.#told;
    if (told === undefined) return { done: true, value: undefined };
    this.#told = undefined;
    throw told;
  }

  #hold(frames: readonly Frame[]): void {
    this.#frames = frames;
    this.#next = 0;
  }

  async #more(): Promise<readonly Frame[]> {
    try {
      if (this.#failure !== undefined) throw this.#failure;
      const chunk = await this.#exchange.nextChunk();
      if (chunk !== undefined) return this.#upToTheEnd(this.#splitter.push(chunk));
      // Some servers leave out the last blank line.
      const frames = this.#upToTheEnd(this.#splitter.end());
      if (this.#over) return frames;
      throw new AiosError(
        "upstream-cut",
        `Upstream "${this.#upstream}" ended its stream without the event that completes it.`,
      );
    } catch (error) {
      // Closed by its reader while it waited: an end, not a failure.
      if (this.#over) return [];
      this.#stop();
      throw error;
    }
  }

  #upToTheEnd(frames: readonly Frame[]): readonly Frame[] {
    for (const [index, frame] of frames.entries()) {
      const kind = this.#events.errorKind(frame);
      if (kind !== undefined) {
        const message = `Upstream "${this.#upstream}" ended its stream with an error.`;
        if (this.#quoted?.isIn(frame) === true) {
          this.#failure = new AiosError(kind, message);
          return frames.slice(0, index);
        }
        this.#told = new AiosError(kind, message, { told: true });
        this.#end();
        return frames.slice(0, index + 1);
      }
      if (this.#events.isTerminal(frame)) {
        this.#end();
        // Whatever a server sends behind it is no part of the reply, wherever the pieces were cut.
        return frames.slice(0, index + 1);
      }
    }
    return frames;
  }

  #end(): void {
    this.#over = true;
    this.#exchange.finish(this.#clock);
  }

  #stop(): void {
    this.#over = true;
    this.#told = undefined;
    this.#hold([]);
    this.#exchange.abandon();
  }

  /** A page of some proxy in between, say: told while another attempt may still be made. */
  #unreadable(): AiosError {
    this.#stop();
    return new AiosError(
      "invalid-upstream-reply",
      `Upstream "${this.#upstream}" began its stream with an event that is not JSON.`,
    );
  }

  /** The data of an error event has the shape of the provider's error bodies, so that it can stand for one. */
  #refused(kind: ErrorKind, frame: Frame): AiosError {
    this.#stop();
    const message = `Upstream "${this.#upstream}" began its stream with an error.`;
    if (MAY_QUOTE_A_KEY.has(kind)) return new AiosError(kind, message);
    const body = Buffer.from(parseEvent(frame).data);
    const headers = { "content-type": "application/json" };
    return new AiosError(kind, message, { answer: { status: ERROR_TABLE[kind].http, headers, body } });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const MAY_QUOTE_A_KEY: ReadonlySet<ErrorKind> = new Set([
  "unauthenticated",
  "permission-denied",
  "upstream-refused-credentials",
]);
