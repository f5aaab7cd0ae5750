import type { Random } from "../platform/random.ts";

export interface BackoffRule {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * Full jitter: any wait between nothing and the cap, the cap doubling with each failure. A fleet that lost its control
 * plane at one moment must not come back at one moment.
 */
export function fullJitter(rule: BackoffRule, failures: number, random: Random): number {
  const cap = Math.min(rule.longestMs, rule.firstMs * 2 ** Math.min(failures, 30));
  return random.next() * cap;
}
