import type { RouteSpec } from "../../../config/schema/route.ts";

/** How important a route's calls are: the schema's `priority`. */
export type Priority = RouteSpec["priority"];

/** What is refused first stands first. */
export const PRIORITIES = ["low", "normal", "high"] as const satisfies readonly Priority[];

/** How many of the priorities are refused: 0 none, 1 low, 2 low and normal, 3 all. */
export type OverloadLevel = 0 | 1 | 2 | 3;

export function isRefusedAt(priority: Priority, level: OverloadLevel): boolean {
  return PRIORITIES.indexOf(priority) < level;
}

/** Share of `maxConcurrentCalls` that calls of a priority may fill: the rest is kept for those above them. */
const SHARES: Readonly<Record<Priority, number>> = { low: 0.8, normal: 0.95, high: 1 };

/** Rounded up: also the smallest limit takes calls of every priority. */
export function concurrentCallsOf(priority: Priority, maxConcurrentCalls: number): number {
  return Math.ceil(maxConcurrentCalls * SHARES[priority]);
}
