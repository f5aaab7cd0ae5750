import type { PipelineResult } from "./pipeline.ts";
import type { Figures } from "./report-figures.ts";
import { decimals, kibibytes, range } from "./report-numbers.ts";
import type { Table } from "./table.ts";

export function pipelineTable(results: readonly PipelineResult[]): Table {
  return {
    head: ["pipeline alone", "CPU µs/call", "range", "allocated KiB/call"],
    rows: results.map(({ shape, cpuPerCallUs, allocatedBytesPerCall }) => [
      shape.title,
      decimals(cpuPerCallUs?.median, 1),
      range(cpuPerCallUs, 1),
      kibibytes(allocatedBytesPerCall?.median),
    ]),
  };
}

/** It has no floor: nothing is compared. */
export function pipelineFigures({ shape, cpuPerCallUs, allocatedBytesPerCall }: PipelineResult): Figures {
  return {
    shape: shape.name,
    throughputRatio: undefined,
    cpuRatio: undefined,
    cpuPerCallUs: cpuPerCallUs?.median,
    allocatedBytesPerCall,
    addedP50: undefined,
    addedP99: undefined,
    addedFirstByteP99: undefined,
    peers: [],
  };
}
