import type { Word } from "../question.ts";
import type { EquivalenceGuard } from "./guard.ts";

/** How many light-weight words may be left over, by how close the texts are. */
const TOLERANCE: readonly (readonly [similarity: number, allowed: number])[] = [
  [0.94, 4],
  [0.9, 3],
  [0.8, 2],
  [0.7, 1],
];

/** A word that carries something has no counterpart in the other question. */
export const content: EquivalenceGuard = {
  name: "content",
  differs: ({ asked, left, similarity, aligned, lexicon }) => {
    // Nothing but words that carry nothing: nothing says that they are the same.
    if (aligned.size === 0 && asked.code.length === 0 && asked.payload === undefined) return true;
    const rest = [...left.asked, ...left.answered];
    if (rest.some(({ weight }) => weight === 2)) return true;
    // A small word for another small word is a change, not a word that goes without saying.
    const isExchanged = [left.asked, left.answered].every((words) =>
      words.some(({ weight }) => weight === 1),
    );
    if (isExchanged) return true;
    if ([left.asked, left.answered].every((words) => words.some(({ text }) => lexicon.turning.has(text))))
      return true;
    const slight = rest.filter(({ weight }: Word) => weight === 1).length;
    const allowed = TOLERANCE.find(([least]) => similarity >= least)?.[1] ?? 0;
    return slight > allowed;
  },
};
