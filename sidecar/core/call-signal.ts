/**
 * What tells those who work for a call that it is given up. Of an AbortSignal it is just what is needed, so that any
 * AbortSignal is one as well.
 */
export interface CallSignal {
  readonly aborted: boolean;
  /** Set once it has aborted. Of a call it is always an AiosError. */
  readonly reason: Error | undefined;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
  throwIfAborted(): void;
}

/**
 * A signal and the hand on it. Node's own AbortController is an EventTarget with weak references and finalizers: making
 * one, and a listener or two on it, takes longer than most filters do, for each call and each attempt.
 */
export class CallAbort implements CallSignal {
  #reason: Error | undefined;
  /** Undefined in place of one that is removed while all are being told. */
  #listeners: ((() => void) | undefined)[] | undefined;

  get aborted(): boolean {
    return this.#reason !== undefined;
  }

  get reason(): Error | undefined {
    return this.#reason;
  }

  get signal(): CallSignal {
    return this;
  }

  throwIfAborted(): void {
    if (this.#reason !== undefined) throw this.#reason;
  }

  /** The first reason counts. Listeners are told once, in their order; what one of them throws is thrown when all were. */
  abort(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    const faults: unknown[] = [];
    for (const listener of this.#listeners ?? []) {
      try {
        listener?.();
      } catch (fault) {
        faults.push(fault);
      }
    }
    this.#listeners = undefined;
    if (faults.length > 0) throw faults[0];
  }

  /** Not told of an abort that has been: look at `aborted` first. */
  addEventListener(_type: "abort", listener: () => void): void {
    if (this.#reason !== undefined) return;
    if (this.#listeners === undefined) this.#listeners = [listener];
    else if (!this.#listeners.includes(listener)) this.#listeners.push(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    const at = this.#listeners?.indexOf(listener) ?? -1;
    if (at === -1) return;
    if (this.aborted) this.#listeners?.fill(undefined, at, at + 1);
    else this.#listeners?.splice(at, 1);
  }
}
