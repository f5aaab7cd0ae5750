import type { Pair } from "../alignment.ts";
import { type EquivalenceGuard, misses } from "./guard.ts";

/** Words that speak of what stands behind them. */
const POINTING = new Set(["only", "all", "most", "least", "both"]);

/** How many or much of it, and in what degree: all, only, more, most, at least; and of what: "only admins", "only delete". */
export const scope: EquivalenceGuard = {
  name: "scope",
  differs: (pair) => misses(pair, "scope") || isExchanged(pair) || pointsElsewhere(pair),
};

/** "During probation", "after probation". */
function isExchanged({ left }: Pair): boolean {
  return [left.asked, left.answered].every((words) =>
    words.some(({ kind, weight }) => kind === "scope" && weight > 0),
  );
}

function pointsElsewhere({ asked, aligned }: Pair): boolean {
  const taken = new Set(aligned.values());
  for (const [from, to] of aligned) {
    const one = asked.words[from];
    if (one?.kind !== "scope" || !POINTING.has(one.text)) continue;
    // Both things are in both questions, and it speaks of another one.
    const isElsewhere = aligned.get(from + 1) !== to + 1;
    if (isElsewhere && aligned.has(from + 1) && taken.has(to + 1)) return true;
  }
  return false;
}
