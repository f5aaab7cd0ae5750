import type { JsonObject } from "./json.ts";

/** What a request asks in its last turn, apart from all else that it says. */
export interface AskedQuestion {
  readonly text: string;
  /** What the last turns before it say, at most as many as were wanted, the oldest first. */
  readonly recent: readonly string[];
  /** The request with empty places where these texts stood: whoever asks differently in anything else has another one. */
  readonly context: JsonObject;
}

/**
 * - `agent-turn`: tools are on offer, were called or have answered; what comes next is a step, not an answer
 * - `no-question`: the last turn is not the user's, or something in the turns is no text
 */
export type NoQuestion = "agent-turn" | "no-question";

/** @param window how many turns before the question may differ in their words (see `AskedQuestion.recent`) */
export type ReadQuestion = (document: JsonObject, window: number) => AskedQuestion | NoQuestion;
