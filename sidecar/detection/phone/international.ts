import { GROUP_OVER_LINES, groupsFrom } from "./digit-groups.ts";
import { endsNumber } from "./number-ends.ts";
import { isAssigned } from "./numbering-plans.ts";
import { nationalDigits } from "./phone-forms.ts";

/** Where a number ends, and how sure its form makes that it is one. */
export interface NumberEnd {
  readonly end: number;
  readonly score: number;
}

/** In a range that the country has assigned, and only of a length that its numbers have. */
const ASSIGNED = 0.95;
const POSSIBLE = 0.6;

/** Digits (ITU-T E.164 §6.2). */
const LONGEST = 15;

/** E.164: the country code and as many digits as the country's numbers have. */
export function internationalAt(text: string, start: number): NumberEnd | undefined {
  let digits = "";
  let found: { readonly end: number; readonly isAssigned: boolean } | undefined;
  let isOverLines = false;
  for (const group of groupsFrom(text, start, LONGEST + 1, GROUP_OVER_LINES)) {
    if (text.slice(group.start, group.end - group.digits.length).includes("\n")) {
      // What is a number already goes on in no other line, and none goes on in a third.
      if (isOverLines || found !== undefined) break;
      isOverLines = true;
    }
    // The trunk prefix that is dialled inside the country only: `+44 (0)20 …`.
    const isTrunk =
      group.digits === "0" ||
      (group.digits.startsWith("0") && text.charAt(group.end - group.digits.length - 1) === "(");
    digits += isTrunk && digits.length <= 3 ? group.digits.slice(1) : group.digits;
    const plan = nationalDigits(digits);
    if (plan === undefined) continue;
    const national = digits.slice(plan.code.length);
    if (national.length > plan.longest) break;
    if (national.length >= plan.shortest)
      found = { end: group.end, isAssigned: isAssigned(plan.code, national) };
  }
  if (found === undefined || !endsNumber(text, found.end) || (isOverLines && !found.isAssigned))
    return undefined;
  return { end: found.end, score: found.isAssigned ? ASSIGNED : POSSIBLE };
}

/** `0044 20 …`, `011 44 …`: an exit code, and separators to tell it from any other number with zeros before it. */
export function exitCodeAt(text: string, start: number): NumberEnd | undefined {
  EXIT_CODE.lastIndex = start;
  if (!EXIT_CODE.test(text)) return undefined;
  const found = internationalAt(text, EXIT_CODE.lastIndex);
  if (found === undefined) return undefined;
  return /\D/.test(text.slice(start, found.end))
    ? { ...found, score: SEPARATED }
    : { ...found, score: IN_ONE_PIECE };
}

const EXIT_CODE = /(?:00|011)[ -]?(?=[1-9])/y;
const SEPARATED = 0.7;
/** By context. */
const IN_ONE_PIECE = 0.4;
