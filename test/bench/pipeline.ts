/** What a call costs in the engine alone, without sockets: in a process of its own, so that V8 optimises for nothing else. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Figures } from "./report-figures.ts";
import { decimals, range } from "./report-numbers.ts";
import { type Spread, spread } from "./statistics.ts";
import type { Table } from "./table.ts";

export interface PipelineShape {
  readonly name: string;
  readonly title: string;
  readonly cache: "hit" | "miss";
  readonly redaction: "off" | "nothing";
}

export const PIPELINE_SHAPES: readonly PipelineShape[] = [
  { name: "pipeline-miss", title: "no sockets, cache miss", cache: "miss", redaction: "off" },
  { name: "pipeline-hit", title: "no sockets, cache hit", cache: "hit", redaction: "off" },
  {
    name: "pipeline-miss-redact",
    title: "no sockets, miss, nothing to redact",
    cache: "miss",
    redaction: "nothing",
  },
];

export interface PipelineResult {
  readonly shape: PipelineShape;
  /** µs of CPU time, garbage collection included. */
  readonly cpuPerCallUs: Spread | undefined;
}

const PROGRAM = fileURLToPath(new URL("pipeline-program.ts", import.meta.url));
const ROUNDS = 9;

/** @throws Error when the program fails */
export async function measurePipeline(shape: PipelineShape): Promise<PipelineResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    PROGRAM,
    shape.cache,
    shape.redaction,
    String(ROUNDS),
  ]);
  const measured: readonly number[] = JSON.parse(stdout);
  return { shape, cpuPerCallUs: spread(measured) };
}

export function pipelineTable(results: readonly PipelineResult[]): Table {
  return {
    head: ["pipeline alone", "CPU µs/call", "range"],
    rows: results.map(({ shape, cpuPerCallUs }) => [
      shape.title,
      decimals(cpuPerCallUs?.median, 1),
      range(cpuPerCallUs, 1),
    ]),
  };
}

/** It has no floor: nothing is compared. */
export function pipelineFigures({ shape, cpuPerCallUs }: PipelineResult): Figures {
  return {
    shape: shape.name,
    throughputRatio: undefined,
    cpuRatio: undefined,
    cpuPerCallUs: cpuPerCallUs?.median,
    addedP50: undefined,
    addedP99: undefined,
    addedFirstByteP99: undefined,
    peers: [],
  };
}
