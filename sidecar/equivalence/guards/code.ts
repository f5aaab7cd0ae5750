import type { EquivalenceGuard } from "./guard.ts";

/** Code between backticks: the same pieces in the same order, equal up to blanks. */
export const code: EquivalenceGuard = {
  name: "code",
  differs: ({ asked, answered }) =>
    asked.code.length !== answered.code.length ||
    asked.code.some((piece, index) => piece !== answered.code[index]),
};
