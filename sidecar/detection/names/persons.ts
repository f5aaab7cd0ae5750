import type { Finding } from "../recognizer.ts";
import { type Cue, cueBefore, isPlain } from "./cue.ts";
import { type Known, know } from "./known-word.ts";
import type { Lexicon } from "./lexicon.ts";
import { PARTICLES, PERSONAL_VERBS, SUFFIXES, TITLES } from "./person-cues.ts";
import { type PersonFinding, withParts } from "./person-parts.ts";
import { scoreOf } from "./person-score.ts";
import { THINGS } from "./thing-words.ts";
import type { Word } from "./words.ts";

/** Words of a run at most; no name has more. */
const LONGEST_RUN = 8;

/**
 * Names of persons: what follows a form of address, an introduction or a label; runs of words with capital letters that
 * the lists of names know; and, once a full name was found, each of its parts.
 */
export function findPersons(text: string, words: readonly Word[], lexicon: Lexicon): readonly Finding[] {
  const found: PersonFinding[] = [];
  for (let index = 0; index < words.length; ) {
    const run = runFrom(text, words, index);
    if (run.length === 0) {
      const small = smallName(text, words, index, lexicon);
      if (small !== undefined) found.push(small);
      index += small?.names.length ?? 1;
      continue;
    }
    found.push(
      ...namesIn(
        text,
        words,
        index,
        run.map((word) => know(word, lexicon)),
        lexicon,
      ),
    );
    index += run.length;
  }
  return withParts(words, found);
}

/** The words from `index` on that may be one name by how they are written: `Ludwig van der Rohe`, `J. P. Morgan Jr.` */
function runFrom(text: string, words: readonly Word[], index: number): readonly Word[] {
  const run: Word[] = [];
  for (let at = index; at < words.length && run.length < LONGEST_RUN; at++) {
    const word = words[at];
    if (word === undefined) break;
    const last = run.at(-1);
    if (last !== undefined && !isJoined(text, last, word)) break;
    if (word.shape === "lower") {
      if (last === undefined || !PARTICLES.has(word.lower) || !leadsToCapital(text, words, at)) break;
    }
    run.push(word);
  }
  return run;
}

/** Whether a name goes on from one word to the next: a dot ends a name unless it is that of an initial or a title. */
function isJoined(text: string, one: Word, next: Word): boolean {
  const gap = text.slice(one.end, next.start);
  if (gap.startsWith("."))
    return isPlain(gap) && (one.shape === "initial" || TITLES.has(one.lower) || SUFFIXES.has(one.lower));
  if (gap === ", ") return SUFFIXES.has(next.lower);
  return isPlain(gap);
}

function leadsToCapital(text: string, words: readonly Word[], index: number): boolean {
  for (let at = index; at < Math.min(words.length - 1, index + 3); at++) {
    const one = words[at];
    const next = words[at + 1];
    if (one === undefined || next === undefined || text.slice(one.end, next.start) !== " ") return false;
    if (next.shape !== "lower") return next.shape !== "initial";
    if (!PARTICLES.has(next.lower)) return false;
  }
  return false;
}

/** The names in a run: words of everyday language before, behind and between them are none. */
function namesIn(
  text: string,
  words: readonly Word[],
  index: number,
  run: readonly Known[],
  lexicon: Lexicon,
): readonly PersonFinding[] {
  const candidates: PersonFinding[] = [];
  let from = 0;
  while (from < run.length) {
    while (from < run.length && isNoName(run, from)) from++;
    let to = from;
    while (to < run.length && !isNoName(run, to)) to++;
    if (to > from) {
      const cue = cueAround(text, words, index + from, index + to);
      if (isPlaceOfSeveral(run.slice(from, to), lexicon)) {
        from = to + 1;
        continue;
      }
      const candidate = judged(trimmed(run.slice(from, to)), cue, isAtStart(text, run[from]?.word));
      if (candidate !== undefined) candidates.push(candidate);
    }
    from = to + 1;
  }
  return candidates;
}

/** `San Bernardino`, `New York` */
function isPlaceOfSeveral(run: readonly Known[], { places }: Lexicon): boolean {
  return run.length > 1 && places.has(run.map(({ word }) => word.lower).join(" "));
}

/** What stands before a name, and else what somebody does behind it: `Hakuba lives at …`. */
function cueAround(text: string, words: readonly Word[], from: number, to: number): Cue | "thing" {
  const cue = cueBefore(text, words, from);
  const last = words[to - 1];
  const after = words[to];
  if (last === undefined || after === undefined || !isPlain(text.slice(last.end, after.start))) return cue;
  if (cue !== "title" && after.shape !== "lower" && THINGS.has(after.lower)) return "thing";
  return (cue === "none" || cue === "companion") && PERSONAL_VERBS.has(after.lower) ? "speaking" : cue;
}

/** A word that ends a name, or keeps it from beginning: of everyday language and no name at all, or a title. */
function isNoName(run: readonly Known[], at: number): boolean {
  const known = run[at];
  if (known === undefined) return true;
  const { word, given, family, ordinary } = known;
  if (word.shape === "lower" || word.shape === "initial") return false;
  // `ChatStream`, `Anthropic SDK`; but McKay, DeVito and `Jean DUPONT`.
  if (word.isMixed && !given && !family) return true;
  if (
    word.shape === "capitals" &&
    run[at - 1]?.word.shape === "capital" &&
    !(family && word.lower.length > 3)
  )
    return true;
  if (SUFFIXES.has(word.lower)) return at === 0;
  const next = run[at + 1];
  if (TITLES.has(word.lower) && next !== undefined) return true;
  if (!ordinary) return false;
  if (!given && !family) return true;
  // `Will Anna come`, `May I`: a word that is a name as well is one only in the midst of others.
  const isFirst = at === 0 || isNoName(run, at - 1);
  if (!isFirst) return !family && !given;
  return next === undefined ? !given : !next.family || (next.given && QUESTIONS.has(word.lower));
}

/** Names that a question begins with more often than a name does. */
const QUESTIONS = new Set(["will", "may", "can"]);

/** Without particles, initials and suffixes that nothing leads to or from. */
function trimmed(run: readonly Known[]): readonly Known[] {
  let from = 0;
  let to = run.length;
  while (from < to && run[from]?.word.shape === "lower") from++;
  while (to > from && run[to - 1]?.word.shape === "lower") to--;
  while (to > from && run[to - 1]?.word.shape === "initial" && to - from > 2) to--;
  return run.slice(from, to);
}

/** Whether a sentence or a line begins here, so that any word has a capital letter. */
function isAtStart(text: string, word: Word | undefined): boolean {
  if (word === undefined || word.start === 0) return true;
  return /(?:[.!?:]["')\]]?\s+|[\n>*•-]\s*|^\s*)["'([*_]*$/.test(
    text.slice(Math.max(0, word.start - 6), word.start),
  );
}

function judged(run: readonly Known[], cue: Cue | "thing", atStart: boolean): PersonFinding | undefined {
  const first = run[0];
  const last = run.at(-1);
  // `Victor Hugo Street`, `Russell Investments`
  if (first === undefined || last === undefined || cue === "thing" || THINGS.has(last.word.lower))
    return undefined;
  const score = scoreOf(run, cue, atStart);
  if (score === 0) return undefined;
  return {
    start: first.word.start,
    end: last.word.end,
    score,
    names: run.filter(({ word }) => word.shape !== "lower").map(({ word }) => word.lower),
  };
}

/** A name in small letters: after a cue that leaves no doubt, `my name is john`, or where it is a full one. */
function smallName(
  text: string,
  words: readonly Word[],
  index: number,
  lexicon: Lexicon,
): PersonFinding | undefined {
  const first = words[index];
  if (first === undefined) return undefined;
  if (!lexicon.givenNames.has(first.lower) && !lexicon.familyNames.has(first.lower)) return undefined;
  const cue = cueBefore(text, words, index);
  const isCued = cue === "introduction" || cue === "title" || cue === "label";
  if (!isCued && !lexicon.givenNames.has(first.lower)) return undefined;
  const run: Word[] = [];
  for (let at = index; at < index + 4; at++) {
    const word = words[at];
    const last = run.at(-1);
    if (word === undefined || word.shape !== "lower") break;
    if (last !== undefined && text.slice(last.end, word.start) !== " ") break;
    const { given, family, ordinary } = know(word, lexicon);
    if (!(given || family) || ordinary) break;
    run.push(word);
  }
  const last = run.at(-1);
  if (last === undefined || (!isCued && !isFullName(run, lexicon))) return undefined;
  return {
    start: first.start,
    end: last.end,
    score: isCued ? 0.7 : 0.5,
    names: run.map(({ lower }) => lower),
  };
}

/** A given name and a family name that are nothing else, and long enough that this is no chance. */
function isFullName(run: readonly Word[], { givenNames, familyNames, places }: Lexicon): boolean {
  const [first, last] = run;
  if (first === undefined || last === undefined || run.length !== 2) return false;
  if (places.has(first.lower) || places.has(last.lower) || first.lower.length + last.lower.length < 9)
    return false;
  return (
    first.lower.length > 3 &&
    last.lower.length > 3 &&
    givenNames.has(first.lower) &&
    familyNames.has(last.lower)
  );
}
