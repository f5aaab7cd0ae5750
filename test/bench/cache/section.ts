import type { Table } from "../table.ts";

/** One thing about caching that is measured on its own. */
export interface CacheSection {
  /** For `--section`. */
  readonly name: string;
  /** What it needs is started, measured and ended again. `effort`: how much of everything, 1 by default. */
  measure(effort: number): Promise<SectionResult>;
}

export interface SectionResult {
  readonly tables: readonly Table[];
  /** What one has to know to read them. */
  readonly notes: readonly string[];
  /** Bounds that were missed, in words. */
  readonly missed: readonly string[];
}

/** Of many measured times; p between 0 and 100. @throws RangeError when there is none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * p) / 100) - 1)];
  if (value === undefined) throw new RangeError("There is no percentile of nothing.");
  return value;
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 1 ? 3 : 1)} ms`;
export const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
