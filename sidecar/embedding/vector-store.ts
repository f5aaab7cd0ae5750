import { createSigns, differingBits, mostDiffering, SIGN_WORDS, type WriteSigns } from "./sign-bits.ts";

/** Vectors in one piece of memory; a whole one is never copied. */
const CHUNK = 1_024;
/** So many are compared in full, those with the likeliest signs. */
const COMPARED = 256;

/** Vectors of one dimension by slot: 4 bytes a number and 64 bytes of signs each, next to each other. */
export class VectorStore {
  readonly dimension: number;
  readonly #stride: number;
  readonly #writeSigns: WriteSigns;
  readonly #chunks: Float32Array[] = [];
  #signs = new Int32Array(0);
  // Of the search that is made at the moment.
  readonly #query: Float32Array;
  readonly #querySigns = new Int32Array(SIGN_WORDS);
  #candidates = new Int32Array(0);
  #differences = new Uint16Array(0);

  constructor(dimension: number) {
    this.dimension = dimension;
    this.#stride = Math.ceil(dimension / 4) * 4;
    this.#writeSigns = createSigns(dimension);
    this.#query = new Float32Array(this.#stride);
  }

  /** That is held for vectors. */
  get bytes(): number {
    return (
      this.#chunks.length * CHUNK * this.#stride * Float32Array.BYTES_PER_ELEMENT +
      this.#signs.byteLength +
      this.#candidates.byteLength +
      this.#differences.byteLength
    );
  }

  /** Slots are used from 0 on. */
  put(slot: number, vector: Float32Array): void {
    const at = Math.floor(slot / CHUNK);
    this.#chunks[at] ??= new Float32Array(CHUNK * this.#stride);
    this.#chunks[at].set(vector, (slot % CHUNK) * this.#stride);
    if (this.#signs.length <= slot * SIGN_WORDS) {
      const longer = new Int32Array((at + 1) * CHUNK * SIGN_WORDS);
      longer.set(this.#signs);
      this.#signs = longer;
    }
    this.#writeSigns(vector, this.#signs, slot * SIGN_WORDS);
  }

  /** Calls back with the slots among these that are at least as similar, in any order. */
  compare(
    slots: readonly number[],
    vector: Float32Array,
    minimumSimilarity: number,
    found: (slot: number, similarity: number) => void,
  ): void {
    this.#query.set(vector);
    const count = slots.length <= COMPARED ? undefined : this.#likely(slots, vector, minimumSimilarity);
    for (let index = 0; index < (count ?? slots.length); index++) {
      const slot = (count === undefined ? slots[index] : this.#candidates[index]) ?? 0;
      const similarity = this.#similarity(slot);
      if (similarity >= minimumSimilarity) found(slot, similarity);
    }
  }

  /** Puts those whose signs differ the least first among the candidates; how many there are. */
  #likely(slots: readonly number[], vector: Float32Array, minimumSimilarity: number): number {
    if (this.#candidates.length < slots.length) {
      this.#candidates = new Int32Array(Math.ceil(slots.length / CHUNK) * CHUNK);
      this.#differences = new Uint16Array(this.#candidates.length);
    }
    this.#writeSigns(vector, this.#querySigns, 0);
    const signs = this.#signs;
    const query = this.#querySigns;
    const candidates = this.#candidates;
    const differences = this.#differences;
    // Most are known to be too far away after a quarter of their bits.
    const most1 = mostDiffering(128, minimumSimilarity);
    const most2 = mostDiffering(256, minimumSimilarity);
    const most3 = mostDiffering(384, minimumSimilarity);
    const most4 = mostDiffering(512, minimumSimilarity);
    let count = 0;
    for (let index = 0; index < slots.length; index++) {
      const slot = slots[index] ?? 0;
      const at = slot * SIGN_WORDS;
      let difference = differingBits(signs, at, query, 0);
      if (difference > most1) continue;
      difference += differingBits(signs, at + 4, query, 4);
      if (difference > most2) continue;
      difference += differingBits(signs, at + 8, query, 8);
      if (difference > most3) continue;
      difference += differingBits(signs, at + 12, query, 12);
      if (difference > most4) continue;
      candidates[count] = slot;
      differences[count] = difference;
      count++;
    }
    return count <= COMPARED ? count : this.#keepLeast(count);
  }

  /** Of the candidates, those with the least differences. */
  #keepLeast(count: number): number {
    const byDifference = new Uint32Array(SIGN_WORDS * 32 + 1);
    for (let index = 0; index < count; index++) {
      const difference = this.#differences[index] ?? 0;
      byDifference[difference] = (byDifference[difference] ?? 0) + 1;
    }
    let limit = 0;
    let below = 0;
    while (below + (byDifference[limit] ?? 0) <= COMPARED) {
      below += byDifference[limit] ?? 0;
      limit++;
    }
    let atLimit = COMPARED - below;
    let kept = 0;
    for (let index = 0; index < count; index++) {
      const difference = this.#differences[index] ?? 0;
      if (difference > limit || (difference === limit && atLimit-- <= 0)) continue;
      this.#candidates[kept++] = this.#candidates[index] ?? 0;
    }
    return kept;
  }

  #similarity(slot: number): number {
    const vectors = this.#chunks[Math.floor(slot / CHUNK)];
    if (vectors === undefined) return -1;
    const query = this.#query;
    const at = (slot % CHUNK) * this.#stride;
    // Four sums: one alone would wait for itself.
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let index = 0; index < query.length; index += 4) {
      first += (query[index] ?? 0) * (vectors[at + index] ?? 0);
      second += (query[index + 1] ?? 0) * (vectors[at + index + 1] ?? 0);
      third += (query[index + 2] ?? 0) * (vectors[at + index + 2] ?? 0);
      fourth += (query[index + 3] ?? 0) * (vectors[at + index + 3] ?? 0);
    }
    return first + second + third + fourth;
  }
}
