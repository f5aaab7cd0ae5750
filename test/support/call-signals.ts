import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { CallSignal } from "../../sidecar/core/call-signal.ts";

/** How many would be told if the call of a test were given up. */
export function listenersOf(signal: CallSignal): number {
  assert.ok(signal instanceof AbortSignal, "A call of a test has an AbortSignal (test/support/calls.ts).");
  return getEventListeners(signal, "abort").length;
}
