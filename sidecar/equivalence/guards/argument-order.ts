import type { Pair } from "../alignment.ts";
import type { Word } from "../question.ts";
import type { EquivalenceGuard } from "./guard.ts";
import { isReverse } from "./reverse.ts";

/** Roles of which one is never meant by the other. */
const OPPOSED = new Set([
  "to from",
  "for from",
  "before after",
  "since until",
  "over under",
  "with without",
  "for against",
  "for about",
  "to about",
  "by about",
  "by for",
]);
/** Joined by these, two things are alike: it does not matter which is named first. */
const EVEN = new Set(["with", "between"]);
/** What is replaced with what matters. */
const REPLACING = new Set(["replac", "swap", "substitut", "exchang", "chang", "switch"]);
/** What stands behind these comes in an order: "brush before breakfast", "breakfast before brushing". */
const ORDERED = ["before", "after", "than"];
/** The same there and back: the base of the word. */
const DISTANCE = "distanc";
const THINGS = new Set(["number", "unit", "date", "identifier", "name", "language-name", "quoted"]);

/**
 * The same words in other roles: "USD to EUR", "EUR to USD". Words may change their places as long as their prepositions go
 * with them, so what counts is two that have changed roles, or things of one kind in another order without any.
 */
export const argumentOrder: EquivalenceGuard = {
  name: "argument-order",
  differs: (pair) => {
    const matches = [...pair.aligned].map(([from, to]) => ({
      one: pair.asked.words[from] as Word,
      other: pair.answered.words[to] as Word,
      from,
      to,
    }));
    if (
      matches.some(
        ({ one, other }) =>
          OPPOSED.has(`${one.role} ${other.role}`) || OPPOSED.has(`${other.role} ${one.role}`),
      )
    ) {
      return true;
    }
    if (ORDERED.some((role) => isExchanged(matches, role))) return true;
    const { self: one } = pair.asked;
    const { self: other } = pair.answered;
    // "who follows me", "who I follow".
    if (one.isActedOn !== other.isActedOn) {
      if (one.isActedOn ? one.acts < other.acts : one.acts > other.acts) return true;
      if (pair.asked.persons.size !== pair.answered.persons.size) return true;
    }
    const asksWho = [pair.asked, pair.answered].every(({ acts }) => acts.has("what") || acts.has("who"));
    const isReplaced = pair.asked.words.some(({ text }) => REPLACING.has(text));
    const isEven = [pair.asked, pair.answered].every(
      ({ acts, words }) => acts.has("compare") || words.some(({ text }) => text === DISTANCE),
    );
    for (const [index, a] of matches.entries()) {
      for (const b of matches.slice(index + 1)) {
        if (a.from === b.from || a.to === b.to) continue;
        const isSwapped = a.from < b.from !== a.to < b.to;
        if (a.one.chain === b.one.chain && a.other.chain === b.other.chain) {
          if (isSwapped && a.one.kind === "quoted") return true;
          continue;
        }
        // A verb may move and then ends otherwise: "kann ich das Konto löschen", "lösche ich das Konto".
        const isUnchanged = a.one.text === a.other.text && b.one.text === b.other.text;
        if (isSwapped && isUnchanged && pair.asked.language !== "en") return true;
        if (isRange(a, b)) return true;
        if (isEven) continue;
        const [r1, r2, s1, s2] = [a.one.role, b.one.role, a.other.role, b.other.role];
        if (r1 !== r2 && r1 === s2 && r2 === s1 && (isReplaced || (!EVEN.has(r1) && !EVEN.has(r2)))) {
          if (isSwapped || THINGS.has(a.one.kind)) return true;
        }
        if (isSwapped && a.one.role === b.one.role && isReverse(a.one, b.one, pair.lexicon)) return true;
        // "frozen chicken", "freeze cooked chicken".
        const isBeside = Math.abs(a.from - b.from) === 1 && Math.abs(a.to - b.to) === 1;
        const { verbs, acting } = pair.lexicon;
        const keepsRoles = r1 === s1 && r2 === s2;
        if (isSwapped && isBeside && keepsRoles && isVerb(a.one, verbs) && isVerb(b.one, verbs)) return true;
        // "can my landlord enter", "can I enter my landlord's".
        if (
          isSwapped &&
          isBeside &&
          one.acts > 0 !== other.acts > 0 &&
          (acting.has(a.one.text) || acting.has(b.one.text))
        ) {
          return true;
        }
        // "what do pandas eat", "what eats pandas".
        const isInverted = asksWho && pair.asked.inverts !== pair.answered.inverts && r1 === s1 && r2 === s2;
        if (isSwapped && isBeside && isInverted && (acting.has(a.one.text) || acting.has(b.one.text)))
          return true;
        if (!isSwapped || !THINGS.has(a.one.kind) || !isOfOneKind(a.one, b.one)) continue;
        // Prepositions go with them: "at 5 pm on Monday", "on Monday at 5 pm".
        if (r1 === s1 && r2 === s2 && r1 !== r2) continue;
        // In the passive a preposition marks who does it: "is supported in Pro", "does Pro support".
        if (isMarked(a) !== isMarked(b)) continue;
        if (headChanges(pair, a, b)) return true;
      }
    }
    if (asksWho && matches.some((match) => becomesObject(pair, match))) return true;
    return matches.some((match) => losesUnit(pair, match)) || isTurned(matches, pair.lexicon.acting);
  },
};

/** One word has come behind the preposition, another one from there. */
function isExchanged(matches: readonly Match[], role: string): boolean {
  return (
    matches.some(({ one, other }) => one.role === role && other.role !== role) &&
    matches.some(({ one, other }) => one.role !== role && other.role === role)
  );
}

/** "Who was beaten by Federer", "who beat Federer". */
function becomesObject(
  { asked, answered, aligned, lexicon }: Pair,
  { one, other, from, to }: Match,
): boolean {
  if (one.role !== "by" || other.role !== "" || answered.inverts || aligned.get(from - 1) !== to - 1)
    return false;
  return lexicon.acting.has(asked.words[from - 1]?.text ?? "");
}

const isVerb = ({ text }: Word, verbs: ReadonlySet<string>): boolean =>
  verbs.has(text) || verbs.has(`${text}e`);

/** "B to D" are all between them, "B and D" two of them. */
function isRange(a: Match, b: Match): boolean {
  if (!THINGS.has(a.one.kind) || a.one.kind !== b.one.kind) return false;
  const isTo = (first: Word, last: Word): boolean => first.chain !== last.chain && last.role === "to";
  const isBoth = (first: Word, last: Word): boolean => first.chain === last.chain && first.role !== "between";
  return (isTo(a.one, b.one) && isBoth(a.other, b.other)) || (isBoth(a.one, b.one) && isTo(a.other, b.other));
}

/** "100 euros in dollars", "100 dollars in euros"; "burn 100 calories", "calories of 100 steps": the number counts something else. */
function losesUnit({ asked, answered, aligned }: Pair, { one, from, to }: Match): boolean {
  if (one.kind !== "number") return false;
  const isUnit = (word: Word | undefined): boolean => word?.kind === "unit";
  if (isUnit(asked.words[from + 1]) === isUnit(answered.words[to + 1])) {
    const unit = aligned.get(from + 1);
    return (
      isUnit(asked.words[from + 1]) &&
      unit !== undefined &&
      unit !== to + 1 &&
      answered.words[unit]?.text !== answered.words[to + 1]?.text
    );
  }
  return isUnit(asked.words[from + 1]) ? aligned.has(from + 1) : [...aligned.values()].includes(to + 1);
}

interface Match {
  readonly one: Word;
  readonly other: Word;
  readonly from: number;
  readonly to: number;
}

const MARKING = new Set(["by", "in", "with"]);
const isMarked = ({ one, other }: Match): boolean =>
  one.role !== other.role &&
  (one.role === "" || other.role === "") &&
  (MARKING.has(one.role) || MARKING.has(other.role));

const isOfOneKind = (one: Word, other: Word): boolean => one.kind === other.kind;

/** "2 eggs and 3 apples", "3 apples and 2 eggs": numbers that take their things with them are in no other order. */
function headChanges({ asked, answered }: Pair, a: Match, b: Match): boolean {
  if (a.one.kind !== "number" && a.one.kind !== "date" && a.one.kind !== "unit") return true;
  const sameHead = ({ from, to }: Match): boolean => {
    const one = asked.words[from + 1];
    const other = answered.words[to + 1];
    return one !== undefined && other !== undefined && one.keys.some((key) => other.keys.includes(key));
  };
  return !(sameHead(a) && sameHead(b)) && a.one.kind !== "date" && a.one.kind !== "unit";
}

/** "Does A beat B", "does B beat A": three plain words in reverse around a verb, none of them with a preposition on either side. */
function isTurned(matches: readonly Match[], verbs: ReadonlySet<string>): boolean {
  const plain = matches.filter(({ one, other }) => one.role === "" && other.role === "");
  for (let index = 0; index + 2 < plain.length; index++) {
    const [a, b, c] = [plain[index], plain[index + 1], plain[index + 2]] as [Match, Match, Match];
    if (
      verbs.has(b.one.text) &&
      a.from + 1 === b.from &&
      b.from + 1 === c.from &&
      a.to > b.to &&
      b.to > c.to
    ) {
      if (a.one.chain !== b.one.chain && b.one.chain !== c.one.chain) return true;
    }
  }
  return false;
}
