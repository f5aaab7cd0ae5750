import type { Send } from "./load.ts";
import type { Asking } from "./traffic.ts";

/** What every call of a generator has to get, or it counts as failed. */
export interface Expected {
  readonly asking: Asking;
  /** More headers of an HTTP call: name, value, name, value. */
  readonly headers: readonly string[];
  /** Undefined for the path that the provider has. */
  readonly path: string | undefined;
  /** Numbers the prompts: always the same one, or always a new one. */
  readonly nextPrompt: () => number;
  /** The values that `x-aios-cache` may have; undefined where the header is not looked at. */
  readonly cache: readonly string[] | undefined;
  /** Whether the reply has to say that something was redacted. */
  readonly isRedacted: boolean;
}

/** A client of one target. */
export interface Caller {
  readonly send: Send;
  close(): Promise<void>;
}

/** A call that has had no answer after so long has failed. */
export const CALL_TIMEOUT_MS = 10_000;

export const CACHE_HEADER = "x-aios-cache";
export const REDACTIONS_HEADER = "x-aios-redactions";
