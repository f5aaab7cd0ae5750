/**
 * How the last comparisons of a route's answers went: what would have been given beside what the upstream said. A ring
 * of fixed size that grows when more are to be looked back on.
 */
export class Comparisons {
  #ring: Uint8Array;
  #next = 0;
  #count = 0;
  #version = 0;

  constructor(capacity: number) {
    this.#ring = new Uint8Array(capacity);
  }

  /** Changes with every comparison. */
  get version(): number {
    return this.#version;
  }

  /** From now on at least so many are kept. Never fewer: another configuration may still look at them. */
  keep(capacity: number): void {
    if (capacity <= this.#ring.length) return;
    const kept = this.#last(this.#count);
    this.#ring = new Uint8Array(capacity);
    this.#ring.set(kept);
    this.#next = kept.length;
  }

  add(agreed: boolean): void {
    this.#ring[this.#next] = agreed ? 0 : 1;
    this.#next = (this.#next + 1) % this.#ring.length;
    this.#count = Math.min(this.#count + 1, this.#ring.length);
    this.#version++;
  }

  /** Of the last ones, `over` at most: how many they are, and how many of them did not agree. */
  among(over: number): { readonly compared: number; readonly wrong: number } {
    const last = this.#last(over);
    let wrong = 0;
    for (const each of last) wrong += each;
    return { compared: last.length, wrong };
  }

  #last(over: number): Uint8Array {
    const count = Math.min(over, this.#count);
    const last = new Uint8Array(count);
    const size = this.#ring.length;
    for (let index = 0; index < count; index++)
      last[index] = this.#ring[(this.#next - count + index + size) % size] ?? 0;
    return last;
  }
}
