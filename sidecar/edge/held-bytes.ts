/** How many bytes of requests may be held at once by one listener. */
export class HeldBytes {
  readonly max: number;
  #held = 0;

  constructor(max: number) {
    this.max = max;
  }

  /** False when they do not fit beside the others; what comes alone always does. */
  take(bytes: number): boolean {
    if (this.#held > 0 && this.#held + bytes > this.max) return false;
    this.#held += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}
