import type { Random } from "../../sidecar/platform/random.ts";

/** Repeatable chance: mulberry32 from a seed, or the given numbers first. */
export class FakeRandom implements Random {
  #state: number;
  readonly #next: number[];

  constructor(seed = 1, next: readonly number[] = []) {
    this.#state = seed >>> 0;
    this.#next = [...next];
  }

  next(): number {
    const given = this.#next.shift();
    if (given !== undefined) return given;
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  fill(bytes: Uint8Array): void {
    for (const index of bytes.keys()) bytes[index] = Math.floor(this.next() * 256);
  }
}
