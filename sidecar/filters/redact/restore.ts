import type { Frame, Reply } from "../../core/call.ts";
import type { Channel, Dialect, EventDialect, RewriteDelta } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import type { TextKind } from "../../core/payload.ts";
import type { Vault } from "./vault.ts";

/** How a value is written where it goes: inside JSON source its quotes and line ends must be escaped. */
const SPELL: Record<TextKind, (value: string) => string> = {
  text: (value) => value,
  json: (value) => JSON.stringify(value).slice(1, -1),
};

/** The reply with the values of this call's vault put back, whole or as it streams by. */
export function restoreReply(reply: Reply, vault: Vault, dialect: Dialect): Reply {
  if (reply.framing === "document") return { ...reply, body: restoreDocument(reply.body, vault, dialect) };
  if (dialect.events === undefined) return reply;
  return { ...reply, body: restoreEvents(reply.body, vault, dialect.events) };
}

async function* restoreDocument(
  body: AsyncIterable<Frame>,
  vault: Vault,
  dialect: Dialect,
): AsyncGenerator<Frame> {
  for await (const frame of body) yield restoreFrame(frame, vault, dialect);
}

function restoreFrame(frame: Frame, vault: Vault, dialect: Dialect): Frame {
  const document = parse(frame);
  if (document === undefined) return frame;
  const restored = dialect.rewriteReply(document, (text, kind) => vault.restore(text, SPELL[kind]));
  return restored === document ? frame : Buffer.from(JSON.stringify(restored));
}

function parse(frame: Frame): JsonObject | undefined {
  try {
    const document: unknown = JSON.parse(
      Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString("utf8"),
    );
    return isJsonObject(document) ? document : undefined;
  } catch {
    // Whatever the provider sent, it is no document that could hold a placeholder of ours; it passes as it is.
    return undefined;
  }
}

interface HeldBack {
  readonly text: string;
  /** The event that brought it: what flushes it is made in its manner. */
  readonly template: Frame;
  readonly kind: TextKind;
}

/**
 * Text is held back only while its tail could be the beginning of one of this vault's placeholders, so at most for one
 * placeholder's length; it comes out with the next delta, or by itself before the event that ends its channel.
 */
async function* restoreEvents(
  body: AsyncIterable<Frame>,
  vault: Vault,
  events: EventDialect,
): AsyncGenerator<Frame> {
  const held = new Map<Channel, HeldBack>();

  const rewriteOf = (frame: Frame): RewriteDelta => {
    return (channel, delta, kind, last) => {
      const text = (held.get(channel)?.text ?? "") + delta;
      const open = last === true ? text.length : vault.openTail(text);
      if (open === text.length) held.delete(channel);
      else held.set(channel, { text: text.slice(open), template: frame, kind });
      return vault.restore(text.slice(0, open), SPELL[kind]);
    };
  };

  function* flush(ends: (channel: Channel) => boolean): Generator<Frame> {
    for (const [channel, { text, template, kind }] of held) {
      if (!ends(channel)) continue;
      held.delete(channel);
      yield events.deltaEvent(channel, vault.restore(text, SPELL[kind]), template);
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

/** The channels that end with this event; text held back for them has to come out before it. */
function endedBy(frame: Frame, events: EventDialect): (channel: Channel) => boolean {
  if (events.isTerminal(frame)) return () => true;
  return events.endsChannels(frame) ?? (() => false);
}

/** A provider's refusal may quote the request: its placeholders are the caller's own words again. */
export function restoreError(thrown: unknown, vault: Vault): AiosError {
  const error = toAiosError(thrown);
  if (error.answer === undefined) return error;
  const body = Buffer.from(error.answer.body).toString("utf8");
  const restored = vault.restore(body, SPELL.json);
  if (restored === body) return error;
  return new AiosError(error.kind, error.message, {
    cause: error.cause,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(error.param === undefined ? {} : { param: error.param }),
    answer: { ...error.answer, body: Buffer.from(restored) },
  });
}
