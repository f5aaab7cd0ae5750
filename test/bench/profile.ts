import { readFile } from "node:fs/promises";
import type { Table } from "./table.ts";

/** What is read of a `.cpuprofile`, as V8 writes it (Chrome DevTools Protocol, `Profiler.Profile`). */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  /** Ids of the nodes on top of the stack, one a sample. */
  readonly samples: readonly number[];
  /** µs since the sample before, one a sample. */
  readonly timeDeltas: readonly number[];
}

export interface HotSpot {
  /** Name and place of the function. */
  readonly name: string;
  readonly selfMs: number;
  /** Of all time in which the process was not idle. */
  readonly share: number;
}

/** The functions that took most time by themselves, the largest first. */
export function hotSpots({ nodes, samples, timeDeltas }: CpuProfile, count: number): readonly HotSpot[] {
  const nameOf = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const selfUs = new Map<string, number>();
  let busyUs = 0;
  for (const [index, id] of samples.entries()) {
    const name = nameOf.get(id);
    const us = timeDeltas[index];
    if (name === undefined || us === undefined || name === "(idle)") continue;
    busyUs += us;
    selfUs.set(name, (selfUs.get(name) ?? 0) + us);
  }
  return [...selfUs]
    .sort(([, left], [, right]) => right - left)
    .slice(0, count)
    .map(([name, us]) => ({ name, selfMs: us / 1_000, share: us / busyUs }));
}

function placeOf({ functionName, url, lineNumber }: CpuProfile["nodes"][number]["callFrame"]): string {
  const name = functionName === "" ? "(anonymous)" : functionName;
  if (url === "") return name;
  const file = url.split("/node_modules/").at(-1)?.split("/").slice(-3).join("/") ?? url;
  // Lines are counted from 0 there and from 1 by people.
  return `${name} ${file}:${lineNumber + 1}`;
}

export async function profileTable(file: string, title: string, count: number): Promise<Table> {
  const profile: CpuProfile = JSON.parse(await readFile(file, "utf8"));
  return {
    head: [`${title}: most time by itself`, "ms", "share"],
    rows: hotSpots(profile, count).map(({ name, selfMs, share }) => [
      name,
      selfMs.toFixed(0),
      `${(share * 100).toFixed(1)} %`,
    ]),
  };
}
