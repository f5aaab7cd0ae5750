import { ARTIFACTS, type Artifact } from "./artifacts.ts";
import { decimals, range } from "./report-numbers.ts";
import type { Start } from "./start.ts";
import type { Table } from "./table.ts";

export function startTable(starts: readonly Start[]): Table {
  return {
    head: [
      "start to the last listener",
      "compile cache",
      "ready ms",
      "range",
      "CPU ms",
      "resident MiB after",
    ],
    rows: starts.map(({ artifact, compileCache, readyMs, cpuMs, residentMiB }) => [
      artifact,
      compileCache,
      decimals(readyMs?.median, 0),
      range(readyMs, 0),
      decimals(cpuMs?.median, 0),
      decimals(residentMiB?.median, 0),
    ]),
  };
}

/** @param isThere whether it could be started at all */
export function startNotes(
  starts: readonly Start[],
  isThere: (artifact: Artifact) => boolean,
): readonly string[] {
  if (starts.length === 0) return [];
  return ARTIFACTS.filter((artifact) => !isThere(artifact)).map(
    (artifact) => `The ${artifact} was not started: it is not there. \`npm run build\` makes it.`,
  );
}
