import type { Match } from "../../detection/detect.ts";

/** What stands in the place of a value from now on; the value itself when it stays. */
export type Replacement = (match: Match, value: string) => string;

/** The part of `text` between two positions, with what was found there replaced. */
export function replaceMatches(
  text: string,
  matches: readonly Match[],
  replacement: Replacement,
  from = 0,
  to = text.length,
): string {
  if (matches.length === 0) return text.slice(from, to);
  let result = "";
  let copied = from;
  for (const match of matches) {
    result += text.slice(copied, match.start) + replacement(match, text.slice(match.start, match.end));
    copied = match.end;
  }
  return result + text.slice(copied, to);
}
