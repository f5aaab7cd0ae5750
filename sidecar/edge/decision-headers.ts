import type { Call } from "../core/call.ts";
import { answeredBy, cacheVerdictOf, verdictsOf } from "../core/record.ts";
import { codeOf, type Verdict } from "../core/verdict.ts";

/** The x-aios-* headers (and gRPC metadata) of a call, from what its record says now. Names: the product's contract. */
export function decisionHeaders(call: Call): Record<string, string> {
  const headers: Record<string, string> = {};
  addDecisionHeaders(headers, call);
  return headers;
}

/** The same, among others: what is copied from one object to the next is hashed anew, on each call. */
export function addDecisionHeaders(headers: Record<string, string>, call: Call): void {
  const decided = call.record.all();
  headers["x-aios-request-id"] = call.id;
  if (decided.configVersion !== undefined) headers["x-aios-config-version"] = decided.configVersion;
  if (decided.route !== undefined) headers["x-aios-route"] = decided.route;
  const { upstream, model, endpoint } = answeredBy(decided);
  if (upstream !== undefined) headers["x-aios-upstream"] = upstream;
  if (endpoint?.isTold) headers["x-aios-endpoint"] = endpoint.name;
  // Calls that pass through name none.
  if (model) headers["x-aios-model"] = printable(model);
  const cache = cacheVerdictOf(decided);
  headers["x-aios-cache"] = cache.outcome;
  if (cache.reason !== undefined) headers["x-aios-cache-reason"] = cache.reason;
  if (decided.cacheSimilarity !== undefined)
    headers["x-aios-cache-similarity"] = decided.cacheSimilarity.toFixed(3);
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
  const verdicts = verdictsOf(decided);
  if (verdicts.length > 0) addWarnings(headers, verdicts);
}

function addWarnings(headers: Record<string, string>, verdicts: readonly Verdict[]): void {
  const warnings = verdicts.filter(({ action }) => action === "warn");
  if (warnings.length > 0) headers["x-aios-warnings"] = [...new Set(warnings.map(codeOf))].join(", ");
  const words = new Set(warnings.flatMap(({ message }) => message ?? []));
  if (words.size > 0) headers.warning = [...words].slice(0, MOST_WARNINGS).map(warningValue).join(", ");
}

/** `server-timing` (W3C): the whole call until now, and the part of it spent waiting for the upstream, in ms. */
export function serverTiming(call: Call, now: number): string {
  const upstreamMs = call.record.get("upstreamMs");
  const own = `aios;dur=${(now - call.startedAt).toFixed(2)}`;
  return upstreamMs === undefined ? own : `${own}, upstream;dur=${upstreamMs.toFixed(2)}`;
}

/** With texts; 4 KiB together leave room in what HTTP clients and gRPC take of headers, which is 8 KiB at the least. */
const MOST_WARNINGS = 8;
const LONGEST_WARNING = 512;

/**
 * A `warning-value` with code 299, "miscellaneous persistent warning" (RFC 7234, section 5.5), as Kubernetes sends them.
 * Of its text everything but printable ASCII is percent-encoded in UTF-8, and so is the percent sign.
 */
function warningValue(text: string): string {
  let encoded = "";
  for (const character of text.toWellFormed()) {
    const next = /[^\x20-\x7e]|%/.test(character)
      ? encodeURIComponent(character)
      : /["\\]/.test(character)
        ? `\\${character}`
        : character;
    if (encoded.length + next.length > LONGEST_WARNING) break;
    encoded += next;
  }
  return `299 aios "${encoded}"`;
}

// A model's name may be anything a caller wrote; a header may not.
function printable(text: string): string {
  return text.slice(0, 256).replace(/[^\x20-\x7e]/g, "?");
}
