import type { Reading } from "./reading.ts";

/** How much the later half of a run may hold more than the earlier one: what a heap's own rhythm makes. */
const GROWTH_SHARE = 0.1;
const GROWTH_MIB = 12;
/** Until caches and pools are full and code is compiled. */
const WARM_UP_SHARE = 0.25;
const SHORTEST_RUN_MS = 120_000;
/** Timers and sockets that come and go by themselves: a keep-alive connection that is not closed yet, a scrape's own. */
const SLACK = 3;

/**
 * Whether memory keeps growing: the median of the last third beside that of the third after the warm-up. Undefined when
 * the run was too short to tell.
 */
export function memoryFault(process: string, readings: readonly Reading[]): string | undefined {
  const ranFor = readings.at(-1)?.at ?? 0;
  if (ranFor < SHORTEST_RUN_MS) return undefined;
  const from = ranFor * WARM_UP_SHARE;
  const third = (ranFor - from) / 3;
  const early = median(readings.filter(({ at }) => at >= from && at < from + third).map(residentOf));
  const late = median(readings.filter(({ at }) => at >= ranFor - third).map(residentOf));
  if (late <= early * (1 + GROWTH_SHARE) + GROWTH_MIB) return undefined;
  return `${process}: memory grew from ${early.toFixed(0)} to ${late.toFixed(0)} MiB`;
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
