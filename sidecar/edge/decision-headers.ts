import type { Call } from "../core/call.ts";
import { answeredBy, verdictsOf } from "../core/record.ts";
import { codeOf } from "../core/verdict.ts";

/** The x-aios-* headers (and gRPC metadata) of a call, from what its record says now. Names: the product's contract. */
export function decisionHeaders(call: Call): Record<string, string> {
  const decided = call.record.all();
  const headers: Record<string, string> = { "x-aios-request-id": call.id };
  if (decided.configVersion !== undefined) headers["x-aios-config-version"] = decided.configVersion;
  if (decided.route !== undefined) headers["x-aios-route"] = decided.route;
  const { upstream, model, endpoint } = answeredBy(decided);
  if (upstream !== undefined) headers["x-aios-upstream"] = upstream;
  if (endpoint?.isTold) headers["x-aios-endpoint"] = endpoint.name;
  // Calls that pass through name none.
  if (model) headers["x-aios-model"] = printable(model);
  if (decided.cache !== undefined) headers["x-aios-cache"] = decided.cache;
  // Named as elsewhere on the web: https://docs.stripe.com/api/idempotent_requests.
  if (decided.idempotentReplay === true) headers["idempotency-replayed"] = "true";
  if (decided.attempts !== undefined) headers["x-aios-attempts"] = String(decided.attempts);
  if (decided.degraded !== undefined) {
    headers["x-aios-degraded"] = `${decided.degraded.rung}; reason=${decided.degraded.reason}`;
  }
  if (decided.redactions !== undefined) {
    const counts = Object.entries(decided.redactions);
    if (counts.length > 0)
      headers["x-aios-redactions"] = counts.map(([entity, count]) => `${entity}=${count}`).join(", ");
  }
  if (decided.leftOut !== undefined && decided.leftOut.length > 0) {
    headers["x-aios-left-out"] = printable(decided.leftOut.join(", "));
  }
  if (decided.policies !== undefined && decided.policies.length > 0) {
    headers["x-aios-policy"] = decided.policies.join(", ");
  }
  const warnings = verdictsOf(decided).filter(({ action }) => action === "warn");
  if (warnings.length > 0) headers["x-aios-warnings"] = [...new Set(warnings.map(codeOf))].join(", ");
  return headers;
}

/** `server-timing` (W3C): the whole call until now, and the part of it spent waiting for the upstream, in ms. */
export function serverTiming(call: Call, now: number): string {
  const upstreamMs = call.record.get("upstreamMs");
  const own = `aios;dur=${(now - call.startedAt).toFixed(2)}`;
  return upstreamMs === undefined ? own : `${own}, upstream;dur=${upstreamMs.toFixed(2)}`;
}

// A model's name may be anything a caller wrote; a header may not.
function printable(text: string): string {
  return text.slice(0, 256).replace(/[^\x20-\x7e]/g, "?");
}
