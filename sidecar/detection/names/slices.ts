import type { NameFinding } from "./find-names.ts";
import { LONGEST_REACH } from "./find-names.ts";
import type { SoughtText } from "./name-detector.ts";

/** UTF-16 code units of a text whose findings are told at once. */
const CORE = 32_768;

/** A piece of a text, with what has to be seen around it; positions in the text. */
export interface Slice {
  readonly text: string;
  readonly name: string | undefined;
  /** The index of the text. */
  readonly of: number;
  /** Where the piece begins in its text. */
  readonly offset: number;
  /** What begins from here up to `to` is told by this piece. */
  readonly from: number;
  readonly to: number;
}

/** Texts of usual size as they are, long ones in pieces that see as far as any finding depends on. */
export function slicesOf(texts: readonly SoughtText[]): readonly Slice[] {
  return texts.flatMap(({ text, name }, of) => {
    if (text.length <= CORE + LONGEST_REACH) return [{ text, name, of, offset: 0, from: 0, to: text.length }];
    const slices: Slice[] = [];
    for (let from = 0; from < text.length; from += CORE) {
      const to = Math.min(text.length, from + CORE);
      const offset = wholeCharacter(text, Math.max(0, from - LONGEST_REACH));
      const end = wholeCharacter(text, Math.min(text.length, to + LONGEST_REACH));
      // A key says something of short values only.
      slices.push({ text: text.slice(offset, end), name: undefined, of, offset, from, to });
    }
    return slices;
  });
}

/** What was found in a piece, where it stands in the whole text. */
export function placed({ offset, from, to }: Slice, found: readonly NameFinding[]): readonly NameFinding[] {
  return found
    .map((finding) => ({ ...finding, start: finding.start + offset, end: finding.end + offset }))
    .filter(({ start }) => start >= from && start < to);
}

/** Not between the two halves of a character. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
