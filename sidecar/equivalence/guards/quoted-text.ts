import { type EquivalenceGuard, misses } from "./guard.ts";

/** Text that is handed over or cited: equal up to blanks. */
export const quotedText: EquivalenceGuard = {
  name: "quoted-text",
  differs: (pair) => pair.asked.payload !== pair.answered.payload || misses(pair, "quoted"),
};
