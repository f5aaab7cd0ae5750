import { randomFillSync } from "node:crypto";

/** Chance as a port: jitter, weighted choice and identifiers are repeatable in tests. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** `length` random bytes, fit for identifiers. */
  bytes(length: number): Uint8Array;
}

/** Drawn at once, since each draw from the system costs as much for 16 bytes as for thousands. */
const POOL_BYTES = 4_096;

export const systemRandom: Random = createSystemRandom();

function createSystemRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return {
    next: () => Math.random(),
    bytes(length) {
      if (length > POOL_BYTES) return randomFillSync(new Uint8Array(length));
      if (used + length > POOL_BYTES) {
        randomFillSync(pool);
        used = 0;
      }
      used += length;
      // A copy: what was handed out is never handed out again.
      return pool.slice(used - length, used);
    },
  };
}
