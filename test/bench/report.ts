import type { Measurement } from "./measure.ts";
import type { Pair, ShapeResult } from "./rounds.ts";
import { ratios, type Spread, spread } from "./statistics.ts";
import type { Table } from "./table.ts";

/** Memory of one process, in MiB. */
export interface Memory {
  readonly name: string;
  readonly idleMiB: number | undefined;
  /** The highest seen after a round. */
  readonly loadedMiB: number | undefined;
}

interface Column {
  readonly title: string;
  readonly value: (measurement: Measurement) => number | undefined;
  readonly digits: number;
  /** Only said of streams. */
  readonly streamsOnly?: true;
}

const COLUMNS: readonly Column[] = [
  { title: "calls/s", value: ({ throughput }) => throughput, digits: 0 },
  { title: "p50 ms", value: ({ p50 }) => p50, digits: 2 },
  { title: "p99 ms", value: ({ p99 }) => p99, digits: 2 },
  { title: "first token ms", value: ({ firstByteP50 }) => firstByteP50, digits: 2, streamsOnly: true },
  { title: "CPU µs/call", value: ({ cpuPerCallUs }) => cpuPerCallUs, digits: 0 },
];

/** For each shape a row a side, and one with the first side as a multiple of the second. */
export function shapesTable(results: readonly ShapeResult[], [first, second]: Pair<string>): Table {
  const rows = results.flatMap(({ shape, sides: [left, right] }, index) => {
    const perColumn = (text: (column: Column) => string) =>
      COLUMNS.map((column) => (column.streamsOnly && !shape.stream ? "" : text(column)));
    const row = (label: string, measurements: readonly Measurement[]) => [
      label,
      ...perColumn(({ value, digits }) => cell(spread(measurements.map(value)), digits)),
      String(failuresIn(measurements)),
    ];
    const compared = ({ value }: Column) => cell(spread(ratios(left.map(value), right.map(value))), 2, "×");
    return [
      ...(index === 0 ? [] : [undefined]),
      [shape.title],
      row(`  ${first}`, left),
      row(`  ${second}: ${shape.floorTitle}`, right),
      ["  ratio", ...perColumn(compared), ""],
    ];
  });
  return { head: ["", ...COLUMNS.map(({ title }) => title), "errors"], rows };
}

/** For each shape one row: the medians of both sides and the median ratio, `3,501 / 10,978 (0.35×)`. For documents. */
export function summaryTable(results: readonly ShapeResult[], [first, second]: Pair<string>): Table {
  const columns = COLUMNS.filter(({ streamsOnly }) => streamsOnly !== true);
  const rows = results.map(({ shape, sides: [left, right] }) => [
    shape.title,
    ...columns.map(({ value, digits }) => {
      const median = (measurements: readonly Measurement[]) =>
        number(spread(measurements.map(value))?.median, digits);
      const ratio = number(spread(ratios(left.map(value), right.map(value)))?.median, 2);
      return `${median(left)} / ${median(right)} (${ratio}×)`;
    }),
    String(failuresIn(left) + failuresIn(right)),
  ]);
  return { head: [`${first} / ${second}`, ...columns.map(({ title }) => title), "errors"], rows };
}

export function memoryTable(memory: readonly Memory[]): Table {
  const text = (value: number | undefined) => value?.toFixed(0) ?? UNKNOWN;
  return {
    head: ["", "idle MiB", "loaded MiB"],
    rows: memory.map(({ name, idleMiB, loadedMiB }) => [name, text(idleMiB), text(loadedMiB)]),
  };
}

/** All reasons of one shape, each with its count; empty when no call failed. */
export function failureLines(results: readonly ShapeResult[], labels: Pair<string>): readonly string[] {
  return results.flatMap(({ shape, sides }) =>
    sides.flatMap((measurements, side) => {
      const sums = new Map<string, number>();
      for (const { failures } of measurements) {
        for (const [reason, count] of Object.entries(failures))
          sums.set(reason, (sums.get(reason) ?? 0) + count);
      }
      return [...sums].map(
        ([reason, count]) => `${shape.title}: ${labels[side] ?? ""}: ${count} × ${reason}`,
      );
    }),
  );
}

export function failuresIn(measurements: readonly Measurement[]): number {
  return measurements
    .flatMap(({ failures }) => Object.values(failures))
    .reduce((sum, count) => sum + count, 0);
}

const UNKNOWN = "–";

function cell(value: Spread | undefined, digits: number, unit = ""): string {
  if (value === undefined) return UNKNOWN;
  const text = (each: number) => number(each, digits);
  return `${text(value.median)}${unit} (${text(value.low)}–${text(value.high)})`;
}

function number(value: number | undefined, digits: number): string {
  if (value === undefined) return UNKNOWN;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
