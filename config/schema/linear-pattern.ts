import { RE2JS, RE2JSSyntaxException } from "re2js";
import { z } from "zod";
import { quoted } from "./explain.ts";

/** Instructions of a compiled pattern; what many repetitions make of a short one takes memory and time. */
export const LARGEST_PROGRAM = 500;

/** What a description of a pattern says of its syntax and bounds. */
export const PATTERN_SYNTAX =
  "RE2's syntax, which is matched in linear time: no look-around, no back-references, no possessive or atomic groups. `(?i)` at its beginning ignores case. It may not match the empty text, a match has at most 1024 characters, and it may compile to 500 instructions at most: each repetition counts, so that `[A-Z]{20}` takes 20. The work of all patterns on one text is bounded; where it is used up (some thousands of findings in 100 KB), the rest of the text counts as found.";

/** A regular expression that a linear-time engine can match. */
export const linearPattern = z
  .string()
  .min(1)
  .max(1_024)
  .superRefine((pattern, context) => {
    const message = faultOf(pattern);
    if (message !== undefined)
      context.addIssue({ code: "custom", message, input: pattern, params: { code: "E320" } });
  });

/** What is wrong with a pattern; undefined when it can be used. */
function faultOf(pattern: string): string | undefined {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (thrown) {
    return `${quoted(pattern)} is no pattern in RE2's syntax: ${whyNoPattern(pattern, thrown)}`;
  }
  if (compiled.programSize() > LARGEST_PROGRAM) {
    return `${quoted(pattern)} compiles to ${compiled.programSize()} instructions; expected ${LARGEST_PROGRAM} at most: each repetition counts, \`x{500}\` as 500`;
  }
  if (matchesNothing(compiled)) {
    return `${quoted(pattern)} matches the empty text, and so every text; expected a pattern that needs at least one character`;
  }
  return undefined;
}

/** At a text's ends, between words, between lines: there an assertion alone would match. */
function matchesNothing(compiled: RE2JS): boolean {
  return ["", "a b\nc"].some((text) => {
    const matcher = compiled.matcher(text);
    for (let from = 0; from <= text.length && matcher.find(from); from = matcher.end() + 1)
      if (matcher.end() === matcher.start()) return true;
    return false;
  });
}

const UNSUPPORTED: readonly (readonly [form: RegExp, advice: string])[] = [
  [/\(\?<?[=!]/, "look-ahead and look-behind are not supported; match what stands around it, or use `\\b`"],
  [/\\(?:[1-9]|k<|g\{?\d)/, "back-references are not supported"],
  [/\(\?>|[*+?}]\+/, "atomic groups and possessive repetitions are not supported; nor are they needed"],
  [/\\u/, "`\\u` is not supported; write `\\x{20AC}`"],
  [/\{\d*,?\d*\}/, "a repetition is larger than 1000, or repetitions in one another are together"],
];

/** What of it the engine does not know; `thrown` is what the engine said. */
export function whyNoPattern(pattern: string, thrown: unknown): string {
  if (!(thrown instanceof RE2JSSyntaxException)) throw thrown;
  return UNSUPPORTED.find(([form]) => form.test(pattern))?.[1] ?? thrown.getDescription();
}
