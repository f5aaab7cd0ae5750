import type { Reading } from "./reading.ts";

/** How much memory may grow from the warm-up to the end: what a heap's own rhythm makes. */
const GROWTH_SHARE = 0.08;
const GROWTH_MIB = 10;
/** Until caches and pools are full and code is compiled. */
const WARM_UP_SHARE = 0.25;
const SHORTEST_RUN_MS = 120_000;
/** Points through which the slope is laid; each is the median of its part of the run. */
const POINTS = 30;
/** Timers and sockets that come and go by themselves: a keep-alive connection that is not closed yet, a scrape's own. */
const SLACK = 3;

/**
 * Whether memory keeps growing: by the slope of all that was read after the warm-up. Two moments would tell of two moments:
 * of a collection that has just been, or is about to be. Undefined when it does not, or the run was too short to tell.
 */
export function memoryFault(process: string, readings: readonly Reading[]): string | undefined {
  const trend = memoryTrend(readings);
  if (trend === undefined) return undefined;
  const { from, to, mibPerHour } = trend;
  if (to - from <= from * GROWTH_SHARE + GROWTH_MIB) return undefined;
  return `${process}: memory grows by ${mibPerHour.toFixed(0)} MiB an hour, from ${from.toFixed(0)} to ${to.toFixed(0)} MiB`;
}

/** The straight line through what was read after the warm-up, in MiB; undefined for a run that is too short. */
export interface MemoryTrend {
  readonly from: number;
  readonly to: number;
  readonly mibPerHour: number;
}

/** The median of the slopes between all pairs of points (Theil 1950, Sen 1968): a few peaks do not bend it. */
export function memoryTrend(readings: readonly Reading[]): MemoryTrend | undefined {
  const ranFor = readings.at(-1)?.at ?? 0;
  if (ranFor < SHORTEST_RUN_MS) return undefined;
  const start = ranFor * WARM_UP_SHARE;
  const part = (ranFor - start) / POINTS;
  const points = Array.from({ length: POINTS }, (_, index) => {
    const [after, until] = [start + index * part, start + (index + 1) * part];
    const within = readings.filter(({ at }) => at > after && at <= until);
    return { at: (after + until) / 2, mib: median(within.map(residentOf)), isKnown: within.length > 0 };
  }).filter(({ isKnown }) => isKnown);
  const slopes = points.flatMap((early, index) =>
    points.slice(index + 1).map((late) => (late.mib - early.mib) / (late.at - early.at)),
  );
  const slope = median(slopes);
  const offset = median(points.map(({ at, mib }) => mib - slope * at));
  return {
    from: offset + slope * start,
    to: offset + slope * ranFor,
    mibPerHour: slope * 3_600_000,
  };
}

/** What is left over when the load has gone, beside what there was before it came. */
export function leftovers(process: string, before: Reading, after: Reading): readonly string[] {
  const faults: string[] = [];
  if (after.callsInFlight > 0) faults.push(`${process}: ${after.callsInFlight} calls are still in flight`);
  for (const [type, count] of Object.entries(after.resources)) {
    const had = before.resources[type] ?? 0;
    if (count > had + SLACK) faults.push(`${process}: ${count} of ${type} are left, ${had} before the load`);
  }
  if (before.descriptors !== undefined && after.descriptors !== undefined) {
    if (after.descriptors > before.descriptors + SLACK)
      faults.push(
        `${process}: ${after.descriptors} open files and sockets, ${before.descriptors} before the load`,
      );
  }
  return faults;
}

const residentOf = (reading: Reading) => reading.residentMiB;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
