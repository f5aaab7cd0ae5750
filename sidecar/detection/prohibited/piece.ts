import type { Span } from "../recognizer.ts";

/** A text, or a part of one that is looked at by itself. */
export interface Piece {
  readonly text: string;
  /** Its first character only shows what stands before; what begins with it was seen in an earlier piece. */
  readonly continues: boolean;
  /** More may follow: what reaches to its end may be something else by then, and is seen again. */
  readonly isOpen: boolean;
}

/** A text that is complete. */
export function whole(text: string): Piece {
  return { text, continues: false, isOpen: false };
}

/** What stands there can be told from this piece alone. */
export function isDecided({ text, continues, isOpen }: Piece, { start, end }: Span): boolean {
  return (start > 0 || !continues) && (end < text.length || !isOpen);
}

/** UTF-16 code units of the pieces of long texts, and of what they have in common with the one before. */
const LONGEST = 32_768;
const OVERLAP = 2_048;

/** A complete text in pieces that are looked at one after the other; what is no longer than 2048 characters is whole in one. */
export function* piecesOf(text: string): Generator<Piece> {
  if (text.length <= LONGEST) {
    yield whole(text);
    return;
  }
  for (let from = 0; from < text.length; from += LONGEST - OVERLAP) {
    const to = Math.min(text.length, from + LONGEST);
    yield { text: text.slice(from, to), continues: from > 0, isOpen: to < text.length };
    if (to === text.length) return;
  }
}
