/**
 * Vectors as 512 bits each, of which as many differ between two of them as the angle between them is a share of a half
 * turn: the sides of random hyperplanes on which they lie (Charikar 2002). The hyperplanes are those of a random rotation
 * made of sign flips and Hadamard transforms, which costs n log n in place of n².
 */
export const SIGN_BITS = 512;
/** 32-bit words of a vector. */
export const SIGN_WORDS = SIGN_BITS / 32;
/** One round alone does not mix a vector of few numbers. */
const ROUNDS = 3;
const SEED = 0x9e3779b9;

/** Writes the bits of a vector into `out` from word `at` on. The same in every process. */
export type WriteSigns = (vector: Float32Array, out: Int32Array, at: number) => void;

export function createSigns(dimension: number): WriteSigns {
  const width = Math.max(SIGN_BITS, 2 ** Math.ceil(Math.log2(dimension)));
  const flips = randomSigns(ROUNDS * width);
  const rotated = new Float32Array(width);
  return (vector, out, at) => {
    rotated.fill(0);
    rotated.set(vector);
    for (let round = 0; round < ROUNDS; round++) {
      for (let index = 0; index < width; index++)
        rotated[index] = (rotated[index] ?? 0) * (flips[round * width + index] ?? 0);
      hadamard(rotated);
    }
    for (let word = 0; word < SIGN_WORDS; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++) if ((rotated[word * 32 + bit] ?? 0) > 0) bits |= 1 << bit;
      out[at + word] = bits;
    }
  };
}

/** In place, not scaled: only signs matter. */
function hadamard(values: Float32Array): void {
  const { length } = values;
  for (let half = 1; half < length; half *= 2) {
    for (let start = 0; start < length; start += 2 * half) {
      for (let index = start; index < start + half; index++) {
        const left = values[index] ?? 0;
        const right = values[index + half] ?? 0;
        values[index] = left + right;
        values[index + half] = left - right;
      }
    }
  }
}

/** Marsaglia's xorshift: the hyperplanes have to be the same whenever a vector is looked for. */
function randomSigns(count: number): Int8Array {
  let state = SEED;
  return Int8Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state < 0 ? -1 : 1;
  });
}

/** How many bits of four words differ. */
export function differingBits(left: Int32Array, leftAt: number, right: Int32Array, rightAt: number): number {
  let a = (left[leftAt] ?? 0) ^ (right[rightAt] ?? 0);
  let b = (left[leftAt + 1] ?? 0) ^ (right[rightAt + 1] ?? 0);
  let c = (left[leftAt + 2] ?? 0) ^ (right[rightAt + 2] ?? 0);
  let d = (left[leftAt + 3] ?? 0) ^ (right[rightAt + 3] ?? 0);
  // Counted within pairs, then nibbles, then bytes, then all; the four words are added up as soon as there is room.
  a -= (a >>> 1) & 0x55555555;
  b -= (b >>> 1) & 0x55555555;
  c -= (c >>> 1) & 0x55555555;
  d -= (d >>> 1) & 0x55555555;
  a = (a & 0x33333333) + ((a >>> 2) & 0x33333333) + (b & 0x33333333) + ((b >>> 2) & 0x33333333);
  c = (c & 0x33333333) + ((c >>> 2) & 0x33333333) + (d & 0x33333333) + ((d >>> 2) & 0x33333333);
  a = (a & 0x0f0f0f0f) + ((a >>> 4) & 0x0f0f0f0f) + (c & 0x0f0f0f0f) + ((c >>> 4) & 0x0f0f0f0f);
  return Math.imul(a, 0x01010101) >>> 24;
}

/** How many of `bits` bits differ at most between vectors of this similarity, but for one time in 30,000. */
export function mostDiffering(bits: number, similarity: number): number {
  const share = Math.acos(Math.min(1, Math.max(-1, similarity))) / Math.PI;
  return Math.ceil(bits * share + 4 * Math.sqrt(bits * share * (1 - share)));
}
