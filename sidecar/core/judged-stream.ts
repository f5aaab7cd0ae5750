import type { Frame } from "./call.ts";

/**
 * A body of events that has looked at each of them: it ends well only after its dialect's terminal event, and when none
 * told an error. Nobody else has to look for either.
 */
export interface JudgedStream extends AsyncIterable<Frame> {
  readonly isJudged: boolean;
}

export function isJudged(body: AsyncIterable<Frame>): boolean {
  return "isJudged" in body && body.isJudged === true;
}
