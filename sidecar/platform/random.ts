import { randomFillSync } from "node:crypto";

/** Chance as a port: jitter, weighted choice and identifiers are repeatable in tests. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** `length` random bytes, fit for identifiers. */
  bytes(length: number): Uint8Array;
}

export const systemRandom: Random = {
  next: () => Math.random(),
  bytes: (length) => randomFillSync(new Uint8Array(length)),
};
