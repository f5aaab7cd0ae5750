import type { Log, LogLevel } from "../../sidecar/platform/log.ts";

export interface LogLine {
  readonly level: Exclude<LogLevel, "silent">;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A log that keeps the lines which a real one of its level would write. */
export function captureLog(level: LogLevel = "debug"): Log & { readonly lines: readonly LogLine[] } {
  const order = ["debug", "info", "warn", "error", "silent"] as const;
  const lines: LogLine[] = [];
  let lowest = level;
  return {
    lines,
    get level() {
      return lowest;
    },
    setLevel(next) {
      lowest = next;
    },
    write(at, fields, message) {
      if (order.indexOf(at) >= order.indexOf(lowest)) lines.push({ level: at, fields, message });
    },
    flush: () => Promise.resolve(),
  };
}
