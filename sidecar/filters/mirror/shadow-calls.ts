import { AiosError } from "../../core/errors.ts";

/** The copies that are on their way to shadow targets: of the whole process, whatever routes and configurations come and go. */
export class ShadowCalls {
  readonly #max: number;
  readonly #cancels = new Set<(reason: AiosError) => void>();

  constructor(max: number) {
    this.#max = max;
  }

  get running(): number {
    return this.#cancels.size;
  }

  /** What gives the place back; undefined when there is none. */
  add(cancel: (reason: AiosError) => void): (() => void) | undefined {
    if (this.#cancels.size >= this.#max) return undefined;
    this.#cancels.add(cancel);
    return () => {
      this.#cancels.delete(cancel);
    };
  }

  /** Nobody waits for them, so nothing is lost. */
  cancelAll(): void {
    const reason = new AiosError("draining", "The process is shutting down.");
    for (const cancel of [...this.#cancels]) cancel(reason);
  }
}
