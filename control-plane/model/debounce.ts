/** When a change is to be pushed: once nothing has changed for `quietMs`, and `longestMs` after the first at the latest. */
export interface DebounceRule {
  readonly quietMs: number;
  readonly longestMs: number;
}

/** ms from `now` until the push, given when the unpushed changes began. */
export function untilPush(rule: DebounceRule, firstChangeAt: number, now: number): number {
  return Math.max(0, Math.min(rule.quietMs, firstChangeAt + rule.longestMs - now));
}
