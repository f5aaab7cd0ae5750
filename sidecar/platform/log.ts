import { isatty } from "node:tty";
import { destination, type Logger, pino } from "pino";
import { terminalLine } from "./terminal-lines.ts";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";
export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const satisfies readonly LogLevel[];

/** Structured log lines. Only telemetry.ts calls it: events own their lines. */
export interface Log {
  readonly level: LogLevel;
  setLevel(level: LogLevel): void;
  write(level: Exclude<LogLevel, "silent">, fields: Readonly<Record<string, unknown>>, message: string): void;
  /** Writes out what is buffered; called before exit. Resolves within half a second, also when nobody reads. */
  flush(): Promise<void>;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** `sidecar` or `control-plane`; a field of every line. */
  readonly process: string;
  /** A file descriptor; 1 is standard output. */
  readonly fd?: number;
}

/** Lines that wait for a slow reader take this much memory at most; what comes then is dropped. */
const MOST_BUFFERED_BYTES = 1024 * 1024;
const FLUSH_TIMEOUT_MS = 500;

/**
 * JSON lines by pino; at a terminal, the same lines for a person. An error is written with its chain of causes, never with a request's or reply's text. Calls are
 * worth more than lines about them: a full disk, a closed pipe or a reader that has stopped costs lines and nothing else.
 */
export function createLog(options: LogOptions): Log {
  const fd = options.fd ?? 1;
  const lines = destination({ fd, sync: false, maxLength: MOST_BUFFERED_BYTES });
  // Without a listener, ENOSPC or EPIPE would end the process in the middle of a call.
  lines.on("error", () => {});
  const logger: Logger = pino(
    {
      level: options.level,
      base: { process: options.process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    isatty(fd) ? { write: (json: string) => void lines.write(terminalLine(json)) } : lines,
  );
  return {
    get level() {
      return LOG_LEVELS.find((level) => level === logger.level) ?? "info";
    },
    setLevel(level) {
      logger.level = level;
    },
    write(level, fields, message) {
      try {
        logger[level](fields, message);
      } catch {
        // The line is lost. Whoever wrote it has a call to finish.
      }
    },
    flush() {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, FLUSH_TIMEOUT_MS);
        lines.flush(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
