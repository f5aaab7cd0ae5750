import { type EquivalenceGuard, misses } from "./guard.ts";

/** Units of measure and currencies. */
export const units: EquivalenceGuard = { name: "units", differs: (pair) => misses(pair, "unit") };
