import { unitVector } from "../../../sidecar/embedding/unit-vector.ts";
import { createVectorIndex, type StampedVector } from "../../../sidecar/embedding/vector-index.ts";
import { seeded } from "../../eval/random.ts";
import { type CacheSection, mebibytes, milliseconds, percentile, type SectionResult } from "./section.ts";

const ENTRIES = [100, 1_000, 10_000] as const;
const DIMENSION = 512;
const TOPICS = 40;
const LOOKUPS = 2_000;
/** The default threshold of the semantic cache, and one that lets all entries of a topic through. */
const THRESHOLDS = [0.8, 0.5] as const;
/** ms at 10,000 entries. */
const BOUND = 1;

export const lookupSection: CacheSection = { name: "lookup", measure };

const random = seeded(11, "vectors");

/** Near another one, or anywhere. */
function vector(near?: Float32Array, distance = 1): Float32Array {
  const noise = unitVector(Float64Array.from({ length: DIMENSION }, () => random.between(-1_000, 1_000)));
  if (noise === undefined) throw new TypeError("Noise without a direction.");
  if (near === undefined) return noise;
  return unitVector(near.map((value, index) => value + distance * (noise[index] ?? 0))) ?? noise;
}

const stamped = (values: Float32Array): StampedVector => ({ embedder: "bench", values });

async function measure(effort: number): Promise<SectionResult> {
  const rows: string[][] = [];
  const missed: string[] = [];
  let bytes = 0;
  let perPartition = 0;
  for (const entries of ENTRIES) {
    const topics = Array.from({ length: TOPICS }, () => vector());
    const all = Array.from({ length: entries }, (_, entry) => vector(topics[entry % TOPICS], 0.7));
    const index = createVectorIndex({ maxEntries: entries });
    const inserting: number[] = [];
    for (const [entry, each] of all.entries()) {
      const before = performance.now();
      index.insert("all", `${entry}`, stamped(each));
      inserting.push(performance.now() - before);
    }
    const questions = Array.from({ length: 200 }, (_, turn) =>
      stamped(vector(all[(turn * 37) % entries], 0.35)),
    );
    const cells = THRESHOLDS.flatMap((threshold) => {
      const times: number[] = [];
      for (let turn = 0; turn < LOOKUPS * effort; turn++) {
        const question = questions[turn % questions.length];
        if (question === undefined) break;
        const before = performance.now();
        index.search("all", question, 4, threshold);
        // The first ones are the compiler's.
        if (turn >= 200) times.push(performance.now() - before);
      }
      const [p50, p99] = [percentile(times, 50), percentile(times, 99)];
      if (threshold === THRESHOLDS[0] && p99 > BOUND)
        missed.push(
          `a lookup among ${entries} entries takes ${p99.toFixed(3)} ms at its 99th percentile, over ${BOUND}`,
        );
      return [milliseconds(p50), milliseconds(p99)];
    });
    rows.push([
      entries.toLocaleString("en"),
      ...cells,
      milliseconds(percentile(inserting, 50)),
      mebibytes(index.bytes),
    ]);
    bytes = index.bytes;
    perPartition = ownPartitions(all);
  }
  return {
    tables: [
      {
        head: [
          "entries in one partition",
          ...THRESHOLDS.flatMap((threshold) => [`p50 (≥ ${threshold})`, `p99 (≥ ${threshold})`]),
          "insert p50",
          "vectors",
        ],
        rows,
      },
    ],
    notes: [
      `Lookup of 4 neighbours among vectors of ${DIMENSION} numbers in ${TOPICS} topics. 10,000 entries: ${mebibytes(bytes)} of vectors; with a partition for each of them, ${mebibytes(perPartition)} of heap besides.`,
    ],
    missed,
  };
}

/** Bytes of heap for as many partitions as vectors, these not counted. */
function ownPartitions(all: readonly Float32Array[]): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const index = createVectorIndex({ maxEntries: all.length });
  for (const [entry, each] of all.entries()) index.insert(`partition ${entry}`, `${entry}`, stamped(each));
  globalThis.gc?.();
  const after = process.memoryUsage().heapUsed;
  return index.size === all.length ? after - before : Number.NaN;
}
