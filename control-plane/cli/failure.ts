import { FaultyConfigError } from "../../sidecar/control/file-source.ts";
import { ListenError } from "../../sidecar/edge/address.ts";

/** What a person at a terminal is told when a program could not start. */
export function failure(error: unknown): string {
  if (error instanceof FaultyConfigError) return `${error.message.trimEnd()}\n`;
  if (error instanceof ListenError) return `aios: ${listenFailure(error)}\n`;
  return `aios: ${error instanceof Error ? error.message : String(error)}\n`;
}

function listenFailure({ listener, message }: ListenError): string {
  const remedy = `choose another with --${listener} or AIOS_${listener.toUpperCase()}`;
  if (message.includes("EADDRINUSE")) {
    return `the address for ${listener} is in use by another process (perhaps another aios); end it, or ${remedy}`;
  }
  if (message.includes("EADDRNOTAVAIL"))
    return `the address for ${listener} is not one of this machine; ${remedy}`;
  if (message.includes("EACCES")) return `this user may not listen on the address for ${listener}; ${remedy}`;
  return message;
}
