import type { Call } from "../../core/call.ts";
import type { CallSignal } from "../../core/call-signal.ts";
import type { Dialect } from "../../core/dialect.ts";
import type { Principal } from "./key.ts";
import type { StoredReply } from "./store.ts";

/** What the asker can do with an answer. */
export interface Wanted {
  /** Oldest answer that will do, in ms; infinite for any. */
  readonly maxAgeMs: number;
  /** The answer in the shape that was asked for; undefined when it cannot be told that way. */
  inShape(key: string, stored: StoredReply): StoredReply | undefined;
}

/** One call's question, put to the answers of others by its meaning. */
export interface Inquiry {
  /**
   * An answer that may be given, in the shape that is wanted; undefined when there is none, none in time, or the route only
   * compares. Never rejects.
   */
  find(signal: CallSignal, wanted: Wanted): Promise<FoundAnswer | undefined>;
  /** The upstream has answered, and the answer is kept: it is compared with what was found, and found by others. */
  answered(key: string, stored: StoredReply): void;
}

export interface FoundAnswer {
  /** Under which it stands in the store. */
  readonly key: string;
  readonly stored: StoredReply;
  /** Cosine, 0 to 1. */
  readonly similarity: number;
}

/**
 * Undefined for a call that is never answered by meaning; why is counted where that is found out.
 * @param key of the call itself: its own answer is the exact cache's
 */
export type Inquire = (
  call: Call,
  dialect: Dialect,
  principal: Principal,
  key: string,
) => Inquiry | undefined;
