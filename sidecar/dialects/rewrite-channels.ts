import type { Frame } from "../core/call.ts";
import type { Channel, EventDialect, RewriteDelta } from "../core/dialect.ts";
import { AiosError } from "../core/errors.ts";
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
export async function* rewriteChannels(
  body: AsyncIterable<Frame>,
  events: EventDialect,
  createRewriter: (kind: TextKind) => ChannelRewriter,
  beyondBounds: BeyondBounds = "rewrite-alone",
): AsyncGenerator<Frame> {
  const channels = new Map<Channel, ChannelState>();

  const rewriteOf = (frame: Frame): RewriteDelta => {
    return (channel, delta, kind, last) => {
      const state = stateOf(channel, kind);
      const text = state.rewriter.push(delta);
      if (last === true) {
        channels.delete(channel);
        return text + state.rewriter.end();
      }
      if (state.rewriter.isHolding) state.template ??= templateFor(channel, frame);
      const isKept = channels.get(channel) === state;
      const comesOut = state.template !== undefined || !state.rewriter.isHolding;
      if (beyondBounds === "refuse" && !(isKept && comesOut)) throw tooManyTexts();
      if (comesOut) return text;
      channels.delete(channel);
      return text + state.rewriter.end();
    };
  };

  const stateOf = (channel: Channel, kind: TextKind): ChannelState => {
    const known = channels.get(channel);
    if (known !== undefined) return known;
    const state: ChannelState = { rewriter: createRewriter(kind), template: undefined };
    if (channels.size < MAX_CHANNELS && channel.length <= LONGEST_CHANNEL_NAME) channels.set(channel, state);
    return state;
  };

  const templateFor = (channel: Channel, frame: Frame): Frame | undefined => {
    if (!channels.has(channel)) return undefined;
    const template = events.deltaEvent(channel, "", frame);
    return template.byteLength <= LARGEST_TEMPLATE ? template : undefined;
  };

  function* flush(ends: (channel: Channel) => boolean): Generator<Frame> {
    for (const [channel, { rewriter, template }] of channels) {
      if (!ends(channel)) continue;
      channels.delete(channel);
      const isHeld = rewriter.isHolding;
      const text = rewriter.end();
      if (isHeld && template !== undefined) yield events.deltaEvent(channel, text, template);
    }
  }

  const iterator = body[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      let next: IteratorResult<Frame>;
      try {
        next = await iterator.next();
      } catch (thrown) {
        ended = true;
        // What had arrived is the caller's, also when the rest never will.
        yield* flush(() => true);
        throw thrown;
      }
      if (next.done === true) break;
      const rewritten = events.rewriteEvent(next.value, rewriteOf(next.value));
      if (channels.size > 0) yield* flush(endedBy(next.value, events));
      yield rewritten;
    }
    ended = true;
    yield* flush(() => true);
  } finally {
    if (!ended) await iterator.return?.();
  }
}

function tooManyTexts(): AiosError {
  return new AiosError(
    "invalid-upstream-reply",
    `The upstream's stream has more than ${MAX_CHANNELS} texts at once, or events with heads of more than ${LARGEST_TEMPLATE} bytes; a policy in force has to look at each text as a whole.`,
  );
}

/** The channels that end with this event; text held back for them has to come out before it. */
function endedBy(frame: Frame, events: EventDialect): (channel: Channel) => boolean {
  if (events.isTerminal(frame) || events.errorKind(frame) !== undefined) return () => true;
  return events.endsChannels(frame) ?? (() => false);
}
