import type { Pair } from "../alignment.ts";
import { type EquivalenceGuard, misses } from "./guard.ts";

/** Numbers in digits and words, ordinals and fractions. */
export const numbers: EquivalenceGuard = {
  name: "numbers",
  differs: (pair) => misses(pair, "number") || missesOne(pair),
};

/** "a cup" is one cup, but "two people, one account" is not "two people, an account". */
function missesOne({ asked, answered, left }: Pair): boolean {
  const isNumber = ({ kind }: { readonly kind: string }): boolean => kind === "number";
  if (![...left.asked, ...left.answered].some(isNumber)) return false;
  return [asked, answered].some(({ words }) => words.filter(isNumber).length > 1);
}
