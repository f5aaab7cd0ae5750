import type { RedactionEntity } from "../../../config/schema/policy.ts";
import type { Match } from "./detect.ts";

/** What stands in the place of a value from now on; the value itself when it stays. */
export type Replacement = (entity: RedactionEntity, value: string) => string;

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
  for (const { entity, start, end } of matches) {
    result += text.slice(copied, start) + replacement(entity, text.slice(start, end));
    copied = end;
  }
  return result + text.slice(copied, to);
}
