import { align, type Pair } from "./alignment.ts";
import { isReworded } from "./evidence.ts";
import type { Guard } from "./guard-names.ts";
import { argumentOrder } from "./guards/argument-order.ts";
import { code } from "./guards/code.ts";
import { content } from "./guards/content.ts";
import { dates } from "./guards/dates.ts";
import { entities } from "./guards/entities.ts";
import type { EquivalenceGuard } from "./guards/guard.ts";
import { identifiers } from "./guards/identifiers.ts";
import { language } from "./guards/language.ts";
import { modality } from "./guards/modality.ts";
import { negation } from "./guards/negation.ts";
import { numbers } from "./guards/numbers.ts";
import { person } from "./guards/person.ts";
import { polarity } from "./guards/polarity.ts";
import { questionType } from "./guards/question-type.ts";
import { quotedText } from "./guards/quoted-text.ts";
import { scope } from "./guards/scope.ts";
import { tense } from "./guards/tense.ts";
import { units } from "./guards/units.ts";
import { lexicon } from "./lexicon.ts";
import type { Question } from "./question.ts";

export { GUARDS, type Guard } from "./guard-names.ts";
export type { Question } from "./question.ts";
export { readQuestion } from "./read-question.ts";

/** In the order in which they are asked: the first that speaks gives its name. */
const ALL: readonly EquivalenceGuard[] = [
  language,
  quotedText,
  code,
  numbers,
  units,
  dates,
  identifiers,
  negation,
  questionType,
  modality,
  tense,
  person,
  polarity,
  argumentOrder,
  scope,
  entities,
  content,
];

/** What all else may outweigh. */
const OUTWEIGHED: ReadonlySet<EquivalenceGuard> = new Set([questionType, content]);

/**
 * What speaks against giving the answer of one question for another; undefined for nothing.
 *
 * @param similarity of their embeddings, at most 1: the closer, the more small words may differ. It never outweighs a fact.
 */
export function differenceOf(asked: Question, answered: Question, similarity: number): Guard | undefined {
  if (asked.whole === answered.whole) return undefined;
  if (asked.opaque || answered.opaque) return asked.language === answered.language ? "content" : "language";
  // Words are paired up from one side, so both sides are asked: who came first to the cache must not matter.
  return firstOf(asked, answered, similarity) ?? firstOf(answered, asked, similarity);
}

function firstOf(asked: Question, answered: Question, similarity: number): Guard | undefined {
  const pair = align(asked, answered, similarity, lexicon());
  const speaks = ALL.find((guard) => guard.differs(pair));
  return speaks === undefined || (isDebatable(pair, speaks) && isReworded(pair)) ? undefined : speaks.name;
}

/** No fact speaks against it, only the words or the form of the question do. */
export function isDebatable(pair: Pair, first = ALL.find((guard) => guard.differs(pair))): boolean {
  if (first === undefined || !OUTWEIGHED.has(first)) return false;
  return !ALL.some((guard) => !OUTWEIGHED.has(guard) && guard.differs(pair));
}
