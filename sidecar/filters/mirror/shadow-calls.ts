import { AiosError } from "../../core/errors.ts";

export interface ShadowBounds {
  readonly maxCalls: number;
  /** Of their requests together; a single one always fits. */
  readonly maxBytes: number;
}

/** The copies that are on their way to shadow targets: of the whole process, whatever routes and configurations come and go. */
export class ShadowCalls {
  readonly #bounds: ShadowBounds;
  readonly #cancels = new Set<(reason: AiosError) => void>();
  #bytes = 0;

  constructor(bounds: ShadowBounds) {
    this.#bounds = bounds;
  }

  get running(): number {
    return this.#cancels.size;
  }

  /** What gives the place back; undefined when there is none. `bytes`: the request, which a copy outlives its call with. */
  add(bytes: number, cancel: (reason: AiosError) => void): (() => void) | undefined {
    const { maxCalls, maxBytes } = this.#bounds;
    if (this.#cancels.size >= maxCalls) return undefined;
    if (this.#cancels.size > 0 && this.#bytes + bytes > maxBytes) return undefined;
    this.#cancels.add(cancel);
    this.#bytes += bytes;
    return () => {
      if (this.#cancels.delete(cancel)) this.#bytes -= bytes;
    };
  }

  /** Nobody waits for them, so nothing is lost. */
  cancelAll(): void {
    const reason = new AiosError("draining", "The process is shutting down.");
    for (const cancel of [...this.#cancels]) cancel(reason);
  }
}
