import { CallAbort, type CallSignal } from "./call-signal.ts";
import { toAiosError } from "./errors.ts";
/** An abort of our own that also follows another signal. */
export interface LinkedAbort {
  readonly signal: CallSignal;
  abort(reason: Error): void;
  /** Stops following. Must be called: the outer signal lives longer and would hold every attempt made under it. */
  unlink(): void;
}

/** Not `AbortSignal.any`: what that makes is let go by the garbage collector alone, and there is one for each attempt. */
export function linkAbort(outer: CallSignal): LinkedAbort {
  const controller = new CallAbort();
  const follow = () => controller.abort(toAiosError(outer.reason));
  if (outer.aborted) follow();
  else outer.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => outer.removeEventListener("abort", follow),
  };
}
