import type { Endpoint } from "./endpoint.ts";

/** Calls whose endpoints are remembered at most; of more, the oldest are forgotten. */
const MOST_CALLS = 4_096;

/**
 * Which endpoints a call has been sent to, so that its next attempt goes elsewhere. By the call's id, which a retry keeps
 * also where it comes in as a call of its own: forwarded anew by a sidecar.
 */
export class TriedEndpoints {
  readonly #byCall = new Map<string, readonly Endpoint[]>();

  of(callId: string): readonly Endpoint[] | undefined {
    return this.#byCall.get(callId);
  }

  add(callId: string, endpoint: Endpoint): void {
    const before = this.#byCall.get(callId);
    this.#byCall.set(callId, before === undefined ? [endpoint] : [...before, endpoint]);
    if (this.#byCall.size <= MOST_CALLS) return;
    for (const oldest of this.#byCall.keys()) {
      this.#byCall.delete(oldest);
      return;
    }
  }

  /** There will be no further attempt. */
  forget(callId: string): void {
    this.#byCall.delete(callId);
  }
}
