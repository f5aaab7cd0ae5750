import closeWithGrace from "close-with-grace";
import { handOverSignals } from "./early-signals.ts";
import type { Log } from "./log.ts";

export interface RunOptions {
  readonly log: Log;
  readonly start: () => Promise<{ close(): Promise<void> }>;
  /** Told when closing begins, for a person at the terminal. */
  readonly onClosing?: () => void;
  /** ms that `close` may take before the process ends anyway, with exit code 1. */
  readonly drainTimeoutMs: number;
}

/** What closing may take beyond draining: telling callers, saving, handing sockets back. */
const CLOSE_MARGIN_MS = 5_000;

/**
 * Starts, then closes once on SIGTERM or SIGINT (exit code 0), or on an error that nobody caught (exit code 1). A
 * second signal ends at once. A signal that comes while still starting waits for the start, so that it closes whole.
 */
export async function runUntilSignal({ log, start, onClosing, drainTimeoutMs }: RunOptions): Promise<void> {
  const starting = start();
  closeWithGrace(
    // SIGHUP is how a terminal or a supervisor says goodbye; beforeExit would close what was never opened.
    { delay: drainTimeoutMs + CLOSE_MARGIN_MS, logger: false, skip: ["beforeExit"] },
    async ({ err }) => {
      if (err !== undefined)
        log.write("error", { event: "uncaught", error: describe(err) }, "an error that nobody caught");
      onClosing?.();
      const running = await starting;
      await running.close();
      log.write("info", { event: "stopped" }, "stopped");
      await log.flush();
    },
  );
  handOverSignals();
  await starting;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
