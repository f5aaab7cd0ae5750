import type { Tense } from "../question.ts";
import type { EquivalenceGuard } from "./guard.ts";

/** What was, what is and what will be, where auxiliary verbs of both tell one and only one. */
export const tense: EquivalenceGuard = {
  name: "tense",
  differs: ({ asked, answered }) => {
    const one = onlyOf(asked.tenses);
    const other = onlyOf(answered.tenses);
    return one !== undefined && other !== undefined && one !== other;
  },
};

function onlyOf(tenses: ReadonlySet<Tense>): Tense | undefined {
  if (tenses.size !== 1) return undefined;
  for (const tense of tenses) return tense;
  return undefined;
}
