import type { Pair } from "../alignment.ts";
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
  ["should", "yn"],
];
/** What may be but need not: all else has to speak for it. */
const AKIN: readonly (readonly [string, string])[] = [
  ["how", "what"],
  ["how", "list"],
  ["how", "suggest"],
  ["how", "where"],
  ["how", "write"],
  ["how", "howx"],
  ["when", "howmany"],
  ["what", "howmany"],
  ["what", "howmuch"],
  ["what", "howoften"],
  ["what", "when"],
  ["what", "where"],
  ["what", "exists"],
  ["what", "should"],
  ["what", "must"],
  ["must", "should"],
  ["possible", "worth"],
  ["todo", "suggest"],
  ["write", "list"],
];
type Likeness = ReadonlyMap<string, ReadonlySet<string>>;
const ALIKE_WITH = likenessOf(ALIKE);
const AKIN_TO = likenessOf([...ALIKE, ...AKIN]);

function likenessOf(pairs: readonly (readonly [string, string])[]): Likeness {
  const likeness = new Map<string, Set<string>>();
  for (const [one, other] of pairs) {
    likeness.set(one, (likeness.get(one) ?? new Set()).add(other));
    likeness.set(other, (likeness.get(other) ?? new Set()).add(one));
  }
  return likeness;
}

/** How, why, when, where, who, whether; define or do; list or explain; should or can. */
export const questionType: EquivalenceGuard = {
  name: "question-type",
  differs: ({ asked, answered }) =>
    !isPriceElsewhere(asked, answered) &&
    !(isCovered(asked.acts, answered.acts, ALIKE_WITH) && isCovered(answered.acts, asked.acts, ALIKE_WITH)),
};

/** What is asked differs, but one may be said for the other, or one question asks for more than the other. */
export const asksAkin = ({ asked, answered }: Pair): boolean =>
  isCovered(asked.acts, answered.acts, AKIN_TO) || isCovered(answered.acts, asked.acts, AKIN_TO);

/** "Was kostet …", "wie viel kostet …": in other languages how much is not told from what. */
function isPriceElsewhere(asked: Question, answered: Question): boolean {
  if (asked.language === "en") return false;
  const acts = [...asked.acts, ...answered.acts];
  return acts.includes("what") && acts.includes("howmany") && acts.length === 2;
}

function isCovered(acts: ReadonlySet<string>, others: ReadonlySet<string>, likeness: Likeness): boolean {
  if (acts.size === 0) return isLike("", others, likeness);
  for (const act of acts) if (!isLike(act, others, likeness)) return false;
  return true;
}

function isLike(act: string, others: ReadonlySet<string>, likeness: Likeness): boolean {
  const like = likeness.get(act);
  if (others.size === 0) return act === "" || like?.has("") === true;
  if (others.has(act)) return true;
  for (const other of others) if (like?.has(other) === true) return true;
  return false;
}
