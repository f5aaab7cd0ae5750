import { LRUCache } from "lru-cache";
import { VectorStore } from "./vector-store.ts";

/** A vector of length 1, and the id of the embedder that it comes from. */
export interface StampedVector {
  readonly embedder: string;
  readonly values: Float32Array;
}

export interface Neighbour {
  readonly key: string;
  /** Cosine: 1 for the same direction. */
  readonly similarity: number;
}

/** Vectors in memory, by key. What is in one partition is never found from another one. */
export interface VectorIndex {
  readonly size: number;
  /** That have a vector at the moment. */
  readonly partitions: number;
  /** Memory of the vectors. */
  readonly bytes: number;
  /**
   * In place of what has the same key, in whichever partition. Gives the key that had to make room, which is the one that
   * was not found or inserted for longest.
   * @throws VectorMismatch
   */
  insert(partition: string, key: string, vector: StampedVector): string | undefined;
  remove(key: string): boolean;
  /**
   * The `most` nearest ones that are at least as similar, the nearest first. Up to 256 vectors of a partition are all
   * compared; of more, those that are likely to be near.
   * @throws VectorMismatch
   */
  search(
    partition: string,
    vector: StampedVector,
    most: number,
    minimumSimilarity: number,
  ): readonly Neighbour[];
  /** From then on it takes vectors of another embedder. */
  clear(): void;
}

/**
 * - `embedder`, `dimension`: not that of the vectors that are there; their similarity would mean nothing
 * - `length`: not 1
 */
export type MismatchReason = "embedder" | "dimension" | "length";

export class VectorMismatch extends Error {
  override readonly name = "VectorMismatch";
  readonly reason: MismatchReason;

  constructor(reason: MismatchReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Who is where. */
interface Place {
  readonly key: string;
  readonly partition: string;
  /** In the partition's list. */
  position: number;
}

export function createVectorIndex({ maxEntries }: { readonly maxEntries: number }): VectorIndex {
  /** Slots by key, in the order of their use. */
  const byKey = new LRUCache<string, number>({ max: maxEntries });
  /** By slot. */
  let places: (Place | undefined)[] = [];
  let free: number[] = [];
  /** The slots of each; none is empty. */
  const partitions = new Map<string, number[]>();
  let vectors: { readonly embedder: string; readonly store: VectorStore } | undefined;

  function remove(key: string): boolean {
    const slot = byKey.peek(key);
    const place = slot === undefined ? undefined : places[slot];
    if (slot === undefined || place === undefined) return false;
    byKey.delete(key);
    places[slot] = undefined;
    free.push(slot);
    const slots = partitions.get(place.partition) ?? [];
    const last = slots.pop();
    if (last !== undefined && last !== slot) {
      slots[place.position] = last;
      const moved = places[last];
      if (moved !== undefined) moved.position = place.position;
    }
    if (slots.length === 0) partitions.delete(place.partition);
    return true;
  }

  return {
    get size() {
      return byKey.size;
    },
    get partitions() {
      return partitions.size;
    },
    get bytes() {
      return vectors?.store.bytes ?? 0;
    },
    insert(partition, key, vector) {
      checkStamp(vector, vectors);
      checkLength(vector.values);
      vectors ??= { embedder: vector.embedder, store: new VectorStore(vector.values.length) };
      remove(key);
      const evicted = byKey.size < maxEntries ? undefined : leastRecent(byKey);
      if (evicted !== undefined) remove(evicted);
      const slot = free.pop() ?? places.length;
      vectors.store.put(slot, vector.values);
      const slots = partitions.get(partition);
      if (slots === undefined) partitions.set(partition, [slot]);
      else slots.push(slot);
      places[slot] = { key, partition, position: (slots?.length ?? 1) - 1 };
      byKey.set(key, slot);
      return evicted;
    },
    remove,
    search(partition, vector, most, minimumSimilarity) {
      checkStamp(vector, vectors);
      checkLength(vector.values);
      const slots = partitions.get(partition);
      if (slots === undefined || vectors === undefined || most < 1) return [];
      const nearest: Neighbour[] = [];
      vectors.store.compare(slots, vector.values, minimumSimilarity, (slot, similarity) => {
        const key = places[slot]?.key;
        if (key === undefined || (nearest.length === most && similarity <= (nearest.at(-1)?.similarity ?? 0)))
          return;
        const before = nearest.findIndex((other) => other.similarity < similarity);
        nearest.splice(before < 0 ? nearest.length : before, 0, { key, similarity });
        if (nearest.length > most) nearest.pop();
      });
      // The nearest one last: it is kept for longest.
      for (const { key } of nearest.toReversed()) byKey.get(key);
      return nearest;
    },
    clear() {
      byKey.clear();
      partitions.clear();
      places = [];
      free = [];
      vectors = undefined;
    },
  };
}

function leastRecent(byKey: LRUCache<string, number>): string | undefined {
  for (const key of byKey.rkeys()) return key;
  return undefined;
}

function checkStamp(
  { embedder, values }: StampedVector,
  known: { readonly embedder: string; readonly store: VectorStore } | undefined,
): void {
  if (known === undefined) return;
  if (embedder !== known.embedder)
    throw new VectorMismatch("embedder", `A vector of ${embedder} among those of ${known.embedder}.`);
  if (values.length !== known.store.dimension)
    throw new VectorMismatch(
      "dimension",
      `A vector of ${values.length} numbers among those of ${known.store.dimension}.`,
    );
}

function checkLength(values: Float32Array): void {
  let squares = 0;
  for (let index = 0; index < values.length; index++) squares += (values[index] ?? 0) ** 2;
  // Written so that NaN is refused as well.
  if (!(Math.abs(squares - 1) < 0.01))
    throw new VectorMismatch("length", `A vector of length ${Math.sqrt(squares)}, not 1.`);
}
