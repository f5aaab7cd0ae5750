import { build, type Histogram } from "hdr-histogram-js";

/** How one call went. Times are monotonic ms. */
export type Outcome =
  | { readonly ok: true; readonly firstAt: number; readonly endedAt: number }
  | { readonly ok: false; readonly reason: string };

/** Makes one call and resolves after its last byte; never rejects. */
export type Send = () => Promise<Outcome>;

/** Time as the loops need it. */
export interface Pace {
  /** Monotonic ms. */
  now(): number;
  /** Resolves at `time` as exactly as can be; at once when it has passed. */
  until(time: number): Promise<void>;
}

/** Why calls failed, and how often. */
export type Failures = ReadonlyMap<string, number>;

export interface ClosedLoopResult {
  /** Calls that ended well. */
  readonly calls: number;
  /** From the first start to the last end. */
  readonly elapsedMs: number;
  readonly failures: Failures;
}

export interface ClosedLoopOptions {
  readonly concurrency: number;
  readonly durationMs: number;
  /** No call begins when so many have ended well; as many as it takes when not told. */
  readonly calls?: number;
}

/** So many callers, each of which makes its next call when its last one has ended: finds the throughput. */
export async function closedLoop(
  send: Send,
  pace: Pick<Pace, "now">,
  { concurrency, durationMs, calls: enough = Number.POSITIVE_INFINITY }: ClosedLoopOptions,
): Promise<ClosedLoopResult> {
  const failures = new Map<string, number>();
  const startedAt = pace.now();
  let calls = 0;
  const caller = async () => {
    while (calls < enough && pace.now() - startedAt < durationMs) {
      const outcome = await send();
      if (outcome.ok) calls++;
      else count(failures, outcome.reason);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  return { calls, elapsedMs: pace.now() - startedAt, failures };
}

export interface OpenLoopResult {
  readonly calls: number;
  /** From the intended start to the last byte, in µs. */
  readonly latency: Histogram;
  /** From the intended start to the first byte of the body, in µs. */
  readonly firstByte: Histogram;
  /** From the intended start to the real one, in µs: what is large here is the generator's own doing. */
  readonly lateness: Histogram;
  readonly failures: Failures;
}

export interface OpenLoopOptions {
  readonly ratePerSecond: number;
  readonly durationMs: number;
  /** Calls in flight at once; what is due beyond waits, and its wait is part of its latency. */
  readonly maxInFlight: number;
}

/**
 * Calls at a fixed rate, whatever becomes of the earlier ones: finds the latency. It counts from when a call was due
 * and not from when it was sent, so that a pause in which nothing was sent is seen by every call due in it (corrected
 * for coordinated omission).
 */
export async function openLoop(
  send: Send,
  pace: Pace,
  { ratePerSecond, durationMs, maxInFlight }: OpenLoopOptions,
): Promise<OpenLoopResult> {
  const failures = new Map<string, number>();
  const [latency, firstByte, lateness] = [microseconds(), microseconds(), microseconds()];
  const inFlight = new Set<Promise<void>>();
  const total = Math.round((ratePerSecond * durationMs) / 1_000);
  const startedAt = pace.now();
  let calls = 0;

  const make = async (due: number) => {
    record(lateness, pace.now() - due);
    const outcome = await send();
    if (!outcome.ok) {
      count(failures, outcome.reason);
      return;
    }
    calls++;
    record(latency, outcome.endedAt - due);
    record(firstByte, outcome.firstAt - due);
  };
  for (let number = 0; number < total; number++) {
    const due = startedAt + (number * 1_000) / ratePerSecond;
    await pace.until(due);
    while (inFlight.size >= maxInFlight) await Promise.race(inFlight);
    const call = make(due).finally(() => inFlight.delete(call));
    inFlight.add(call);
  }
  await Promise.all(inFlight);
  return { calls, latency, firstByte, lateness, failures };
}

/** ms at a percentile; undefined when nothing was recorded. */
export function percentileMs(histogram: Histogram, percentile: number): number | undefined {
  return histogram.totalCount === 0 ? undefined : histogram.getValueAtPercentile(percentile) / 1_000;
}

const LONGEST_MICROSECONDS = 60_000_000;

function microseconds(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_MICROSECONDS,
    numberOfSignificantValueDigits: 3,
  });
}

function record(histogram: Histogram, ms: number): void {
  histogram.recordValue(Math.min(LONGEST_MICROSECONDS, Math.max(1, Math.round(ms * 1_000))));
}

function count(failures: Map<string, number>, reason: string): void {
  failures.set(reason, (failures.get(reason) ?? 0) + 1);
}
