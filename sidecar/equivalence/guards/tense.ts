import type { Tense } from "../question.ts";
import type { EquivalenceGuard } from "./guard.ts";

/** What was, what is and what will be, where auxiliary verbs of both tell one and only one. */
export const tense: EquivalenceGuard = {
  name: "tense",
  differs: ({ asked, answered }) => {
    const one = onlyOf(asked.tenses);
    const other = onlyOf(answered.tenses);
    if (one === undefined || other === undefined || one === other) return false;
    // "When will it ship", "when do you ship it": what is yet to come.
    const asksWhen = asked.acts.has("when") && answered.acts.has("when");
    return !asksWhen || one === "past" || other === "past";
  },
};

function onlyOf(tenses: ReadonlySet<Tense>): Tense | undefined {
  if (tenses.size !== 1) return undefined;
  for (const tense of tenses) return tense;
  return undefined;
}
