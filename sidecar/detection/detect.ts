import { CLEAN, CleanTexts } from "./clean-texts.ts";
import { createContexts } from "./context.ts";
import { foldedView } from "./fold.ts";
import type { DetectionRules, Match } from "./match.ts";
import { matchesOfNames, type NameSeeker, soughtNames } from "./named.ts";
import type { NameEntity } from "./names/entities.ts";
import type { NameFinding } from "./names/find-names.ts";
import { apart, type Candidate, merged, type SetMatch } from "./overlaps.ts";
import { createExceptions, ownRecognizers } from "./own-rules.ts";
import type { Finding } from "./recognizer.ts";
import { RECOGNIZERS } from "./registry.ts";
import { Scan } from "./scan.ts";

export type { DetectionRules, Match } from "./match.ts";

export interface Detector {
  /**
   * What was found, by position, without overlaps. One shared empty list when there is nothing.
   * @param name of the place where the text stands, such as the key of a JSON member, which may say what it is
   * @param names what the names tier has found in this text, when it was asked
   */
  detect(text: string, name?: string, names?: readonly NameFinding[]): readonly Match[];
  /** What has to be asked of the names tier, which works elsewhere. */
  readonly names: readonly NameEntity[];
}

export interface DetectorOptions {
  /** Texts without findings are not looked through again and again; off for those who measure that. */
  readonly remembersTexts?: boolean;
}

const NOTHING: readonly Match[] = Object.freeze([]);
const MINIMUM_SCORE = 0.5;

/**
 * Looks for what one or several sets of rules name, in one search. Each set has its own minimum, terms, patterns and
 * exceptions, and finds what it would find alone. Where findings of one set overlap, the surer one stands, then the more
 * specific, then the longer one; where those of several sets do, they become one match that covers all of them.
 */
export function createDetector(
  rules: DetectionRules | readonly DetectionRules[],
  { remembersTexts = true }: DetectorOptions = {},
): Detector {
  const sets = isList(rules) ? rules : [rules];
  const own = sets.flatMap((set, index) => ownRecognizers(set, index));
  const exceptions = sets.map(({ except }) => createExceptions(except));
  const searches = [
    ...RECOGNIZERS.map((recognizer) => ({ recognizer, seekers: seekersOf(recognizer.entity, sets) })),
    ...own.map(({ recognizer, rules: index }) => ({
      recognizer,
      seekers: [{ rules: index, minimum: sets[index]?.minimumScore ?? MINIMUM_SCORE }],
    })),
  ].filter(({ seekers }) => seekers.length > 0);
  const contextsOf = createContexts(own.map(({ recognizer }) => recognizer));

  const nameSeekers: readonly NameSeeker[] = sets.map(
    ({ entities, minimumScore = MINIMUM_SCORE }, index) => ({
      rules: index,
      entities: new Set(entities),
      minimum: minimumScore,
    }),
  );

  /** By set of rules. */
  function candidatesIn(scan: Scan): Candidate[][] | undefined {
    let found: Candidate[][] | undefined;
    const contexts = contextsOf(scan);
    for (const { recognizer, seekers } of searches) {
      if (!recognizer.mayOccur(scan.signs)) continue;
      for (const finding of recognizer.find(scan.text, scan)) {
        const byForm = finding.score ?? recognizer.score;
        const { score, word } = byForm < SURE ? contexts.judge(recognizer, finding, byForm) : sure(byForm);
        for (const { rules, minimum } of seekers) {
          if (score < minimum) continue;
          found ??= sets.map(() => []);
          found[rules]?.push(candidateOf(recognizer, finding, score, word));
        }
      }
    }
    return found;
  }

  const clean = remembersTexts ? new CleanTexts() : undefined;

  return {
    names: soughtNames(nameSeekers),
    detect(text, name, names = []) {
      // What the names tier has found is no part of what is remembered.
      const known = names.length === 0 ? clean?.recall(text, name) : undefined;
      if (known === CLEAN) return NOTHING;
      let scan = new Scan(text, name);
      const view = scan.signs.folds ? foldedView(text) : undefined;
      if (view !== undefined) scan = new Scan(view.text, name);
      const candidates = candidatesIn(scan);
      if (candidates === undefined && names.length === 0) {
        if (known !== undefined) clean?.add(known);
        return NOTHING;
      }
      const standing: SetMatch[] = (candidates ?? []).flatMap((ofSet, rules) =>
        apart(ofSet)
          .filter((match) => exceptions[rules]?.(scan.text.slice(match.start, match.end)) !== true)
          .map((match) => (view === undefined ? match : { ...match, ...view.original(match) }))
          .map((match) => ({ match, rules, start: match.start, end: match.end })),
      );
      for (const named of matchesOfNames(names, nameSeekers, standing, text)) {
        if (exceptions[named.rules]?.(text.slice(named.start, named.end)) !== true) standing.push(named);
      }
      return standing.length === 0 ? NOTHING : merged(standing);
    },
  };
}

/** What is as sure as that needs no word beside it. */
const SURE = 0.9;

function sure(score: number): { readonly score: number; readonly word?: string } {
  return { score };
}

interface Seeker {
  readonly rules: number;
  readonly minimum: number;
}

function seekersOf(entity: string, sets: readonly DetectionRules[]): readonly Seeker[] {
  return sets.flatMap(({ entities, minimumScore = MINIMUM_SCORE }, rules) =>
    entities.includes(entity) ? [{ rules, minimum: minimumScore }] : [],
  );
}

function candidateOf(
  { entity, label, specificity }: Omit<Candidate, "start" | "end" | "score" | "word">,
  { start, end }: Finding,
  score: number,
  word: string | undefined,
): Candidate {
  return { entity, label, start, end, score, specificity, ...(word === undefined ? {} : { word }) };
}

/** `Array.isArray` does not tell lists that may not be written to from what is none. */
function isList(rules: DetectionRules | readonly DetectionRules[]): rules is readonly DetectionRules[] {
  return Array.isArray(rules);
}
