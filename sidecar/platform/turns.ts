import type { CallSignal } from "../core/call-signal.ts";
/** Gives other calls their turn while a long piece of work is done. */
export interface Turns {
  /**
   * Call before each part of the work, which is one of `length` UTF-16 code units.
   * @returns undefined when the work may go on at once; else what to await
   * @throws by what is awaited: the signal's reason once it has aborted
   */
  before(length: number): Promise<void> | undefined;
}

/** Between two turns of the event loop, about that much is done. */
const AT_ONCE = 131_072;

export function createTurns(signal: CallSignal): Turns {
  let since = 0;
  return {
    before(length) {
      since += length;
      if (since <= AT_ONCE) return undefined;
      since = length;
      return turn(signal);
    },
  };
}

async function turn(signal: CallSignal): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}
