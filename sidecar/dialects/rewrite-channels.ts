import type { Frame } from "../core/call.ts";
import type { Channel, EventDialect } from "../core/dialect.ts";
import { AiosError } from "../core/errors.ts";
import { type FramesAtHand, framesAtHand } from "../core/frames-at-hand.ts";
import type { TextKind } from "../core/payload.ts";

/**
 * What becomes of the text of one channel as it streams by. What it throws ends the stream: the error is told in the
 * stream's own dialect, and what was kept back until then is not handed on.
 */
export interface ChannelRewriter {
  /** What may go on now that this has come, too; what has to be seen together with more is kept back. */
  push(text: string): string;
  /** Nothing more comes: all that was kept back. */
  end(): string;
  /** Whether something is kept back. What is, has a bound. */
  readonly isHolding: boolean;
}

/** What becomes of a delta that is beyond the bounds of what is kept: it is rewritten by itself, or it ends the stream. */
export type BeyondBounds = "rewrite-alone" | "refuse";

/** Bounds of what is kept for one stream, whose provider names the channels as it likes. */
const MAX_CHANNELS = 256;
/** UTF-16 code units. */
const LONGEST_CHANNEL_NAME = 512;
/** Bytes. */
const LARGEST_TEMPLATE = 16_384;

interface ChannelState {
  readonly rewriter: ChannelRewriter;
  /** An event without text, in the manner of one that brought text: what is held back comes out as such. */
  template: Frame | undefined;
}

/**
 * Rewrites the texts of a stream, each channel by a rewriter of its own. What a rewriter keeps back comes out with the
 * next delta of its channel, or by itself before the event that ends the channel.
 * @param beyondBounds `refuse` where a text that is not seen together with its rest must not pass: the stream then ends
 *   with AiosError `invalid-upstream-reply`
 */
export function rewriteChannels(
  body: AsyncIterable<Frame>,
  events: EventDialect,
  createRewriter: (kind: TextKind) => ChannelRewriter,
  beyondBounds: BeyondBounds = "rewrite-alone",
): AsyncIterable<Frame> {
  return {
    [Symbol.asyncIterator]: () =>
      new RewrittenFrames(body[Symbol.asyncIterator](), new Channels(events, createRewriter, beyondBounds)),
  };
}

/** How it comes to its end once all frames that are ready have been handed on. */
type Ending =
  | { readonly type: "end" }
  /** `isOpen`: the stream below has more, which nobody wants. */
  | { readonly type: "failure"; readonly error: unknown; readonly isOpen: boolean };

/** By hand, for the reasons that `core/watch.ts` gives. */
class RewrittenFrames implements FramesAtHand {
  readonly #source: AsyncIterator<Frame>;
  readonly #atHand: FramesAtHand | undefined;
  readonly #channels: Channels;
  /** What one frame has become: mostly just one. */
  #ready: Frame[] = [];
  #next = 0;
  #ending: Ending | undefined;
  #isPulling = false;
  #isOver = false;

  constructor(source: AsyncIterator<Frame>, channels: Channels) {
    this.#source = source;
    this.#atHand = framesAtHand(source);
    this.#channels = channels;
  }

  next(): Promise<IteratorResult<Frame, undefined>> {
    const frame = this.take();
    return frame === undefined ? this.#pull() : Promise.resolve({ done: false, value: frame });
  }

  take(): Frame | undefined {
    for (;;) {
      const ready = this.#ready[this.#next];
      if (ready !== undefined) {
        this.#next++;
        return ready;
      }
      if (this.#isOver || this.#isPulling || this.#ending !== undefined) return undefined;
      const frame = this.#atHand?.take();
      if (frame === undefined) return undefined;
      this.#rewrite(frame);
    }
  }

  async return(): Promise<IteratorResult<Frame, undefined>> {
    const isOpen = !this.#isOver && (this.#ending === undefined || isStillOpen(this.#ending));
    this.#close();
    if (isOpen) await this.#source.return?.();
    return { done: true, value: undefined };
  }

  async #pull(): Promise<IteratorResult<Frame, undefined>> {
    this.#isPulling = true;
    try {
      for (;;) {
        const ready = this.#ready[this.#next];
        if (ready !== undefined) {
          this.#next++;
          return { done: false, value: ready };
        }
        if (this.#isOver) return { done: true, value: undefined };
        if (this.#ending !== undefined) return await this.#end(this.#ending);
        await this.#read();
      }
    } finally {
      this.#isPulling = false;
    }
  }

  async #read(): Promise<void> {
    let next: IteratorResult<Frame>;
    try {
      next = await this.#source.next();
    } catch (error) {
      // What had arrived is the caller's, also when the rest never will.
      this.#flushAll({ type: "failure", error, isOpen: false });
      return;
    }
    // Closed by its reader while it waited.
    if (this.#isOver) return;
    if (next.done === true) this.#flushAll({ type: "end" });
    else this.#rewrite(next.value);
  }

  async #end(ending: Ending): Promise<IteratorResult<Frame, undefined>> {
    this.#close();
    if (ending.type === "end") return { done: true, value: undefined };
    if (ending.isOpen) await this.#source.return?.();
    throw ending.error;
  }

  #rewrite(frame: Frame): void {
    this.#begin();
    try {
      this.#channels.rewrite(frame, this.#ready);
    } catch (error) {
      this.#ending = { type: "failure", error, isOpen: true };
    }
  }

  #flushAll(ending: Ending): void {
    if (this.#isOver) return;
    this.#begin();
    this.#ending = ending;
    try {
      this.#channels.flush(() => true, this.#ready);
    } catch (error) {
      this.#ending = { type: "failure", error, isOpen: false };
    }
  }

  #begin(): void {
    this.#ready.length = 0;
    this.#next = 0;
  }

  #close(): void {
    this.#begin();
    this.#isOver = true;
  }
}

function isStillOpen(ending: Ending): boolean {
  return ending.type === "failure" && ending.isOpen;
}

/** The texts of one stream. */
class Channels {
  readonly #events: EventDialect;
  readonly #createRewriter: (kind: TextKind) => ChannelRewriter;
  readonly #beyondBounds: BeyondBounds;
  readonly #channels = new Map<Channel, ChannelState>();

  constructor(
    events: EventDialect,
    createRewriter: (kind: TextKind) => ChannelRewriter,
    beyondBounds: BeyondBounds,
  ) {
    this.#events = events;
    this.#createRewriter = createRewriter;
    this.#beyondBounds = beyondBounds;
  }

  /** Adds what the frame becomes to `out`, behind what is held back on the channels that it ends. */
  rewrite(frame: Frame, out: Frame[]): void {
    const rewritten = this.#events.rewriteEvent(frame, (channel, delta, kind, last) =>
      this.#rewriteDelta(frame, channel, delta, kind, last === true),
    );
    if (this.#channels.size > 0) this.flush(endedBy(frame, this.#events), out);
    out.push(rewritten);
  }

  flush(ends: ((channel: Channel) => boolean) | undefined, out: Frame[]): void {
    if (ends === undefined) return;
    for (const [channel, { rewriter, template }] of this.#channels) {
      if (!ends(channel)) continue;
      this.#channels.delete(channel);
      const isHeld = rewriter.isHolding;
      const text = rewriter.end();
      if (isHeld && template !== undefined) out.push(this.#events.deltaEvent(channel, text, template));
    }
  }

  #rewriteDelta(frame: Frame, channel: Channel, delta: string, kind: TextKind, last: boolean): string {
    const state = this.#stateOf(channel, kind);
    const text = state.rewriter.push(delta);
    if (last) {
      this.#channels.delete(channel);
      return text + state.rewriter.end();
    }
    if (state.rewriter.isHolding) state.template ??= this.#templateFor(channel, frame);
    const isKept = this.#channels.get(channel) === state;
    const comesOut = state.template !== undefined || !state.rewriter.isHolding;
    if (this.#beyondBounds === "refuse" && !(isKept && comesOut)) throw tooManyTexts();
    if (comesOut) return text;
    this.#channels.delete(channel);
    return text + state.rewriter.end();
  }

  #stateOf(channel: Channel, kind: TextKind): ChannelState {
    const known = this.#channels.get(channel);
    if (known !== undefined) return known;
    const state: ChannelState = { rewriter: this.#createRewriter(kind), template: undefined };
    if (this.#channels.size < MAX_CHANNELS && channel.length <= LONGEST_CHANNEL_NAME)
      this.#channels.set(channel, state);
    return state;
  }

  #templateFor(channel: Channel, frame: Frame): Frame | undefined {
    if (!this.#channels.has(channel)) return undefined;
    const template = this.#events.deltaEvent(channel, "", frame);
    return template.byteLength <= LARGEST_TEMPLATE ? template : undefined;
  }
}

function tooManyTexts(): AiosError {
  return new AiosError(
    "invalid-upstream-reply",
    `The upstream's stream has more than ${MAX_CHANNELS} texts at once, or events with heads of more than ${LARGEST_TEMPLATE} bytes; a policy in force has to look at each text as a whole.`,
  );
}

/** The channels that end with this event; text held back for them has to come out before it. Undefined: none. */
function endedBy(frame: Frame, events: EventDialect): ((channel: Channel) => boolean) | undefined {
  if (events.isTerminal(frame) || events.errorKind(frame) !== undefined) return () => true;
  return events.endsChannels(frame);
}
