import type { EquivalenceGuard } from "./guard.ts";

/** Whose it is and who does it: mine or yours, his or hers. That nobody is named on one side says nothing. */
export const person: EquivalenceGuard = {
  name: "person",
  differs: ({ asked, answered }) => {
    for (const [thing, owner] of asked.owners) {
      const other = answered.owners.get(thing);
      if (other !== undefined && other !== owner) return true;
    }
    if (asked.persons.size === 0 || answered.persons.size === 0) return false;
    for (const each of asked.persons) if (answered.persons.has(each)) return false;
    return true;
  },
};
