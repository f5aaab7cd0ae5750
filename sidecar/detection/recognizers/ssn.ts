import { beginsWord, continuesNumber, endsWord, isContinued, isDigitAt } from "../boundaries.ts";
import type { Recognizer, Span } from "../recognizer.ts";

/**
 * US social security numbers as the SSA issues them: AAA-GG-SSSS with dashes, dots or spaces; area not 000, 666 or 9xx, group
 * not 00, serial not 0000. Nine digits in one piece count only right after words that say what they are.
 */
export const recognizer: Recognizer = {
  entity: "ssn",
  label: "SSN",
  group: "national-ids",
  description: "US social security numbers; nine digits in one piece only where words say what they are.",
  specificity: 30,
  score: 0.75,
  context: ["ssn"],
  examples: ["SSN «536-22-8726»"],
  nearMisses: ["SSN 000-22-8726"],
  mayOccur: ({ digits }) => digits >= 9,
  *find(text): Generator<Span> {
    for (const match of text.matchAll(NUMBER)) {
      const start = match.index;
      const end = start + match[0].length;
      if (!beginsWord(text, start) || !endsWord(text, end)) continue;
      if (continuesNumber(text, start) || isContinued(text, end)) continue;
      const separator = match[1] ?? "";
      if (separator === "" ? !isNamed(text, start) : isPartOfLonger(text, start, end, separator)) continue;
      yield { start, end };
    }
  },
};

const NUMBER = /(?<!\d)(?!000|666|9)\d{3}([-. \u00a0\u2010\u2011\u2013]?)(?!00)\d{2}\1(?!0000)\d{4}(?!\d)/g;

/** More groups of digits with the same separator: some other number. */
function isPartOfLonger(text: string, start: number, end: number, separator: string): boolean {
  return (
    (text.charAt(start - 1) === separator && isDigitAt(text, start - 2)) ||
    (text.charAt(end) === separator && isDigitAt(text, end + 1))
  );
}

const NAMED = /(?:ssn|social[ _-]?security|soc[. ]{1,2}sec)[^\d\n]{0,24}$/i;

function isNamed(text: string, start: number): boolean {
  return NAMED.test(text.slice(Math.max(0, start - 48), start));
}
