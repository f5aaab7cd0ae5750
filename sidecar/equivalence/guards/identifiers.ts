import { type EquivalenceGuard, misses } from "./guard.ts";

/** Versions, order numbers, file names, paths, flags, error codes. */
export const identifiers: EquivalenceGuard = {
  name: "identifiers",
  differs: (pair) => misses(pair, "identifier"),
};
