import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { CallAbort, type CallSignal } from "../../sidecar/core/call-signal.ts";

/** The signal that calls have, which knows how many listen to it. */
export class CountedAbort extends CallAbort {
  readonly #listeners = new Set<() => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  override addEventListener(type: "abort", listener: () => void): void {
    if (!this.aborted) this.#listeners.add(listener);
    super.addEventListener(type, listener);
  }

  override removeEventListener(type: "abort", listener: () => void): void {
    this.#listeners.delete(listener);
    super.removeEventListener(type, listener);
  }
}

/** How many would be told if the call of a test were given up. */
export function listenersOf(signal: CallSignal): number {
  if (signal instanceof CountedAbort) return signal.listeners;
  assert.ok(signal instanceof AbortSignal, "A call of a test has a signal that can be counted.");
  return getEventListeners(signal, "abort").length;
}
