import { unitVector } from "../../../../sidecar/embedding/unit-vector.ts";

/** Numbers from -1 to 1, the same for the same seed (Steele, Lea, Flood 2014: splitmix). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 31 - 1;
  };
}

export function randomVector(next: () => number, dimension: number): Float32Array {
  return unitVector(Float64Array.from({ length: dimension }, next)) ?? Float32Array.of(1);
}

/** Another one nearby: the greater `distance`, the farther away. */
export function near(vector: Float32Array, distance: number, next: () => number): Float32Array {
  const noise = randomVector(next, vector.length);
  return unitVector(vector.map((value, index) => value + distance * (noise[index] ?? 0))) ?? vector;
}
