import type { Call, DialectName, Handler, Reply } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { type AiosError, type ErrorKind, toAiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { packFrames } from "../../core/frame-log.ts";
import { gatherReply } from "../../core/gather-reply.ts";
import { KeptFrames } from "../../core/kept-frames.ts";
import { WholeBody } from "../../core/whole-body.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import type { Answer, SharedDecisions } from "./answers.ts";
import type { Executions, Lease } from "./executions.ts";
import { executionKey, fingerprint, hasIdempotencyKey, idempotencyKeyOf } from "./key.ts";

export { createExecutions, type Executions } from "./executions.ts";

export interface IdempotencyOptions {
  /** One for the whole process: a repeat may come by another route's pipeline, or after a new configuration. */
  readonly executions: Executions;
  readonly routeName: string;
  readonly policiesVersion: string;
  /** Bytes of the largest answer that is shared. Repeats of a call with a larger one are executed. */
  readonly maxAnswerBytes: number;
  readonly dialectOf: (name: DialectName) => Dialect;
  readonly telemetry: Telemetry;
}

/** What a repeat would be told as well. All other failures say nothing about it: a repeat that waits is executed. */
const REFUSALS: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  "invalid-request",
  "unsupported",
  "upstream-rejected",
  "upstream-refused-credentials",
  "rate-limited",
  "reply-too-large",
]);

/**
 * Calls of one caller with one `idempotency-key` are one execution: a repeat that comes while the first is in flight
 * waits for it and gets the same answer; one that comes later, within the window, gets the one that was kept. Kept are
 * complete, successful answers. Where the first one fails, or its caller leaves, the repeat that has waited longest is
 * executed in its place. Works on what redaction has left: no personal data is kept.
 */
export function createIdempotencyFilter(options: IdempotencyOptions): Filter {
  return {
    name: "idempotency",
    wrap: (next) => (call) => (hasIdempotencyKey(call) ? executeOnce(call, next, options) : next(call)),
  };
}

async function executeOnce(call: Call, next: Handler, options: IdempotencyOptions): Promise<Reply> {
  const { executions, policiesVersion, dialectOf } = options;
  const key = idempotencyKeyOf(call);
  // Messages that are still coming have no fingerprint yet.
  if (call.opaque?.transport === "grpc") return next(call);
  const dialect = dialectOf(call.dialect);
  const turn = await executions.join(
    executionKey(call, key, policiesVersion),
    fingerprint(call, dialect),
    call.signal,
  );
  if (turn.type === "execute") return execute(call, next, turn.lease, dialect, options);
  options.telemetry.idempotentReplay(options.routeName);
  call.record.set("idempotentReplay", true);
  if (turn.type === "refused") {
    tellDecisions(call, turn.decided);
    throw turn.error;
  }
  tellDecisions(call, turn.answer.decided);
  return replay(turn.answer);
}

async function execute(
  call: Call,
  next: Handler,
  lease: Lease,
  dialect: Dialect,
  { maxAnswerBytes, routeName, telemetry }: IdempotencyOptions,
): Promise<Reply> {
  // Whatever way the call ends; nothing when it was settled before.
  call.onEnd(() => lease.abandon());
  let reply: Reply;
  try {
    reply = await next(call);
  } catch (thrown) {
    throw settleFailure(call, lease, toAiosError(thrown));
  }
  return gatherReply(reply, {
    dialect,
    maxBytes: maxAnswerBytes,
    gathered: ({ frames, isWhole }) => {
      if (frames === undefined) {
        lease.abandon();
        return;
      }
      const { status, headers, framing } = reply;
      const decided = decisionsOf(call);
      const kept = framing === "document" ? packFrames([frames.bytes]) : frames;
      const answer = { status, headers, framing, frames: kept, trailers: reply.trailers(), decided };
      // A rung that called nobody answers for want of an execution: the next repeat may have one.
      const isExecuted = decided.degraded === undefined || decided.degraded.rung === "upstream";
      lease.settle({ type: "answered", answer }, isWhole && isExecuted && status < 300);
    },
    onFault: (error) => telemetry.internalError(`idempotency of route ${routeName}`, error),
  });
}

function settleFailure(call: Call, lease: Lease, error: AiosError): AiosError {
  if (REFUSALS.has(error.kind)) lease.settle({ type: "refused", error, decided: decisionsOf(call) }, false);
  else lease.abandon();
  return error;
}

function decisionsOf({ record }: Call): SharedDecisions {
  const { upstream, model, degraded } = record.all();
  return {
    ...(upstream === undefined ? {} : { upstream }),
    ...(model === undefined ? {} : { model }),
    ...(degraded === undefined ? {} : { degraded }),
  };
}

function tellDecisions({ record }: Call, { upstream, model, degraded }: SharedDecisions): void {
  if (upstream !== undefined) record.set("upstream", upstream);
  if (model !== undefined) record.set("model", model);
  if (degraded !== undefined) record.set("degraded", degraded);
}

function replay(answer: Answer): Reply {
  const { status, headers, framing, trailers } = answer;
  // A document that came in pieces is one frame all the same.
  const body = framing === "document" ? new WholeBody(answer.frames.bytes) : new KeptFrames(answer.frames);
  return { status, headers, framing, body, trailers: () => trailers };
}
