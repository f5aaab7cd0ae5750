import { randomFillSync } from "node:crypto";

/** Chance as a port: jitter, weighted choice and identifiers are repeatable in tests. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** With random bytes, fit for identifiers. */
  fill(bytes: Uint8Array): void;
}

/** Drawn at once, since each draw from the system costs as much for 16 bytes as for thousands. */
const POOL_BYTES = 4_096;

export const systemRandom: Random = createSystemRandom();

function createSystemRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return {
    next: () => Math.random(),
    fill(bytes) {
      for (let index = 0; index < bytes.length; index++) {
        if (used === POOL_BYTES) {
          randomFillSync(pool);
          used = 0;
        }
        bytes[index] = pool[used++] ?? 0;
      }
    },
  };
}
