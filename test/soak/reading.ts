import { readdirSync } from "node:fs";
import { residentMiB } from "../bench/process-usage.ts";
import { parsePrometheus, sumOf } from "../support/prometheus-text.ts";

/** What a process holds at one moment. */
export interface Reading {
  /** ms since the start of the load. */
  readonly at: number;
  readonly residentMiB: number;
  /** Open files and sockets; undefined where the system does not tell. */
  readonly descriptors: number | undefined;
  readonly callsInFlight: number;
  /** Node's own count, by type: timers, sockets, servers. */
  readonly resources: Readonly<Record<string, number>>;
}

/** @param status address of the process's status listener */
export async function readProcess(pid: number, status: string, at: number): Promise<Reading> {
  const response = await fetch(`http://${status}/metrics`);
  const samples = parsePrometheus(await response.text());
  const resources: Record<string, number> = {};
  for (const { name, labels, value } of samples) {
    if (name === "nodejs_active_resources") resources[labels["type"] ?? ""] = value;
  }
  return {
    at,
    residentMiB: residentMiB(pid) ?? sumOf(samples, "process_resident_memory_bytes") / 1_024 ** 2,
    descriptors: descriptorsOf(pid),
    callsInFlight: sumOf(samples, "aios_calls_in_flight"),
    resources,
  };
}

function descriptorsOf(pid: number): number | undefined {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return undefined;
  }
}
