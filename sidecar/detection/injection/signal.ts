import type { TextOrigin } from "../../core/payload.ts";

/** One thing that attempts to take over an application are worded by. */
export interface Signal {
  /** Which sort of attempt: what is told of a text that is refused. Several signals of one sort have the same. */
  readonly kind: SignalKind;
  /** How much it says by itself, 0 to 1. */
  readonly weight: number;
  /** How it may begin: in lower case, without accents. Those of Latin letters are found at the beginning of a word. */
  readonly heads: readonly string[];
  /** How it goes on right after its head, in the notation of `compileWording`. Empty: the head says it all. */
  readonly tail: string;
  /** Whose texts it is looked for in; everybody's when absent. */
  readonly origin?: Extract<TextOrigin, "tool">;
}

export type SignalKind =
  | "override"
  | "persona"
  | "impersonation"
  | "extraction"
  | "encoding"
  | "hidden-text"
  | "exfiltration"
  | "planted-instruction";

const SEPARATOR = "[^\\p{L}\\p{N}]{1,6}";
const WORD = "[\\p{L}\\p{N}]{1,24}";

/**
 * A wording as a regular expression that is tried at one place: a space stands for whatever separates words, `~3 ` for
 * up to three words, `!` for the end of a word; all else is as in regular expressions. Whoever writes one bounds every
 * repetition, so that what it costs at one place has a bound.
 */
export function compileWording(wording: string): RegExp {
  const source = wording
    .normalize("NFKC")
    .replaceAll(/~(\d) | /g, (_gap, words: string | undefined) =>
      words === undefined ? SEPARATOR : `(?:${WORD}${SEPARATOR}){0,${words}}`,
    )
    .replaceAll(/(?<!\?|\\)!/g, "(?![\\p{L}\\p{N}])");
  return new RegExp(source, "uy");
}
