import type { Memory } from "./report.ts";
import type { Figures } from "./report-figures.ts";
import { decimals } from "./report-numbers.ts";
import type { Start } from "./start.ts";
import type { Table } from "./table.ts";

/** What targets are read off: everything of one run that has one. */
export interface Measured {
  readonly figures: readonly Figures[];
  /** Of the sidecar alone. */
  readonly memory: Memory | undefined;
  readonly starts: readonly Start[];
}

export interface Verdict {
  readonly target: string;
  readonly measured: string;
  /** Undefined when it could not be measured: neither met nor missed. */
  readonly met: boolean | undefined;
}

interface Unit {
  readonly name: string;
  readonly digits: number;
}

const TIMES: Unit = { name: "×", digits: 2 };
const MS: Unit = { name: " ms", digits: 2 };
const WHOLE_MS: Unit = { name: " ms", digits: 0 };
const MICROSECONDS: Unit = { name: " µs", digits: 1 };
const MIB: Unit = { name: " MiB", digits: 0 };

interface Target {
  readonly what: string;
  readonly bound: "at least" | "at most";
  readonly limit: number;
  readonly unit: Unit;
  /** "not run" leaves the target out of the table. */
  readonly read: (measured: Measured) => number | undefined | "not run";
}

const ofShape =
  (shape: string, figure: (figures: Figures) => number | undefined) =>
  ({ figures }: Measured) => {
    const found = figures.find((each) => each.shape === shape);
    return found === undefined ? "not run" : figure(found);
  };

const throughput = (shape: string, limit: number): Target => ({
  what: `${shape}: throughput against the floor`,
  bound: "at least",
  limit,
  unit: TIMES,
  read: ofShape(shape, ({ throughputRatio }) => throughputRatio?.median),
});

const added = (
  shape: string,
  what: string,
  limit: number,
  figure: (figures: Figures) => number | undefined,
): Target => ({
  what: `${shape}: added ${what}`,
  bound: "at most",
  limit,
  unit: MS,
  read: ofShape(shape, figure),
});

const resident = (state: "idle" | "loaded", limit: number): Target => ({
  what: `resident memory, ${state}`,
  bound: "at most",
  limit,
  unit: MIB,
  read: ({ memory }) => {
    if (memory === undefined) return "not run";
    return state === "idle" ? memory.idleMiB : memory.loadedMiB;
  },
});

const ready = (artifact: Start["artifact"], limit: number): Target => ({
  what: `ready from a cold start, ${artifact}`,
  bound: "at most",
  limit,
  unit: WHOLE_MS,
  read: ({ starts }) => {
    const cold = starts.find((start) => start.artifact === artifact && start.compileCache === "empty");
    return cold === undefined ? "not run" : cold.readyMs?.median;
  },
});

/** How many of our calls fit in the CPU time of one of theirs. */
const multipleOf = (peer: string, limit: number): Target => ({
  what: `http-miss: calls per CPU second against ${peer}`,
  bound: "at least",
  limit,
  unit: TIMES,
  read: ({ figures }) => {
    const found = figures.find(({ shape }) => shape === "http-miss")?.peers.find(({ name }) => name === peer);
    return found === undefined ? "not run" : found.callsPerCpuMultiple;
  },
});

const TARGETS: readonly Target[] = [
  throughput("http-miss", 0.75),
  added("http-miss", "p50 at 300 calls/s", 0.5, ({ addedP50 }) => addedP50),
  added("http-miss", "p99 at 300 calls/s", 2, ({ addedP99 }) => addedP99),
  throughput("http-hit", 0.75),
  throughput("grpc-hit", 0.8),
  throughput("grpc-miss", 0.7),
  throughput("http-sse", 0.7),
  added("http-sse", "time to first byte, p99", 2, ({ addedFirstByteP99 }) => addedFirstByteP99),
  throughput("http-sse-redact", 0.6),
  {
    what: "pipeline-miss: CPU per call",
    bound: "at most",
    limit: 40,
    unit: MICROSECONDS,
    read: ofShape("pipeline-miss", ({ cpuPerCallUs }) => cpuPerCallUs),
  },
  throughput("http-forwarded", 0.5),
  resident("idle", 90),
  resident("loaded", 150),
  ready("bundle", 400),
  ready("source", 1_000),
  multipleOf("portkey", 5),
];

/** One for each target whose shape, memory, start or peer was measured in this run. */
export function verdicts(measured: Measured): readonly Verdict[] {
  return TARGETS.flatMap((target) => {
    const value = target.read(measured);
    return value === "not run" ? [] : [verdict(target, value)];
  });
}

function verdict({ what, bound, limit, unit }: Target, value: number | undefined): Verdict {
  const written = (number: number) => `${decimals(number, unit.digits)}${unit.name}`;
  return {
    target: `${what} ${bound} ${written(limit)}`,
    measured: value === undefined ? "not measured" : written(value),
    met: value === undefined ? undefined : bound === "at least" ? value >= limit : value <= limit,
  };
}

export function targetsTable(results: readonly Verdict[]): Table {
  const word = (met: boolean | undefined) => (met === undefined ? "–" : met ? "yes" : "NO");
  return {
    head: ["target", "measured", "met"],
    rows: results.map(({ target, measured, met }) => [target, measured, word(met)]),
  };
}
