/** Digits, with the separators before them from `start` on. */
export interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/** Groups of digits from `start` with separators that phone numbers have between them; no more than a number can hold. */
export function* groupsFrom(
  text: string,
  start: number,
  longest: number,
  group: RegExp,
): Generator<DigitGroup> {
  let total = 0;
  let at = start;
  while (total < longest) {
    group.lastIndex = at;
    const digits = group.exec(text)?.[1];
    if (digits === undefined) return;
    total += digits.length;
    if (total > longest) return;
    yield { digits, start: at, end: group.lastIndex };
    at = group.lastIndex;
  }
}

/** At most one opening and one closing bracket, a space, and one other separator before a group. */
export const GROUP = /\)? ?[-./\u2010\u2011\u2013\u00a0\u202f]? ?\(?(\d+)/y;
/** The same, or the end of a line. */
export const GROUP_OVER_LINES =
  /(?:\)? ?[-./\u2010\u2011\u2013\u00a0\u202f]? ?\(?|\)?[ -]?\r?\n[ \t>]{0,4}\(?)(\d+)/y;
