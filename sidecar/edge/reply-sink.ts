import type { Frame, Headers } from "../core/call.ts";
import type { AiosError } from "../core/errors.ts";

/** Takes one reply in the shape of HTTP: a head, a body, an end. */
export interface ReplySink {
  /** Nobody is there any more. */
  readonly isGone: boolean;
  /** Once, before the body. `at-once`: the first byte of the body may be long in coming. */
  head(status: number, headers: Headers, when?: "at-once"): void;
  /** False when nobody will read what follows; a promise when the reader has to catch up first. */
  write(frame: Frame): boolean | Promise<boolean>;
  /** Ends the reply. True when its last byte is out, false when nobody was there to take it; a promise when that takes a while. */
  finish(last?: Uint8Array): boolean | Promise<boolean>;
  /** After the head: breaks the reply off, so that nobody takes what came for all of it. */
  cut(reason: AiosError): void;
}
