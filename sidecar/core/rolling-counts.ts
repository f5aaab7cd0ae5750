const SLICES = 10;

interface Slice {
  /** Which slice of time it counts, from the clock's zero. */
  ordinal: number;
  calls: number;
  marked: number;
}

/**
 * How many calls there were within a rolling window, and how many of them were marked. A ring of slices: old ones are
 * overwritten, so the memory is the same at every rate, and nothing has to tick.
 */
export class RollingCounts {
  readonly #slices: Slice[];
  readonly #sliceMs: number;
  readonly #now: () => number;

  /** @param now monotonic ms */
  constructor(windowMs: number, now: () => number) {
    this.#sliceMs = windowMs / SLICES;
    this.#now = now;
    this.#slices = Array.from({ length: SLICES }, () => ({ ordinal: -1, calls: 0, marked: 0 }));
  }

  call(): void {
    this.#current().calls++;
  }

  /** Takes back one that was just counted. */
  uncall(): void {
    const slice = this.#current();
    if (slice.calls > 0) slice.calls--;
  }

  mark(): void {
    this.#current().marked++;
  }

  counts(): { readonly calls: number; readonly marked: number } {
    const oldest = this.#ordinal() - SLICES;
    let calls = 0;
    let marked = 0;
    for (const slice of this.#slices) {
      if (slice.ordinal <= oldest) continue;
      calls += slice.calls;
      marked += slice.marked;
    }
    return { calls, marked };
  }

  clear(): void {
    for (const slice of this.#slices) slice.ordinal = -1;
  }

  #ordinal(): number {
    return Math.floor(this.#now() / this.#sliceMs) + SLICES;
  }

  #current(): Slice {
    const ordinal = this.#ordinal();
    const index = ordinal % SLICES;
    const slice = this.#slices[index];
    if (slice?.ordinal === ordinal) return slice;
    const fresh = { ordinal, calls: 0, marked: 0 };
    this.#slices[index] = fresh;
    return fresh;
  }
}
