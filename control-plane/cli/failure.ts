import { FaultyConfigError } from "../../sidecar/control/file-source.ts";

const LISTEN_FAULTS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use by another process",
  EADDRNOTAVAIL: "is not an address of this machine",
  EACCES: "may not be used by this user",
};

/** What a person at a terminal is told when a program could not start. */
export function failure(error: unknown): string {
  if (error instanceof FaultyConfigError) return `${error.message}\n`;
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    const fault = LISTEN_FAULTS[error.code];
    if (fault !== undefined && "port" in error)
      return `aios: port ${String(error.port)} ${fault}; choose another with --http, --grpc, --admin or --status\n`;
  }
  return `aios: ${error instanceof Error ? error.message : String(error)}\n`;
}
