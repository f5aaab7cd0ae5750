import { isDigitAt } from "../boundaries.ts";
import { exitCodeAt, type NumberEnd } from "./international.ts";
import { endsNumber } from "./number-ends.ts";
import { isAssignedIn } from "./numbering-plans.ts";
import { formsWithoutTrunk, formsWithTrunk } from "./phone-forms.ts";

/** By context. */
const UNSURE = 0.4;

/**
 * A number as it is dialled inside its country, in a form that people write numbers in, or with an exit code.
 * @param digit its first digit, which is `start` or stands behind the bracket there
 */
export function nationalAt(text: string, start: number, digit: number): NumberEnd | undefined {
  const found = formedAt(text, start, digit);
  if (found !== undefined && endsNumber(text, found.end) && !isInRow(text, start, found.end)) return found;
  if (text.charAt(digit) === "0") {
    const international = exitCodeAt(text, digit);
    if (international !== undefined && !isInRow(text, start, international.end)) return international;
  }
  return brokenAt(text, start);
}

/** Another group of digits: a number of some other kind, or a table. */
const GOES_ON = /^[ \u00a0]\d/;

/** The first form that fits, if one of its countries has such a number; else the first that fits at all, by context. */
function formedAt(text: string, start: number, digit: number): NumberEnd | undefined {
  let unassigned: NumberEnd | undefined;
  let groupEnd = digit + 1;
  while (isDigitAt(text, groupEnd)) groupEnd++;
  for (const { pattern, countries, score } of text.charAt(digit) === "0"
    ? formsWithTrunk(text.charAt(digit + 1))
    : formsWithoutTrunk(groupEnd - digit)) {
    pattern.lastIndex = start;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    if (!endsNumber(text, end) || isInRow(text, start, end)) continue;
    const digits = text.slice(start, end).replaceAll(/\D/g, "");
    if (isAssignedIn(countries, digits))
      return { end, score: GOES_ON.test(text.slice(end, end + 2)) ? UNSURE : score };
    unassigned ??= { end, score: UNSURE };
  }
  return unassigned;
}

/** Characters of a number, its line's end and the blanks behind that. */
const LONGEST_BROKEN = 32;

/** Over two lines after a bracket or a dash: `(415)⏎555-2671`, `415-555-⏎2671`. */
function brokenAt(text: string, start: number): NumberEnd | undefined {
  if (!hasLineEnd(text, start)) return undefined;
  const spelling = text.slice(start, start + LONGEST_BROKEN);
  const lineEnd = LINE_END_INSIDE.exec(spelling);
  if (lineEnd === null) return undefined;
  const { 0: removed, index } = lineEnd;
  const joined = spelling.slice(0, index) + spelling.slice(index + removed.length);
  const found = formedAt(joined, 0, joined.startsWith("(") ? 1 : 0);
  return found !== undefined && found.end > index
    ? { end: start + found.end + removed.length, score: found.score }
    : undefined;
}

/** Within what may stand before a break: most numbers have none there. */
function hasLineEnd(text: string, start: number): boolean {
  for (let at = start; at < start + MOST_BEFORE_BREAK; at++)
    if (text.charCodeAt(at) === LINE_END) return true;
  return false;
}

/** Digits and what parts them, a bracket or a dash, a blank and the line's end. */
const MOST_BEFORE_BREAK = 16;
const LINE_END = 0x0a;

const LINE_END_INSIDE = /(?<=^[\d ()-]{2,12}[-)]) ?\r?\n[ \t]{0,4}(?=\d)/;

/** Bytes of a dump: `4f 08 10 89 59 eb`. */
const HEX_BEFORE = /(?:^|[^\da-zA-Z])[\da-fA-F]{2} $/;
const HEX_AFTER = /^ [\da-fA-F]{2}(?![\da-zA-Z])/;

/** Written with spaces alone and after yet another number with a space: rather a table, or a card with a typing error. */
function isInRow(text: string, start: number, end: number): boolean {
  if (HEX_BEFORE.test(text.slice(Math.max(0, start - 4), start)) && HEX_AFTER.test(text.slice(end, end + 4)))
    return true;
  return (
    text.charAt(start - 1) === " " && isDigitAt(text, start - 2) && /^[\d ]+$/.test(text.slice(start, end))
  );
}
