import { labelOfName, NAME_ENTITIES, type NameEntity } from "./names/entities.ts";
import type { NameFinding } from "./names/find-names.ts";
import type { Candidate, SetMatch } from "./overlaps.ts";
import type { Span } from "./recognizer.ts";

/** What of the names tier is looked for, and by which set of rules. */
export interface NameSeeker {
  /** The index of the set. */
  readonly rules: number;
  readonly entities: ReadonlySet<string>;
  readonly minimum: number;
}

/** Which entities of the names tier these sets look for. */
export function soughtNames(seekers: readonly NameSeeker[]): readonly NameEntity[] {
  return NAME_ENTITIES.map(({ entity }) => entity).filter((entity) =>
    seekers.some(({ entities }) => entities.has(entity)),
  );
}

/**
 * Names that were found, as matches of the sets that look for them. What has a form of its own stands: where that overlaps
 * a name, the name is what is left of it.
 * @param standing what the sets have found by form; positions as in `names`
 */
export function matchesOfNames(
  names: readonly NameFinding[],
  seekers: readonly NameSeeker[],
  standing: readonly SetMatch[],
  text: string,
): readonly SetMatch[] {
  return seekers.flatMap(({ rules, entities, minimum }) => {
    const ofSet = standing.filter((each) => each.rules === rules).map(({ match }) => match);
    return names
      .filter(({ entity, score }) => entities.has(entity) && score >= minimum)
      .flatMap((finding) =>
        rest(finding, ofSet, text).map((span) => ({ ...span, rules, match: candidateOf(finding, span) })),
      );
  });
}

function candidateOf({ entity, score }: NameFinding, { start, end }: Span): Candidate {
  return { entity, label: labelOfName(entity), start, end, score, specificity: 0 };
}

/** What of a finding no match covers, less what is just punctuation. */
function rest({ start, end }: Span, matches: readonly Span[], text: string): readonly Span[] {
  const spans: Span[] = [];
  let from = start;
  const add = (to: number) => {
    const written = text.slice(from, to);
    const before = /^[^\p{L}\p{N}]*/u.exec(written)?.[0].length ?? 0;
    const after = /[^\p{L}\p{N}.]*$/u.exec(written)?.[0].length ?? 0;
    if (before < written.length) spans.push({ start: from + before, end: to - after });
  };
  const touching = matches
    .filter((match) => match.start < end && match.end > start)
    .sort((one, other) => one.start - other.start);
  if (touching.length === 0) return [{ start, end }];
  for (const match of touching) {
    if (match.start > from) add(match.start);
    from = Math.max(from, match.end);
  }
  if (from < end) add(end);
  return spans;
}
