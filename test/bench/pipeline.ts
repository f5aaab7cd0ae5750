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
