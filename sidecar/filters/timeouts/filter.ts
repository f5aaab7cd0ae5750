import type { RouteSpec } from "../../../config/schema/route.ts";
import type { Call, Frame, Handler, Reply } from "../../core/call.ts";
import { deadlineAfter, shorten } from "../../core/deadline.ts";
import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { type LinkedAbort, linkAbort } from "../../core/linked-abort.ts";
import { watchBody } from "../../core/watch.ts";
import type { Clock, Timer } from "../../platform/clock.ts";

export interface TimeoutsOptions {
  readonly spec: RouteSpec["timeouts"];
  readonly clock: Clock;
}

/**
 * Ends an attempt at a stream that waits too long for its first event (`first-token-timeout`, a rejection) or between
 * two events (`idle-timeout`, thrown by the body). Unary calls know only the deadline of the whole call and pass
 * through as they are; so do calls whose request says nothing here, save that a body of bytes that comes of them, which
 * may be a download of any length or somebody's stream, may not pause for longer than `idle` either.
 */
export function createTimeoutsFilter({ spec, clock }: TimeoutsOptions): Filter {
  return {
    name: "timeouts",
    wrap: (next) => (call) => {
      if (call.stream) return timedStream(call, next, spec, clock);
      return call.opaque === undefined ? next(call) : timedBytes(call, next, spec, clock);
    },
  };
}

async function timedBytes(
  call: Call,
  next: Handler,
  spec: RouteSpec["timeouts"],
  clock: Clock,
): Promise<Reply> {
  const attempt = linkAbort(call.signal);
  try {
    const reply = await next({ ...call, signal: attempt.signal });
    if (reply.framing === "bytes")
      return { ...reply, body: timedBody(reply.body, call, attempt, spec.idle, clock) };
    // What it still reads follows the call's own signal.
    call.onEnd(() => attempt.unlink());
    return reply;
  } catch (thrown) {
    attempt.unlink();
    throw thrown;
  }
}

async function timedStream(
  call: Call,
  next: Handler,
  spec: RouteSpec["timeouts"],
  clock: Clock,
): Promise<Reply> {
  const attempt = linkAbort(call.signal);
  let late: AiosError | undefined;
  const turn = upstreamsTurn(call, spec.firstToken, clock);
  const onLate = () => {
    const leftMs = turn.leftMs();
    if (leftMs > 0) {
      timer = clock.after(leftMs, onLate);
      return;
    }
    late = new AiosError(
      "first-token-timeout",
      `The upstream sent no event within ${spec.firstToken} ms (timeouts.firstToken of the route).`,
    );
    attempt.abort(late);
  };
  let timer = clock.after(spec.firstToken, onLate);
  let reply: Reply;
  try {
    const firstFrameBy = shorten(call.firstFrameBy, deadlineAfter(clock.monotonic(), spec.firstToken));
    reply = await next({ ...call, signal: attempt.signal, firstFrameBy });
  } catch (thrown) {
    attempt.unlink();
    throw late ?? thrown;
  } finally {
    timer.cancel();
  }
  if (late !== undefined) {
    // The head crossed with our abort on its way; what it came with is cancelled already.
    attempt.unlink();
    await reply.body[Symbol.asyncIterator]().return?.();
    throw late;
  }
  return { ...reply, body: timedBody(reply.body, call, attempt, spec.idle, clock) };
}

function timedBody(
  body: AsyncIterable<Frame>,
  call: Call,
  attempt: LinkedAbort,
  idleMs: number,
  clock: Clock,
): AsyncIterable<Frame> {
  let waiting = false;
  let late: AiosError | undefined;
  // One timer for the whole stream. It is never stopped between frames, so it also goes off while a slow reader lets us
  // wait; that is not the upstream's doing and is passed over: the next pull starts it again.
  const turn = upstreamsTurn(call, idleMs, clock);
  let rest: Timer | undefined;
  const onLate = () => {
    if (!waiting) return;
    const leftMs = turn.leftMs();
    if (leftMs > 0) {
      rest?.cancel();
      rest = clock.after(leftMs, onLate);
      return;
    }
    late = new AiosError(
      "idle-timeout",
      `The upstream sent nothing for ${idleMs} ms (timeouts.idle of the route).`,
    );
    attempt.abort(late);
  };
  const timer: Timer = clock.after(idleMs, onLate);
  const release = () => {
    timer.cancel();
    rest?.cancel();
    attempt.unlink();
  };
  // A body that is never pulled never ends either.
  call.onEnd(release);
  return watchBody(body, {
    pull: () => {
      waiting = true;
      turn.begin();
      timer.refresh();
    },
    frame: () => {
      waiting = false;
    },
    failed: (error) => late ?? error,
    end: release,
  });
}

interface Turn {
  /** It begins anew, now. */
  begin(): void;
  /** What is left of it when its timer has gone off. */
  leftMs(): number;
}

const ALL_UPSTREAMS: Turn = { begin: () => {}, leftMs: () => 0 };

/**
 * Whose silence it is. A caller who streams its request may be the one who has something to say: only once it has ended,
 * or while its messages are not taken, does the upstream owe something.
 */
function upstreamsTurn({ opaque }: Call, ms: number, clock: Clock): Turn {
  if (opaque?.transport !== "grpc") return ALL_UPSTREAMS;
  const { messages } = opaque;
  let begunAt = clock.monotonic();
  return {
    begin: () => {
      begunAt = clock.monotonic();
    },
    leftMs: () => {
      const { saidAt } = messages;
      return saidAt === undefined ? ms : ms - (clock.monotonic() - Math.max(begunAt, saidAt));
    },
  };
}
