import type { Call, End } from "../core/call.ts";
import { chargedTo, verdictsOf } from "../core/record.ts";
import { codeOf } from "../core/verdict.ts";
import { causesOf } from "./causes.ts";

/** A call that ended well is worth a line only where something had to be done for it. */
export function levelOf({ record }: Call, end: End): "debug" | "info" | "warn" | "error" {
  if (end.outcome === "failed") return end.error.row.level;
  const { degraded, attempts = 1 } = record.all();
  if (degraded !== undefined) return "warn";
  return attempts > 1 ? "info" : "debug";
}

/** What the line of a call that has ended says. */
export function callFields(
  call: Call,
  end: End,
  durationMs: number,
  model: string | undefined,
): Record<string, unknown> {
  const decided = call.record.all();
  const { upstream, endpoint } = chargedTo(decided);
  const failed = end.outcome === "failed";
  const denial = verdictsOf(decided).find(({ action }) => action === "deny");
  return {
    event: "call-ended",
    callId: call.id,
    protocol: call.protocol,
    operation: call.operation,
    route: decided.route,
    upstream,
    endpoint: endpoint?.name,
    model: upstream === undefined ? undefined : model,
    outcome: failed ? end.error.kind : "completed",
    status: call.protocol === "grpc" ? undefined : statusOf(decided.status, end),
    ...(failed
      ? {
          error: end.error.loggable,
          causes: causesOf(end.error.cause, end.error.kind === "internal" ? "with-stack" : "messages"),
        }
      : {}),
    deniedBy: denial === undefined ? undefined : codeOf(denial),
    durationMs: Math.round(durationMs * 100) / 100,
    attempts: decided.attempts,
    cache: decided.cache,
    degraded: decided.degraded,
  };
}

/** What the caller was told, or would have been if it had waited. */
function statusOf(replied: number | undefined, end: End): number | undefined {
  if (replied !== undefined || end.outcome === "completed") return replied;
  return end.error.answer?.status ?? end.error.row.http;
}
