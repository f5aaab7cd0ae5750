import type { Question } from "../question.ts";
import type { EquivalenceGuard } from "./guard.ts";

/** What may be asked in one way or the other and get one answer; "" is a request or a statement. Both ways round. */
const ALIKE: readonly (readonly [string, string])[] = [
  ["", "how"],
  ["", "what"],
  ["", "explain"],
  ["", "list"],
  ["", "suggest"],
  ["", "todo"],
  ["", "define"],
  ["", "price"],
  ["", "howmuch"],
  ["what", "price"],
  ["howmuch", "price"],
  ["away", "how"],
  ["away", "possible"],
  ["away", "yn"],
  ["", "compare"],
  ["what", "explain"],
  ["what", "define"],
  ["what", "list"],
  ["what", "suggest"],
  ["what", "todo"],
  ["what", "compare"],
  ["list", "suggest"],
  ["how", "explain"],
  ["how", "todo"],
  ["compare", "explain"],
  ["howmany", "howmuch"],
  ["possible", "allowed"],
  ["possible", "yn"],
  ["allowed", "yn"],
  ["must", "yn"],
  ["exists", "yn"],
  ["worth", "yn"],
  ["worth", "should"],
  ["exists", "possible"],
  ["", "write"],
  ["suggest", "write"],
  ["howx", "what"],
  ["choice", "what"],
  ["", "howmany"],
  ["howx", "yn"],
];
const ALIKE_WITH = new Map<string, Set<string>>();
for (const [one, other] of ALIKE) {
  ALIKE_WITH.set(one, (ALIKE_WITH.get(one) ?? new Set()).add(other));
  ALIKE_WITH.set(other, (ALIKE_WITH.get(other) ?? new Set()).add(one));
}

/** How, why, when, where, who, whether; define or do; list or explain; should or can. */
export const questionType: EquivalenceGuard = {
  name: "question-type",
  differs: ({ asked, answered }) =>
    !isPriceElsewhere(asked, answered) &&
    (!isCovered(asked.acts, answered.acts) || !isCovered(answered.acts, asked.acts)),
};

/** "Was kostet …", "wie viel kostet …": in other languages how much is not told from what. */
function isPriceElsewhere(asked: Question, answered: Question): boolean {
  if (asked.language === "en") return false;
  const acts = [...asked.acts, ...answered.acts];
  return acts.includes("what") && acts.includes("howmany") && acts.length === 2;
}

function isCovered(acts: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  if (acts.size === 0) return isAlike("", others);
  for (const act of acts) if (!isAlike(act, others)) return false;
  return true;
}

function isAlike(act: string, others: ReadonlySet<string>): boolean {
  if (others.size === 0) return act === "" || ALIKE_WITH.get(act)?.has("") === true;
  if (others.has(act)) return true;
  for (const other of others) if (ALIKE_WITH.get(act)?.has(other) === true) return true;
  return false;
}
