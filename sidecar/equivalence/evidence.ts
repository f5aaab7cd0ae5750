import type { Pair } from "./alignment.ts";
import { contentInPlaceOf, FEATURES, featuresOf, isVerb } from "./features.ts";
import { asksAkin } from "./guards/question-type.ts";
import type { Word } from "./question.ts";
import { DEMANDED, WEIGHTS } from "./words/evidence-weights.ts";

/** Whether the words left over are another way to say the same. */
export function isReworded(pair: Pair): boolean {
  return isCandidate(pair) && evidenceOf(pair) > 0;
}

/** In a shorter question a word that is put in makes another one. */
const MIN_WORDS = 4;

/** Where nothing rules it out from the start: other acts, another thing in the place of one, a word put into a short text. */
export function isCandidate(pair: Pair): boolean {
  if (pair.aligned.size === 0 || !asksAkin(pair)) return false;
  const { asked, answered } = pair.left;
  const isThing = (word: Word): boolean => word.weight === 2 && !isVerb(word.text, pair.lexicon);
  return !(asked.some(isThing) && answered.some(isThing)) && !isInsertion(pair);
}

/** "cook salmon", "cook frozen salmon": frames apart, one is the other but for words that were put in. */
function isInsertion({ asked, answered, aligned, left }: Pair): boolean {
  const isHeavy = ({ weight }: Word): boolean => weight > 0;
  const counts = [asked, answered].map(({ words }) => words.filter(isHeavy).length);
  const least = Math.min(...counts);
  const isWhole = Math.round(contentInPlaceOf({ asked, answered, aligned }) * Math.max(...counts)) === least;
  return isWhole && least < MIN_WORDS && [...left.asked, ...left.answered].some(({ weight }) => weight === 2);
}

/** The logarithm of the odds, less what is demanded of them. */
function evidenceOf(pair: Pair): number {
  const features = featuresOf(pair);
  return FEATURES.reduce((sum, feature) => sum + WEIGHTS[feature] * features[feature], -DEMANDED);
}
