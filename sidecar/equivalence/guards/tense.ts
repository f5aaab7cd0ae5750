import type { Question, Tense } from "../question.ts";
import type { EquivalenceGuard } from "./guard.ts";

/** What was, what is and what will be, where auxiliary verbs of both tell one and only one. */
export const tense: EquivalenceGuard = {
  name: "tense",
  differs: ({ asked, answered }) => {
    if (isYetToCome(asked, answered) || isYetToCome(answered, asked)) return true;
    const one = onlyOf(asked.tenses);
    const other = onlyOf(answered.tenses);
    if (one === undefined || other === undefined || one === other) return false;
    // "When will it ship", "when do you ship it": what is yet to come.
    const asksWhen = asked.acts.has("when") && answered.acts.has("when");
    return !asksWhen || one === "past" || other === "past";
  },
};

/** Questions for who or what it is: elsewhere, as in "how will I …", what is to come is often said without an auxiliary. */
const OF_THINGS = ["who", "what", "list"];

/** "Who won", "who will win". */
function isYetToCome(one: Question, other: Question): boolean {
  const asksForThings = ({ acts }: Question): boolean => OF_THINGS.some((act) => acts.has(act));
  return (
    onlyOf(one.tenses) === "future" && other.tenses.size === 0 && asksForThings(one) && asksForThings(other)
  );
}

function onlyOf(tenses: ReadonlySet<Tense>): Tense | undefined {
  if (tenses.size !== 1) return undefined;
  for (const tense of tenses) return tense;
  return undefined;
}
