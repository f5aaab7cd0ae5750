import type { Verdict } from "../../core/verdict.ts";
import type { Piece } from "../../detection/prohibited/piece.ts";

/** A rule about replies, and what is told whose call it denies. */
export interface ReplyRule {
  readonly verdict: Verdict;
  readonly because: string;
}

/** Looks through replies for what one or several rules are about. */
export interface ReplyCheck {
  readonly rules: readonly ReplyRule[];
  /** Characters before what is new that have to be seen together with it. */
  readonly reach: number;
  /** Has to see the word that is being written from its beginning, however long it is: a token or an address. */
  readonly seesWords: boolean;
  /** Those of its rules that have something to say of this piece. */
  look(piece: Piece): Iterable<ReplyRule>;
}

/** The same of a check that has one rule. */
export function checkOf(
  rule: ReplyRule,
  reach: number,
  found: (piece: Piece) => boolean,
  seesWords = false,
): ReplyCheck {
  return { rules: [rule], reach, seesWords, look: (piece) => (found(piece) ? [rule] : []) };
}
