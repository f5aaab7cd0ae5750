import type { Caller } from "./caller.ts";
import { closedLoop, openLoop, type Pace, percentileMs } from "./load.ts";
import type { Plan } from "./options.ts";
import { cpuMs, residentMiB } from "./process-usage.ts";

/** Calls in flight at most while the rate is fixed: far above what a healthy target needs. */
const MAX_IN_FLIGHT = 256;

/** One side of one round. Times in ms; what could not be measured is undefined. */
export interface Measurement {
  /** Calls per second with all callers busy. */
  readonly throughput: number;
  /** CPU time of the measured processes per call, in µs, with all callers busy. */
  readonly cpuPerCallUs: number | undefined;
  /** At the fixed rate, from when a call was due. */
  readonly p50: number | undefined;
  readonly p99: number | undefined;
  readonly firstByteP50: number | undefined;
  readonly firstByteP99: number | undefined;
  /** How late the generator itself was, 99th percentile. */
  readonly latenessP99: number | undefined;
  /** Of each measured process, right afterwards. */
  readonly residentMiB: readonly (number | undefined)[];
  readonly calls: number;
  /** Reasons of calls that failed, with counts. */
  readonly failures: Readonly<Record<string, number>>;
}

/** First as many calls as it takes, then calls at a fixed rate. */
export async function measure(
  { send }: Caller,
  {
    pids,
    rate,
    plan,
    pace,
  }: { readonly pids: readonly number[]; readonly rate: number; readonly plan: Plan; readonly pace: Pace },
): Promise<Measurement> {
  const cpuBefore = cpuOf(pids);
  const closed = await closedLoop(send, pace, {
    concurrency: plan.concurrency,
    durationMs: plan.closedLoopMs,
  });
  const cpuAfter = cpuOf(pids);
  const open = await openLoop(send, pace, {
    ratePerSecond: rate,
    durationMs: plan.openLoopMs,
    maxInFlight: MAX_IN_FLIGHT,
  });
  const failures: Record<string, number> = {};
  for (const [reason, count] of [...closed.failures, ...open.failures])
    failures[reason] = (failures[reason] ?? 0) + count;
  return {
    throughput: (closed.calls / closed.elapsedMs) * 1_000,
    cpuPerCallUs:
      cpuBefore === undefined || cpuAfter === undefined || closed.calls === 0
        ? undefined
        : ((cpuAfter - cpuBefore) / closed.calls) * 1_000,
    p50: percentileMs(open.latency, 50),
    p99: percentileMs(open.latency, 99),
    firstByteP50: percentileMs(open.firstByte, 50),
    firstByteP99: percentileMs(open.firstByte, 99),
    latenessP99: percentileMs(open.lateness, 99),
    residentMiB: pids.map(residentMiB),
    calls: closed.calls + open.calls,
    failures,
  };
}

/** Of all of them together; undefined where one cannot be read. */
function cpuOf(pids: readonly number[]): number | undefined {
  let sum = 0;
  for (const pid of pids) {
    const ms = cpuMs(pid);
    if (ms === undefined) return undefined;
    sum += ms;
  }
  return sum;
}
