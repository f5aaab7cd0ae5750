import type { Measurement } from "./measure.ts";
import {
  addedOf,
  type Quantity,
  quantities,
  ratioOf,
  type SideMeasurements,
  spreadOf,
} from "./report-figures.ts";
import { count, decimals, range, short, signed, times } from "./report-numbers.ts";
import type { ShapeResult } from "./rounds.ts";
import type { Shape } from "./shapes.ts";
import type { Spread } from "./statistics.ts";
import type { Table } from "./table.ts";
import { ANTHROPIC_EVENTS, EVENTS } from "./traffic.ts";

/** Memory of one process, in MiB. */
export interface Memory {
  readonly name: string;
  readonly idleMiB: number | undefined;
  /** The highest seen after a round. */
  readonly loadedMiB: number | undefined;
  /** Some seconds after the last call. */
  readonly afterMiB?: number | undefined;
}

/** The first is measured; the second is its floor, which a shape without one lacks; any others are its peers. */
export type Labels = readonly string[];

interface Column {
  readonly title: string;
  readonly quantity: Quantity;
  readonly digits: number;
  /** What is added in ms says more than a multiple of very little; CPU time and throughput are multiples. */
  readonly compared: "ratio" | "difference";
  /** Only said of streams. */
  readonly streamsOnly?: true;
}

const COLUMNS: readonly Column[] = [
  { title: "throughput", quantity: quantities.throughput, digits: 0, compared: "ratio" },
  { title: "CPU µs/call", quantity: quantities.cpu, digits: 0, compared: "ratio" },
  { title: "p50 ms", quantity: quantities.p50, digits: 2, compared: "difference" },
  { title: "p99 ms", quantity: quantities.p99, digits: 2, compared: "difference" },
  {
    title: "TTFB p50 ms",
    quantity: quantities.firstByteP50,
    digits: 2,
    compared: "difference",
    streamsOnly: true,
  },
  {
    title: "TTFB p99 ms",
    quantity: quantities.firstByteP99,
    digits: 2,
    compared: "difference",
    streamsOnly: true,
  },
];

/**
 * For each shape a row a side (medians), and two for the first side against each of the others: throughput and CPU as a
 * multiple of the other's and ms above the other's, with the range below.
 */
export function shapesTable(results: readonly ShapeResult[], labels: Labels): Table {
  const rows = results.flatMap((result, index) => [
    ...(index === 0 ? [] : [undefined]),
    ...shapeRows(result, labels),
  ]);
  return { head: ["", ...COLUMNS.map(({ title }) => title), "errors"], rows };
}

function shapeRows({ shape, sides }: ShapeResult, labels: Labels): readonly (readonly string[])[] {
  const measured: readonly SideMeasurements[] = sides;
  const [first = []] = measured;
  const others = measured.slice(1).flatMap((side, index) => (side.length === 0 ? [] : [{ side, index }]));
  const perColumn = (text: (column: Column) => string) =>
    COLUMNS.map((column) => (column.streamsOnly && !shape.stream ? "" : text(column)));
  const row = (label: string, side: SideMeasurements) => [
    label,
    ...perColumn(({ quantity, digits }) =>
      short(scaled(spreadOf(side, quantity)?.median, quantity, shape), digits),
    ),
    String(failuresIn(side)),
  ];
  const compared = (side: SideMeasurements, text: (column: Column, value: Spread | undefined) => string) =>
    perColumn((column) => text(column, compare(first, side, column)));
  return [
    [headingOf(shape, others.length > 0)],
    row(`  ${labels[0] ?? ""}`, first),
    ...others.flatMap(({ side, index }) => {
      const label = labels[index + 1] ?? "";
      return [
        row(`  ${label}`, side),
        [`  against ${label}`, ...compared(side, comparedCell), ""],
        ["", ...compared(side, comparedRange), ""],
      ];
    }),
  ];
}

function headingOf(shape: Shape, hasFloor: boolean): string {
  const heading = `${shape.title}, ${unitOf(shape)}`;
  return hasFloor ? `${heading}; the floor: ${shape.floorTitle}` : heading;
}

const unitOf = ({ stream }: Shape): string => (stream ? "frames/s" : "calls/s");

function compare(left: SideMeasurements, right: SideMeasurements, { compared, quantity }: Column) {
  return (compared === "ratio" ? ratioOf : addedOf)(left, right, quantity);
}

const comparedCell = ({ compared, digits }: Column, value: Spread | undefined): string =>
  compared === "ratio" ? times(value?.median) : signed(value?.median, digits);

const comparedRange = ({ compared, digits }: Column, value: Spread | undefined): string =>
  range(value, compared === "ratio" ? 2 : digits);

/** For each shape one row: the medians of both sides with their ratio, and what is added. For documents. */
export function summaryTable(results: readonly ShapeResult[], labels: Labels): Table {
  const rows = results.map((result) => {
    const { shape, sides } = result;
    const [left, right]: readonly SideMeasurements[] = sides;
    const both = (quantity: Quantity) => {
      const median = (side: SideMeasurements = []) =>
        decimals(scaled(spreadOf(side, quantity)?.median, quantity, shape), 0);
      if (right === undefined || right.length === 0) return median(left);
      const ratio = ratioOf(left ?? [], right, quantity);
      return `${median(left)} / ${median(right)}: ${times(ratio?.median)} (${range(ratio, 2)})`;
    };
    const added = (quantity: Quantity) => signed(addedOf(left ?? [], right ?? [], quantity)?.median, 2);
    return [
      `${shape.title}, ${unitOf(shape)}`,
      both(quantities.throughput),
      both(quantities.cpu),
      added(quantities.p50),
      added(quantities.p99),
      shape.stream ? added(quantities.firstByteP99) : "",
      String(sides.flat().reduce((sum, measurement) => sum + failuresIn([measurement]), 0)),
    ];
  });
  return {
    head: [
      labels.slice(0, 2).join(" / "),
      "throughput",
      "CPU µs/call",
      "added p50 ms",
      "added p99 ms",
      "added TTFB p99 ms",
      "errors",
    ],
    rows,
  };
}

export function memoryTable(memory: readonly Memory[]): Table {
  return {
    head: ["", "idle MiB", "loaded MiB", "after MiB"],
    rows: memory.map(({ name, idleMiB, loadedMiB, afterMiB }) => [
      name,
      decimals(idleMiB, 0),
      decimals(loadedMiB, 0),
      decimals(afterMiB, 0),
    ]),
  };
}

/** All reasons of one shape, each with its count; empty when no call failed. */
export function failureLines(results: readonly ShapeResult[], labels: Labels): readonly string[] {
  return results.flatMap(({ shape, sides }) =>
    sides.flatMap((measurements: readonly Measurement[], side: number) => {
      const sums = new Map<string, number>();
      for (const { failures } of measurements) {
        for (const [reason, failed] of Object.entries(failures)) {
          sums.set(reason, (sums.get(reason) ?? 0) + failed);
        }
      }
      return [...sums].map(
        ([reason, failed]) => `${shape.title}: ${labels[side] ?? ""}: ${count(failed)} × ${reason}`,
      );
    }),
  );
}

export function failuresIn(measurements: readonly Measurement[]): number {
  return measurements
    .flatMap(({ failures }) => Object.values(failures))
    .reduce((sum, failed) => sum + failed, 0);
}

/** Throughput is measured in calls, and told in frames where a call is a stream of them. */
function scaled(value: number | undefined, quantity: Quantity, shape: Shape): number | undefined {
  if (value === undefined || quantity !== quantities.throughput || !shape.stream) return value;
  return value * framesOf(shape);
}

/** What the provider sends for one call; a gRPC stream ends without an event that says so. */
function framesOf({ protocol, wire }: Shape): number {
  const events = wire === "anthropic" ? ANTHROPIC_EVENTS.length : EVENTS.length;
  return protocol === "grpc" ? events - 1 : events;
}
