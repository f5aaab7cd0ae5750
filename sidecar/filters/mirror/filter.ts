import type { MirrorSpec } from "../../../config/schema/route.ts";
import { formatDuration } from "../../../config/schema/units.ts";
import type { Call, DialectName, End, Handler } from "../../core/call.ts";
import { deadlineAfter } from "../../core/deadline.ts";
import { detach } from "../../core/detached-call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import type { Usage } from "../../core/record.ts";
import { mergeUsage, usageIn } from "../../dialects/usage.ts";
import type { Clock } from "../../platform/clock.ts";
import { uuidv7 } from "../../platform/ids.ts";
import type { Random } from "../../platform/random.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import type { ShadowCalls } from "./shadow-calls.ts";

export { ShadowCalls } from "./shadow-calls.ts";

export interface MirrorOptions {
  readonly spec: MirrorSpec;
  readonly routeName: string;
  /** How long a copy may take, in ms: as long as the call itself (`timeouts.total`). */
  readonly totalMs: number;
  /** What a copy goes through; its target is set. */
  readonly shadow: Handler;
  readonly shadowCalls: ShadowCalls;
  /** Whether the process has too much to do for calls that nobody waits for. */
  readonly isOverloaded: () => boolean;
  /** A copy runs on this configuration; the returned function gives it back. */
  readonly enter: () => () => void;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

/**
 * Sends a copy of a share of the calls to a shadow target, and reads its reply to the end to drop it. A copy is a call of
 * its own: it begins after the call has been sent, and neither its failure nor its duration is anything to the caller, nor
 * the caller's leaving to it.
 */
export function createMirrorFilter(options: MirrorOptions): Filter {
  const { spec, random, telemetry } = options;
  return {
    name: "mirror",
    wrap: (next) => (call) => {
      // A rung of the ladder comes with its target: it asks for the same call once more, which was copied before.
      if (call.target !== undefined || random.next() >= spec.share) return next(call);
      const reply = next(call);
      try {
        send(call, options);
      } catch (error) {
        telemetry.internalError("mirroring a call", error);
      }
      return reply;
    },
  };
}

function send(original: Call, options: MirrorOptions): void {
  const { spec, routeName, totalMs, shadow, shadowCalls, enter, dialectOf, clock, random, telemetry } =
    options;
  const leaveShadows = options.isOverloaded()
    ? undefined
    : shadowCalls.add(original.request.bytes().byteLength, (reason) =>
        finish({ outcome: "failed", error: reason }),
      );
  if (leaveShadows === undefined) {
    telemetry.callMirrored(routeName, "dropped", undefined);
    return;
  }
  const leave = enter();
  const startedAt = clock.monotonic();
  const detached = detach(original, {
    deadline: deadlineAfter(startedAt, totalMs),
    onFault: (error) => telemetry.internalError("the end of a mirrored call", error),
  });
  let usage: Usage | undefined;
  let finished = false;
  const finish = (end: End): void => {
    if (finished) return;
    finished = true;
    timer.cancel();
    detached.end(end);
    leaveShadows();
    leave();
    telemetry.callMirrored(routeName, end.outcome === "completed" ? "completed" : end.error.kind, usage);
  };
  const timer = clock.after(totalMs, () =>
    finish({
      outcome: "failed",
      error: new AiosError(
        "deadline-exceeded",
        `The copy took longer than timeouts.total of route "${routeName}" allows (${formatDuration(totalMs)}).`,
      ),
    }),
  );

  const copy: Call = {
    ...detached.call,
    id: uuidv7(clock, random),
    target: { upstream: spec.upstream, model: spec.model ?? original.model },
    startedAt,
  };
  const dialect = dialectOf(copy.dialect);

  const drain = async (): Promise<void> => {
    const { body, framing } = await shadow(copy);
    const frames = body[Symbol.asyncIterator]();
    for (;;) {
      // Also a reply that came too late is closed, so that its connection goes back.
      if (finished) {
        await frames.return?.();
        return;
      }
      const { done, value } = await frames.next();
      if (done === true) return;
      const told = usageIn(value, framing, dialect);
      if (told !== undefined) usage = mergeUsage(usage, told);
    }
  };
  drain().then(
    () => finish({ outcome: "completed" }),
    (error: unknown) => finish({ outcome: "failed", error: toAiosError(error) }),
  );
}
