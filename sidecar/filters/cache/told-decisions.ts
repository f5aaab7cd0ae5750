import type { DecisionRecord } from "../../core/record.ts";
import type { Verdict } from "../../core/verdict.ts";

/**
 * Tells a passenger what was decided on a flight: that is true of everybody. How often the upstream was asked, and why it
 * had to be, is the business of who asked first.
 */
export function tellDecisions(flown: DecisionRecord, own: DecisionRecord, isFirst: boolean): void {
  const { cache, cacheAgeSeconds, cacheSimilarity, upstream, model, endpoint, degraded, leftOut, ruled } =
    flown.all();
  if (cache !== undefined && (isFirst || cache !== "miss")) own.set("cache", cache);
  if (cacheAgeSeconds !== undefined) own.set("cacheAgeSeconds", cacheAgeSeconds);
  if (cacheSimilarity !== undefined) own.set("cacheSimilarity", cacheSimilarity);
  if (upstream !== undefined) own.set("upstream", upstream);
  if (model !== undefined) own.set("model", model);
  if (endpoint !== undefined) own.set("endpoint", endpoint);
  if (degraded !== undefined) own.set("degraded", degraded);
  if (leftOut !== undefined) own.set("leftOut", leftOut);
  if (ruled !== undefined) own.set("ruled", withEach(own.get("ruled") ?? [], ruled));
  if (!isFirst) return;
  const { cacheReason, attempts, upstreamMs, upstreamWait } = flown.all();
  if (cacheReason !== undefined) own.set("cacheReason", cacheReason);
  if (attempts !== undefined) own.set("attempts", attempts);
  if (upstreamMs !== undefined) own.set("upstreamMs", upstreamMs);
  if (upstreamWait !== undefined) own.set("upstreamWait", upstreamWait);
}

/** A second flight, and a rung of the ladder, may be told what was told before. */
function withEach(known: readonly Verdict[], more: readonly Verdict[]): readonly Verdict[] {
  const isKnown = ({ policy, rule, action }: Verdict) =>
    known.some((each) => each.policy === policy && each.rule === rule && each.action === action);
  return [...known, ...more.filter((verdict) => !isKnown(verdict))];
}
