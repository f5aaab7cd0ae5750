import type { Usage } from "../core/record.ts";

/** A stream may tell its usage in several events: what a later one says replaces what was said, zeros say nothing. */
export function mergeUsage(earlier: Usage | undefined, later: Usage): Usage {
  if (earlier === undefined) return later;
  const cachedInputTokens = later.cachedInputTokens || earlier.cachedInputTokens;
  const reasoningTokens = later.reasoningTokens || earlier.reasoningTokens;
  return {
    inputTokens: later.inputTokens || earlier.inputTokens,
    outputTokens: later.outputTokens || earlier.outputTokens,
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
  };
}
