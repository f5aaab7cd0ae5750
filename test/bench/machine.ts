import { cpus } from "node:os";

/** What the numbers depend on besides the code. */
export interface Machine {
  readonly cpus: number;
  readonly model: string;
  readonly node: string;
  /** Share of all cores that programs outside the bench took meanwhile; undefined where it cannot be told. */
  readonly takenByOthers: number | undefined;
}

export interface CpuReading {
  /** Monotonic ms. */
  readonly at: number;
  /** ms that all cores together have worked. */
  readonly machineMs: number;
  /** ms of it for the processes of the bench; undefined where it cannot be told. */
  readonly benchMs: number | undefined;
}

export function machineBusyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}

/** Between two readings, as a share of all cores. */
export function takenByOthers(before: CpuReading, after: CpuReading, cores: number): number | undefined {
  if (before.benchMs === undefined || after.benchMs === undefined) return undefined;
  const others = after.machineMs - before.machineMs - (after.benchMs - before.benchMs);
  return Math.max(0, others / ((after.at - before.at) * cores));
}

export function describeMachine(share: number | undefined): Machine {
  const cores = cpus();
  return {
    cpus: cores.length,
    model: cores[0]?.model ?? "unknown",
    node: process.version,
    takenByOthers: share,
  };
}
