/** An absolute point on the monotonic clock, in ms. It is only ever shortened. */
export interface Deadline {
  readonly at: number;
}

export const NO_DEADLINE: Deadline = { at: Number.POSITIVE_INFINITY };

export function deadlineAfter(now: number, ms: number): Deadline {
  return { at: now + ms };
}

export function shorten(deadline: Deadline, other: Deadline): Deadline {
  return other.at < deadline.at ? other : deadline;
}

/** ms left, never negative. */
export function remaining(deadline: Deadline, now: number): number {
  return Math.max(0, deadline.at - now);
}
