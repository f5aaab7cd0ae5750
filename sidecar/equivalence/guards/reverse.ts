import type { Lexicon } from "../lexicon.ts";
import type { Word } from "../question.ts";

const PREFIX = /^(un|in|im|ir|il|dis|non|de|mis)/;

/** One word says the reverse of the other, or names another thing of the same kind. */
export function isReverse(one: Word, other: Word, { opposites, siblings }: Lexicon): boolean {
  if (one.text === other.text) return false;
  if (opposites.get(one.text)?.has(other.text) === true || isPrefixed(one.text, other.text)) return true;
  const families = siblings.get(other.text);
  if (families === undefined) return false;
  for (const family of siblings.get(one.text) ?? []) if (families.has(family)) return true;
  return false;
}

/** "safe", "unsafe". */
function isPrefixed(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.endsWith(short) && PREFIX.exec(long)?.[0].length === long.length - short.length;
}
