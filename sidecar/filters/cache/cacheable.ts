import type { ExactCacheSpec } from "../../../config/schema/cache.ts";
import { compileGlob } from "../../../config/schema/glob.ts";
import type { BypassReason } from "../../core/cache-reasons.ts";
import type { Call } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";

/** Judges calls of a route by what they ask for, not by who asks; undefined for one that may be answered from the cache. */
export type JudgeCacheable = (call: Call, dialect: Dialect) => BypassReason | undefined;

export function compileCacheable({
  maxTemperature,
  readOnlyTools,
  storedResponses,
}: ExactCacheSpec): JudgeCacheable {
  const globs = readOnlyTools.map(compileGlob);
  const isReadOnly = (tool: string) => globs.some((glob) => glob.matches(tool));
  return (call, dialect) => {
    // What it asks is known to nobody here.
    if (call.opaque !== undefined) return "opaque";
    const document = call.request.document();
    // What the provider keeps may have changed since.
    if (dialect.isCacheable?.(document) === false || dialect.recalls?.(document)) return "stateful";
    const effects = dialect.effects?.(document);
    if (effects === undefined) return undefined;
    if (effects.temperature !== undefined && effects.temperature > maxTemperature) return "temperature";
    if (effects.isStored && !storedResponses) return "stored";
    if (!effects.tools.every(isReadOnly)) return "tools";
    return undefined;
  };
}
