import { type Logger, pino } from "pino";
import { type LogOutput, openLogOutput } from "./log-output.ts";
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
  /** Standard output when absent. */
  readonly output?: LogOutput;
  /** Other logs write to the same output: at a terminal, too, every line says whose it is. */
  readonly isShared?: boolean;
}

/**
 * JSON lines by pino; at a terminal, the same lines for a person. An error is written with its chain of causes, never with a request's or reply's text. Calls are
 * worth more than lines about them: a full disk, a closed pipe or a reader that has stopped costs lines and nothing else.
 */
export function createLog(options: LogOptions): Log {
  const output = options.output ?? openLogOutput(1);
  let { level } = options;
  const whose = options.isShared ? "whose" : undefined;
  const logger: Logger = pino(
    {
      level: options.level,
      base: { process: options.process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    // Not pino's own destination: when the process exits, that one tries for ever to write what cannot be written.
    { write: (json: string) => output.write(output.isTerminal ? terminalLine(json, whose) : json) },
  );
  return {
    get level() {
      return level;
    },
    setLevel(next) {
      level = next;
      logger.level = next;
    },
    write(severity, fields, message) {
      try {
        logger[severity](fields, message);
      } catch {
        // The line is lost. Whoever wrote it has a call to finish.
      }
    },
    flush: () => output.flush(),
  };
}
