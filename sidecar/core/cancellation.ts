import type { AiosError } from "./errors.ts";

type Told = (reason: AiosError) => void;

/**
 * Whether a call is given up, and why. Its AbortSignal is made when somebody asks for it: most calls are answered before
 * anybody does, and a signal with its listeners costs more than all else that a call holds.
 */
export class Cancellation {
  #reason: AiosError | undefined;
  #controller: AbortController | undefined;
  #told: Set<Told> | undefined;

  /** Why; undefined as long as it is not. */
  get reason(): AiosError | undefined {
    return this.#reason;
  }

  /** Its reason is the AiosError. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** The first one counts. */
  cancel(reason: AiosError): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    const told = this.#told;
    this.#told = undefined;
    if (told !== undefined) for (const each of told) each(reason);
    this.#controller?.abort(reason);
  }

  /** Called once with the reason, unless it is there already: look at `reason` first. */
  on(told: Told): void {
    this.#told ??= new Set();
    this.#told.add(told);
  }

  off(told: Told): void {
    this.#told?.delete(told);
  }
}
