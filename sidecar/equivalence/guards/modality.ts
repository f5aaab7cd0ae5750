import type { Modality } from "../question.ts";
import type { EquivalenceGuard } from "./guard.ts";

/** What can be done, and what has to be. Of a question how to do it, either is said for the other. */
export const modality: EquivalenceGuard = {
  name: "modality",
  differs: ({ asked, answered }) => {
    if (isHow(asked.acts) && isHow(answered.acts)) return false;
    const one = asked.modalities;
    const other = answered.modalities;
    if (one.size === 0 || other.size === 0) return false;
    const isMust = (each: ReadonlySet<Modality>): boolean => each.has("must") && !each.has("can");
    return isMust(one) ? other.has("can") : isMust(other) && one.has("can");
  },
};

const isHow = (acts: ReadonlySet<string>): boolean => acts.size === 0 || acts.has("how") || acts.has("todo");
