/**
 * Whether a run is as good as one that was kept: by ratios and by bytes, never by times, which are of the machine that they
 * were taken on.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ARTIFACTS, type Artifact } from "./artifacts.ts";
import type { Figures } from "./report-figures.ts";
import { kibibytes, times } from "./report-numbers.ts";
import type { Spread } from "./statistics.ts";
import type { Table } from "./table.ts";

export const BASELINE_FILE: string = fileURLToPath(new URL("baseline.json", import.meta.url));

const METRICS = ["throughputRatio", "cpuRatio", "allocatedBytesPerCall"] as const;
type Metric = (typeof METRICS)[number];

const DIRECTIONS: Readonly<Record<Metric, "more is better" | "less is better">> = {
  throughputRatio: "more is better",
  cpuRatio: "less is better",
  allocatedBytesPerCall: "less is better",
};
const TITLES: Readonly<Record<Metric, string>> = {
  throughputRatio: "throughput",
  cpuRatio: "CPU per call",
  allocatedBytesPerCall: "allocated per call",
};
const WRITTEN: Readonly<Record<Metric, (value: number | undefined) => string>> = {
  throughputRatio: times,
  cpuRatio: times,
  allocatedBytesPerCall: (bytes) => `${kibibytes(bytes)} KiB`,
};

const Share = z.number().min(0).lt(1);
const Figure = z.number().positive();

/** `baseline.json`: ratios to the floor and bytes, and how far a run may fall behind them, as a share of each. */
const Baseline = z.strictObject({
  tolerance: z.strictObject({ throughputRatio: Share, cpuRatio: Share, allocatedBytesPerCall: Share }),
  /** Another one has other ratios. */
  artifact: z.enum(ARTIFACTS),
  shapes: z.record(
    z.string(),
    z.strictObject({
      throughputRatio: Figure.optional(),
      cpuRatio: Figure.optional(),
      allocatedBytesPerCall: Figure.optional(),
    }),
  ),
});
export type Baseline = z.infer<typeof Baseline>;

/** Rounds of a quiet machine differ by about a tenth; throughput, which is shared with the load generator, by more. Bytes hardly differ. */
const TOLERANCE: Baseline["tolerance"] = {
  throughputRatio: 0.25,
  cpuRatio: 0.2,
  allocatedBytesPerCall: 0.05,
};

/** Of two rounds the one that a noisy neighbour left alone: what has become worse is so in all of them. */
function best(metric: Metric, spread: Spread | undefined): number | undefined {
  return DIRECTIONS[metric] === "more is better" ? spread?.high : spread?.low;
}

interface Comparison {
  readonly shape: string;
  readonly metric: Metric;
  readonly baseline: number;
  readonly limit: number;
  /** Of the best round. */
  readonly measured: number | undefined;
}

export interface CheckResult {
  readonly compared: number;
  readonly fell: readonly Comparison[];
  /** Shapes of the run that the baseline does not know. */
  readonly unknown: readonly string[];
}

/** The best round of each figure against the medians of the baseline. What cannot be measured any more has fallen as well. */
export function check(figures: readonly Figures[], { tolerance, shapes }: Baseline): CheckResult {
  const comparisons = figures.flatMap((figure) =>
    METRICS.flatMap((metric): readonly Comparison[] => {
      const baseline = shapes[figure.shape]?.[metric];
      if (baseline === undefined) return [];
      const share = DIRECTIONS[metric] === "more is better" ? 1 - tolerance[metric] : 1 + tolerance[metric];
      return [
        {
          shape: figure.shape,
          metric,
          baseline,
          limit: baseline * share,
          measured: best(metric, figure[metric]),
        },
      ];
    }),
  );
  return {
    compared: comparisons.length,
    fell: comparisons.filter((comparison) => !holds(comparison)),
    unknown: figures.filter(isChecked).flatMap(({ shape }) => (shapes[shape] === undefined ? [shape] : [])),
  };
}

/** Times are judged by the targets alone. */
const isChecked = (figure: Figures): boolean => METRICS.some((metric) => figure[metric] !== undefined);

function holds({ metric, limit, measured }: Comparison): boolean {
  if (measured === undefined) return false;
  return DIRECTIONS[metric] === "more is better" ? measured >= limit : measured <= limit;
}

/** A table of what fell, undefined when nothing did. */
export function fellTable({ fell }: CheckResult): Table | undefined {
  if (fell.length === 0) return undefined;
  return {
    head: ["fell behind the baseline", "", "baseline", "limit", "best round"],
    rows: fell.map(({ shape, metric, baseline, limit, measured }) => [
      shape,
      TITLES[metric],
      WRITTEN[metric](baseline),
      `${DIRECTIONS[metric] === "more is better" ? "≥" : "≤"} ${WRITTEN[metric](limit)}`,
      WRITTEN[metric](measured),
    ]),
  };
}

export function checkLines(
  { compared, fell, unknown }: CheckResult,
  tolerance: Baseline["tolerance"],
): readonly string[] {
  const tolerances = METRICS.map(
    (metric) => `${TITLES[metric]} within ${(tolerance[metric] * 100).toFixed(0)} %`,
  );
  return [
    `Against the baseline: ${compared - fell.length} of ${compared} figures hold in their best round (${tolerances.join(", ")}). Targets, latency and memory are not compared.`,
    ...(unknown.length === 0
      ? []
      : [`Not in the baseline, and so not checked: ${unknown.join(", ")}. --write-baseline adds them.`]),
  ];
}

/** With the figures of this run; the tolerances, and shapes that did not run, stay as they are in the one before. */
export function baselineOf(
  figures: readonly Figures[],
  artifact: Artifact,
  before: Baseline | undefined,
): Baseline {
  const measured = figures.filter(isChecked).map((figure) => [figure.shape, checkedOf(figure)]);
  return {
    tolerance: before?.tolerance ?? TOLERANCE,
    artifact,
    shapes: { ...before?.shapes, ...Object.fromEntries(measured) },
  };
}

function checkedOf(figure: Figures): Baseline["shapes"][string] {
  return Object.fromEntries(
    METRICS.flatMap((metric) => {
      const value = figure[metric]?.median;
      return value === undefined ? [] : [[metric, Number(value.toPrecision(3))]];
    }),
  );
}

/** @throws Error when it is of another artifact than the run */
export function mustBeOf(artifact: Artifact, baseline: Baseline, file: string): void {
  if (baseline.artifact === artifact) return;
  throw new Error(
    `${file} is of the ${baseline.artifact}, and this run of the ${artifact}: add --artifact ${baseline.artifact}, or name another file by --baseline.`,
  );
}

/** Undefined when there is none. @throws Error when it is not one */
export async function readBaseline(file: string): Promise<Baseline | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  return parseBaseline(text, file);
}

/** @throws Error that says what is wrong with it, and where */
export function parseBaseline(text: string, file: string): Baseline {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = Baseline.safeParse(json);
  if (!parsed.success) throw new Error(`${file} is not a baseline:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export async function writeBaseline(file: string, baseline: Baseline): Promise<void> {
  await writeFile(file, `${JSON.stringify(baseline, undefined, 2)}\n`);
}
