import { destination, type Logger, pino } from "pino";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";
export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const satisfies readonly LogLevel[];

/** Structured log lines. Only telemetry.ts calls it: events own their lines. */
export interface Log {
  readonly level: LogLevel;
  setLevel(level: LogLevel): void;
  write(level: Exclude<LogLevel, "silent">, fields: Readonly<Record<string, unknown>>, message: string): void;
  /** Writes out what is buffered; called before exit. */
  flush(): void;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** `sidecar` or `control-plane`; a field of every line. */
  readonly process: string;
  /** A file descriptor; 1 is standard output. */
  readonly fd?: number;
}

/** JSON lines by pino. An error is written with its chain of causes, never with a request's or reply's text. */
export function createLog(options: LogOptions): Log {
  const logger: Logger = pino(
    {
      level: options.level,
      base: { process: options.process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination({ fd: options.fd ?? 1, sync: true }),
  );
  return {
    get level() {
      return LOG_LEVELS.find((level) => level === logger.level) ?? "info";
    },
    setLevel(level) {
      logger.level = level;
    },
    write(level, fields, message) {
      logger[level](fields, message);
    },
    flush() {
      logger.flush();
    },
  };
}
