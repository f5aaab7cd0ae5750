import { type EquivalenceGuard, misses } from "./guard.ts";

/** Names: of persons, places, products, technologies. */
export const entities: EquivalenceGuard = { name: "entities", differs: (pair) => misses(pair, "name") };
