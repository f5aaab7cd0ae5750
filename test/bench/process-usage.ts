/** What a process has used, as Linux counts it (proc(5)); undefined elsewhere, and of a process that is gone. */
import { readFileSync } from "node:fs";

/** USER_HZ is 100 on every platform that Node runs on. */
const MS_PER_TICK = 10;

/** User and system time of all its threads, in ms. */
export function cpuMs(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat === undefined ? undefined : cpuMsOf(stat);
}

/** Resident memory, in MiB. */
export function residentMiB(pid: number): number | undefined {
  const status = read(`/proc/${pid}/status`);
  return status === undefined ? undefined : residentMiBOf(status);
}

export function cpuMsOf(stat: string): number | undefined {
  // The second field is the program's name, which may hold spaces and brackets; `state`, the third, comes after it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isNaN(ticks) ? undefined : ticks * MS_PER_TICK;
}

export function residentMiBOf(status: string): number | undefined {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(status);
  return match === null ? undefined : Number(match[1]) / 1_024;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
