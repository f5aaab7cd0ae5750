import type { Frame } from "../../core/call.ts";
import type { Channel, EventDialect, RewriteDelta } from "../../core/dialect.ts";
import type { TextKind } from "../../core/payload.ts";
import { LOOK_BACK, type Vault } from "./vault.ts";

/**
 * Bounds of what is kept for one stream, whose provider names the channels as it likes: together at most 256 times
 * about 17 KiB. What is beyond them is restored within each delta alone.
 */
const MAX_CHANNELS = 256;
/** UTF-16 code units. */
const LONGEST_CHANNEL_NAME = 512;
/** Bytes. */
const LARGEST_TEMPLATE = 16_384;

interface HeldBack {
  readonly text: string;
  /** An event without text, in the manner of the one that brought it: what flushes it is made like that. */
  readonly template: Frame;
  readonly kind: TextKind;
}

/**
 * Text is held back only while its tail could be the beginning of one of this vault's placeholders, so at most for one
 * placeholder's length; it comes out with the next delta, or by itself before the event that ends its channel.
 */
export async function* restoreEvents(
  body: AsyncIterable<Frame>,
  vault: Vault,
  events: EventDialect,
  spelling: (kind: TextKind) => TextKind,
): AsyncGenerator<Frame> {
  const held = new Map<Channel, HeldBack>();
  /** The last characters handed on, which tell a placeholder from an index; as the provider wrote them. */
  const lastOf = new Map<Channel, string>();

  const rewriteOf = (frame: Frame): RewriteDelta => {
    return (channel, delta, said, last) => {
      const kind = spelling(said);
      const before = held.get(channel);
      const text = (before?.text ?? "") + delta;
      let open = last === true ? text.length : vault.openTail(text, kind);
      const template = open === text.length ? undefined : (before?.template ?? templateFor(channel, frame));
      if (template === undefined) {
        open = text.length;
        held.delete(channel);
      } else {
        held.set(channel, { text: copyOf(text.slice(open)), template, kind });
      }
      const restored = vault.restore(text.slice(0, open), kind, lastOf.get(channel));
      if (last === true) lastOf.delete(channel);
      else if (open > 0 && isKeepable(channel, lastOf))
        lastOf.set(
          channel,
          ((lastOf.get(channel) ?? "") + text.slice(Math.max(0, open - LOOK_BACK), open)).slice(-LOOK_BACK),
        );
      return restored;
    };
  };

  const templateFor = (channel: Channel, frame: Frame): Frame | undefined => {
    if (!isKeepable(channel, held)) return undefined;
    const template = events.deltaEvent(channel, "", frame);
    return template.byteLength <= LARGEST_TEMPLATE ? template : undefined;
  };

  function* flush(ends: (channel: Channel) => boolean): Generator<Frame> {
    for (const [channel, { text, template, kind }] of held) {
      if (!ends(channel)) continue;
      held.delete(channel);
      yield events.deltaEvent(channel, vault.restore(text, kind, lastOf.get(channel)), template);
    }
  }

  try {
    for await (const frame of body) {
      const rewritten = events.rewriteEvent(frame, rewriteOf(frame));
      if (held.size > 0) yield* flush(endedBy(frame, events));
      yield rewritten;
    }
  } catch (thrown) {
    // What had arrived is the caller's, also when the rest never will.
    yield* flush(() => true);
    throw thrown;
  }
  yield* flush(() => true);
}

function isKeepable(channel: Channel, kept: ReadonlyMap<Channel, unknown>): boolean {
  return kept.has(channel) || (kept.size < MAX_CHANNELS && channel.length <= LONGEST_CHANNEL_NAME);
}

/** A slice would keep the whole text it is from; what is held back is ASCII. */
function copyOf(tail: string): string {
  return Buffer.from(tail, "latin1").toString("latin1");
}

/** The channels that end with this event; text held back for them has to come out before it. */
function endedBy(frame: Frame, events: EventDialect): (channel: Channel) => boolean {
  if (events.isTerminal(frame) || events.errorKind(frame) !== undefined) return () => true;
  return events.endsChannels(frame) ?? (() => false);
}
