import type { Frame } from "../core/call.ts";
import type { EventDialect } from "../core/dialect.ts";
import { AiosError, ERROR_TABLE, type ErrorKind } from "../core/errors.ts";
import { parseEvent } from "../dialects/sse/event.ts";
import { EventSplitter } from "../dialects/sse/split.ts";
import type { Clock } from "../platform/clock.ts";
import type { HttpExchange } from "./http-exchange.ts";

/** Comments before the first event are held back until it comes; this many at most. */
const MAX_HELD_COMMENTS = 256;

export interface EventBodyOptions {
  readonly upstream: string;
  readonly exchange: HttpExchange;
  readonly maxEventBytes: number;
  readonly events: EventDialect;
  readonly clock: Clock;
}

/**
 * The body of a stream: one SSE event a frame, bytes unharmed. Ends well only after the dialect's terminal event or
 * the provider's own error event, which the caller then has seen; a stream that just stops throws `upstream-cut`.
 * Written as an iterator by hand: it runs once per token, and a generator takes three turns of the event loop's
 * promise queue where this takes one.
 */
export class EventBody implements AsyncIterableIterator<Frame> {
  readonly #upstream: string;
  readonly #exchange: HttpExchange;
  readonly #splitter: EventSplitter;
  readonly #events: EventDialect;
  readonly #clock: Clock;
  #frames: readonly Frame[] = [];
  #next = 0;
  #over = false;

  constructor({ upstream, exchange, maxEventBytes, events, clock }: EventBodyOptions) {
    this.#upstream = upstream;
    this.#exchange = exchange;
    this.#splitter = new EventSplitter(maxEventBytes);
    this.#events = events;
    this.#clock = clock;
  }

  /** Waits for the first event. Comments do not count: providers send them while a call still waits in their queue. */
  async prime(): Promise<void> {
    const held: Frame[] = [];
    for (;;) {
      const frames = await this.#more();
      const first = frames.find((frame) => parseEvent(frame).data !== "");
      held.push(...frames);
      if (first !== undefined) {
        const kind = this.#events.errorKind(first);
        if (kind !== undefined) throw this.#refused(kind, first);
      }
      if (first !== undefined || this.#over || held.length > MAX_HELD_COMMENTS) break;
    }
    this.#frames = held;
  }

  async next(): Promise<IteratorResult<Frame, undefined>> {
    for (;;) {
      const frame = this.#frames[this.#next];
      if (frame !== undefined) {
        this.#next++;
        return { done: false, value: frame };
      }
      if (this.#over) return { done: true, value: undefined };
      this.#frames = await this.#more();
      this.#next = 0;
    }
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    this.#stop();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #more(): Promise<readonly Frame[]> {
    try {
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
      if (this.#events.errorKind(frame) !== undefined) {
        this.#end();
        return frames.slice(0, index + 1);
      }
      if (this.#events.isTerminal(frame)) {
        this.#end();
        return frames;
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
    this.#frames = [];
    this.#next = 0;
    this.#exchange.abandon();
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

const MAY_QUOTE_A_KEY: ReadonlySet<ErrorKind> = new Set([
  "unauthenticated",
  "permission-denied",
  "upstream-refused-credentials",
]);
