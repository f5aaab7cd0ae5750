import { type EquivalenceGuard, misses } from "./guard.ts";

/** The language of the question, and the one that the answer is wanted in or that is asked about. */
export const language: EquivalenceGuard = {
  name: "language",
  differs: (pair) => pair.asked.language !== pair.answered.language || misses(pair, "language-name"),
};
