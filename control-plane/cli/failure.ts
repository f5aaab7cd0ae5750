import { FaultyConfigError } from "../../sidecar/control/faulty-config.ts";
import { ListenError } from "../../sidecar/edge/address.ts";

/** What a person at a terminal is told when a program could not start. */
export function failure(error: unknown): string {
  if (error instanceof FaultyConfigError) return `${error.message.trimEnd()}\n`;
  if (error instanceof ListenError) return `aios: ${listenFailure(error)}\n`;
  return `aios: ${error instanceof Error ? error.message : String(error)}\n`;
}

/** @param orElse what helps beside ending the other process */
export function listenFailure(
  { listener, message }: ListenError,
  orElse = `choose another with --${listener} or AIOS_${listener.toUpperCase()}`,
): string {
  if (message.includes("EADDRINUSE")) {
    const address = /EADDRINUSE.*?(\S*:\d+)/.exec(message)?.[1];
    const named = address === undefined ? "" : `, ${address},`;
    return `the address for ${listener}${named} is in use by another process (perhaps another aios); end it, or ${orElse}`;
  }
  if (message.includes("EADDRNOTAVAIL"))
    return `the address for ${listener} is not one of this machine; ${orElse}`;
  if (message.includes("EACCES")) return `this user may not listen on the address for ${listener}; ${orElse}`;
  return message;
}
