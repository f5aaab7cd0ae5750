/** What a call costs in the engine alone, without sockets: in a process of its own, so that V8 optimises for nothing else. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Spread, spread } from "./statistics.ts";

export interface PipelineShape {
  readonly name: string;
  readonly title: string;
  readonly cache: "hit" | "miss";
  readonly redaction: "off" | "nothing";
  readonly promptKiB: number;
  readonly isQuick: boolean;
}

const MISS = { cache: "miss", redaction: "off", promptKiB: 1, isQuick: true } as const;
const REDACT = { ...MISS, redaction: "nothing" } as const;
const LARGE = { promptKiB: 16, isQuick: false } as const;

export const PIPELINE_SHAPES: readonly PipelineShape[] = [
  { ...MISS, name: "pipeline-miss", title: "no sockets, cache miss" },
  { ...MISS, name: "pipeline-hit", title: "no sockets, cache hit", cache: "hit" },
  { ...REDACT, name: "pipeline-miss-redact", title: "no sockets, miss, redaction finds nothing" },
  { ...MISS, ...LARGE, name: "pipeline-miss-16k", title: "no sockets, cache miss, 16 KiB" },
  {
    ...REDACT,
    ...LARGE,
    name: "pipeline-miss-redact-16k",
    title: "no sockets, miss, 16 KiB, redaction finds nothing",
  },
];

export interface PipelineResult {
  readonly shape: PipelineShape;
  /** µs of CPU time, garbage collection included. */
  readonly cpuPerCallUs: Spread | undefined;
  /** In V8's heap. Of one program it is the same on every machine, however busy that is. */
  readonly allocatedBytesPerCall: Spread | undefined;
}

/** Per call. */
export interface PipelineRound {
  readonly cpuUs: number;
  readonly allocatedBytes: number;
}

const PROGRAM = fileURLToPath(new URL("pipeline-program.ts", import.meta.url));
const ROUNDS = 9;

/** @throws Error when the program fails */
export async function measurePipeline(shape: PipelineShape): Promise<PipelineResult> {
  const { cache, redaction, promptKiB } = shape;
  const flags = [cache, redaction, String(promptKiB), String(ROUNDS)];
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...flags]);
  const measured: readonly PipelineRound[] = JSON.parse(stdout);
  return {
    shape,
    cpuPerCallUs: spread(measured.map(({ cpuUs }) => cpuUs)),
    allocatedBytesPerCall: spread(measured.map(({ allocatedBytes }) => allocatedBytes)),
  };
}
