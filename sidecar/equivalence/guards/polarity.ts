import type { EquivalenceGuard } from "./guard.ts";
import { isReverse } from "./reverse.ts";

/** One says the reverse of what the other says, or names another of the same kind: enable and disable, cat and dog. */
export const polarity: EquivalenceGuard = {
  name: "polarity",
  differs: ({ left, lexicon }) =>
    left.asked.some((one) => left.answered.some((other) => isReverse(one, other, lexicon))),
};
