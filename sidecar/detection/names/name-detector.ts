import type { CallSignal } from "../../core/call-signal.ts";
import type { NameEntity } from "./entities.ts";
import type { NameFinding } from "./find-names.ts";

/** A text to look through. */
export interface SoughtText {
  readonly text: string;
  /** Of the place where it stands, such as the key of a JSON member. */
  readonly name?: string | undefined;
}

/** Finds persons, addresses and organisations, elsewhere than in the event loop. */
export interface NameDetector {
  /** Makes ready for what comes; again does nothing. */
  start(): void;
  /**
   * What was found, text by text, by position, without overlaps.
   * Rejects with AiosError `overloaded` when there is no answer in time, or with the signal's reason.
   */
  detect(
    texts: readonly SoughtText[],
    entities: readonly NameEntity[],
    signal: CallSignal,
  ): Promise<readonly (readonly NameFinding[])[]>;
  close(): void;
}
