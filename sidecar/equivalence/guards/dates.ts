import { type EquivalenceGuard, misses } from "./guard.ts";

/** Dates, years, times of day, and days that depend on the day of asking. */
export const dates: EquivalenceGuard = { name: "dates", differs: (pair) => misses(pair, "date") };
