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
 * through as they are.
 */
export function createTimeoutsFilter({ spec, clock }: TimeoutsOptions): Filter {
  return {
    name: "timeouts",
    wrap: (next) => (call) => (call.stream ? timedStream(call, next, spec, clock) : next(call)),
  };
}

async function timedStream(
  call: Call,
  next: Handler,
  spec: RouteSpec["timeouts"],
  clock: Clock,
): Promise<Reply> {
  const attempt = linkAbort(call.signal);
  let late: AiosError | undefined;
  const timer = clock.after(spec.firstToken, () => {
    late = new AiosError(
      "first-token-timeout",
      `The upstream sent no event within ${spec.firstToken} ms (timeouts.firstToken of the route).`,
    );
    attempt.abort(late);
  });
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
  const timer: Timer = clock.after(idleMs, () => {
    if (!waiting) return;
    late = new AiosError(
      "idle-timeout",
      `The upstream sent nothing for ${idleMs} ms (timeouts.idle of the route).`,
    );
    attempt.abort(late);
  });
  const release = () => {
    timer.cancel();
    attempt.unlink();
  };
  // A body that is never pulled never ends either.
  call.onEnd(release);
  return watchBody(body, {
    pull: () => {
      waiting = true;
      timer.refresh();
    },
    frame: () => {
      waiting = false;
    },
    failed: (error) => late ?? error,
    end: release,
  });
}
