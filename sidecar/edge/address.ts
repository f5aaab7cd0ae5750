import type { Server } from "node:net";
import type { Telemetry } from "../platform/telemetry.ts";

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** `127.0.0.1:8400` or `[::1]:8400`, as the settings schema has checked it. */
export function parseAddress(address: string): HostPort {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon);
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(address.slice(colon + 1)) };
}

export function formatAddress(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** The address that a listener has taken; port 0 has become a real one. */
export function takenAddress(server: Pick<Server, "address">): string {
  const taken = server.address();
  if (taken === null) throw new Error("The listener is closed.");
  return typeof taken === "string" ? taken : formatAddress(taken.address, taken.port);
}

export function isLoopback(host: string): boolean {
  return (
    host === "localhost" ||
    host === "::1" ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host) ||
    host.startsWith("::ffff:127.")
  );
}

/** A listener that could not be opened; `listener` is its flag's name. The cause is Node's or gRPC's own error. */
export class ListenError extends Error {
  override readonly name = "ListenError";
  readonly listener: string;

  constructor(listener: string, cause: unknown) {
    super(`cannot listen for ${listener}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.listener = listener;
  }
}

/** Waits until a listener is open and tells it. @throws ListenError, which knows the flag to change. */
export async function opened(
  listener: string,
  opening: Promise<string>,
  telemetry: Telemetry,
): Promise<string> {
  try {
    const address = await opening;
    telemetry.listening(listener, address);
    return address;
  } catch (cause) {
    throw new ListenError(listener, cause);
  }
}
