import type { Span } from "../recognizer.ts";

/** How a word is written: `capital` (Anna, McKay), `capitals` (ANNA), `initial` (A), `lower`. Scripts without case are lower. */
export type WordShape = "capital" | "capitals" | "initial" | "lower";

/** A word as names are made of: letters, with apostrophes and hyphens between them; a possessive `'s` is left off. */
export interface Word extends Span {
  /** In lower case, with a straight apostrophe, composed (NFC). */
  readonly lower: string;
  readonly shape: WordShape;
  /** Whether capital letters stand in its midst, as in names of products; not as in McKay, O'Brien or Jean-Luc. */
  readonly isMixed: boolean;
}

const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
const CAPITAL_FIRST = /^\p{Lu}/u;
const SMALL_SOMEWHERE = /\p{Ll}/u;
const MIXED = /^(?!(?:Mc|Mac|De|Di|La|Le|Van|Fitz|O)\p{Lu})\p{L}*\p{Ll}\p{Lu}/u;
const POSSESSIVE = /['’][sS]$/;

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const written = match[0].replace(POSSESSIVE, "");
    words.push({
      start: match.index,
      end: match.index + written.length,
      lower: written.normalize("NFC").replaceAll("’", "'").toLowerCase(),
      shape: shapeOf(written),
      isMixed: MIXED.test(written),
    });
  }
  return words;
}

function shapeOf(written: string): WordShape {
  if (!CAPITAL_FIRST.test(written)) return "lower";
  if (written.length === 1) return "initial";
  return SMALL_SOMEWHERE.test(written) ? "capital" : "capitals";
}
