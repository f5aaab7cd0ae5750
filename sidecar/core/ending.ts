import type { End } from "./call.ts";

/**
 * The callbacks of `Call.onEnd`: run once, last registered first; one that throws does not keep the others from running.
 * One that comes after the end, from a filter that a cancelled call had not reached yet, runs at once: nothing else would
 * give back what it holds.
 */
export class Ending {
  readonly #callbacks: ((end: End) => void)[] = [];
  readonly #onFault: (error: unknown) => void;
  #end: End | undefined;

  /** @param onFault is told what a callback throws */
  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  add(callback: (end: End) => void): void {
    this.#callbacks.push(callback);
    if (this.#end !== undefined) this.run(this.#end);
  }

  run(end: End): void {
    this.#end = end;
    for (let callback = this.#callbacks.pop(); callback !== undefined; callback = this.#callbacks.pop()) {
      try {
        callback(end);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }
}
