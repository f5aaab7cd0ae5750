import type { Measurement } from "./measure.ts";
import type { ShapeResult } from "./rounds.ts";
import { differences, ratios, type Spread, spread } from "./statistics.ts";

/** What is told of one shape against its floor: over the rounds, plain numbers being medians; undefined where nothing was measured. */
export interface Figures {
  readonly shape: string;
  /** Calls (of streams: frames) per second, as a multiple of the floor's. */
  readonly throughputRatio: Spread | undefined;
  /** CPU time per call, as a multiple of the floor's. */
  readonly cpuRatio: Spread | undefined;
  /** CPU time per call, in µs. */
  readonly cpuPerCallUs: number | undefined;
  /** In V8's heap; of the pipeline alone. */
  readonly allocatedBytesPerCall: Spread | undefined;
  /** ms above the floor's. */
  readonly addedP50: number | undefined;
  readonly addedP99: number | undefined;
  readonly addedFirstByteP99: number | undefined;
  readonly peers: readonly Peer[];
}

/** What somebody else's program did with the same calls. */
export interface Peer {
  readonly name: string;
  /** How many of our calls fit in the CPU time of one of theirs. */
  readonly callsPerCpuMultiple: number | undefined;
}

export type SideMeasurements = readonly Measurement[];
export type Quantity = (measurement: Measurement) => number | undefined;

export const quantities = {
  throughput: ({ throughput }) => throughput,
  cpu: ({ cpuPerCallUs }) => cpuPerCallUs,
  p50: ({ p50 }) => p50,
  p99: ({ p99 }) => p99,
  firstByteP50: ({ firstByteP50 }) => firstByteP50,
  firstByteP99: ({ firstByteP99 }) => firstByteP99,
} as const satisfies Record<string, Quantity>;

export const spreadOf = (side: SideMeasurements, quantity: Quantity): Spread | undefined =>
  spread(side.map(quantity));

export const ratioOf = (
  left: SideMeasurements,
  right: SideMeasurements,
  quantity: Quantity,
): Spread | undefined => spread(ratios(left.map(quantity), right.map(quantity)));

export const addedOf = (
  left: SideMeasurements,
  right: SideMeasurements,
  quantity: Quantity,
): Spread | undefined => spread(differences(left.map(quantity), right.map(quantity)));

/** @param labels of the sides of the result: ours, the floor, peers */
export function figuresOf({ shape, sides }: ShapeResult, labels: readonly string[]): Figures {
  const [left = [], right = [], ...peers]: readonly SideMeasurements[] = sides;
  return {
    shape: shape.name,
    throughputRatio: ratioOf(left, right, quantities.throughput),
    cpuRatio: ratioOf(left, right, quantities.cpu),
    cpuPerCallUs: spreadOf(left, quantities.cpu)?.median,
    allocatedBytesPerCall: undefined,
    addedP50: addedOf(left, right, quantities.p50)?.median,
    addedP99: addedOf(left, right, quantities.p99)?.median,
    addedFirstByteP99: shape.stream ? addedOf(left, right, quantities.firstByteP99)?.median : undefined,
    peers: peers.map((peer, index) => ({
      name: labels[index + 2] ?? "",
      callsPerCpuMultiple: ratioOf(peer, left, quantities.cpu)?.median,
    })),
  };
}
