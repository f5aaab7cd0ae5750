/**
 * Signals before there is anything to close. As process 1 of a container the kernel would ignore them without a handler,
 * and the pod would wait for its kill.
 */
const SIGNALS = ["SIGTERM", "SIGINT"] as const;

function endNow(): void {
  process.exit(0);
}

/** Ends at once on a signal, until `handOverSignals`. */
export function endOnSignalWhileLoading(): void {
  for (const signal of SIGNALS) process.on(signal, endNow);
}

/** Somebody else closes in order from now on. */
export function handOverSignals(): void {
  for (const signal of SIGNALS) process.off(signal, endNow);
}
