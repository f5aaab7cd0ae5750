import type { Match } from "./match.ts";
import type { Span } from "./recognizer.ts";

/** What may stand at its place for one set of rules. */
export interface Candidate extends Omit<Match, "sought"> {
  readonly specificity: number;
}

/** What stands at its place for one set of rules. */
export interface SetMatch extends Span {
  readonly match: Candidate;
  /** The set's index. */
  readonly rules: number;
}

/** Those that stand beside each other: the best of those that overlap. By position; sorts the list it is given. */
export function apart(candidates: Candidate[]): readonly Candidate[] {
  if (candidates.length < 2) return candidates;
  const standing: Candidate[] = [];
  for (const cluster of clusters(candidates)) {
    if (cluster.length === 1) standing.push(...cluster);
    else for (const candidate of settled(cluster)) standing.push(candidate);
  }
  return standing;
}

/** Out of candidates that hang together: the best, then the best of those that do not touch it, and so on. */
function settled(cluster: Candidate[]): readonly Candidate[] {
  cluster.sort(byRank);
  const standing: Candidate[] = [];
  for (const candidate of cluster) {
    const place = placeOf(candidate, standing);
    const before = standing[place - 1];
    const after = standing[place];
    if (before !== undefined && before.end > candidate.start) continue;
    if (after !== undefined && after.start < candidate.end) continue;
    standing.splice(place, 0, candidate);
  }
  return standing;
}

/** How many of `standing` begin before it or with it. */
function placeOf({ start }: Span, standing: readonly Span[]): number {
  let low = 0;
  let high = standing.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((standing[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One match for all that overlap, over all of them, named as the best of them. Sorts the list it is given. */
export function merged(matches: SetMatch[]): readonly Match[] {
  const merged: Match[] = [];
  for (const cluster of clusters(matches)) {
    const [first] = cluster;
    if (first === undefined) continue;
    let best = first.match;
    let { end } = first;
    for (const { match } of cluster) {
      if (byRank(match, best) < 0) best = match;
      end = Math.max(end, match.end);
    }
    merged.push(matchOf(best, first.start, end, soughtIn(cluster)));
  }
  return merged;
}

function matchOf(
  { entity, label, score, word }: Candidate,
  start: number,
  end: number,
  sought: Match["sought"],
): Match {
  return { entity, label, start, end, score, ...(word === undefined ? {} : { word }), sought };
}

function soughtIn(cluster: readonly SetMatch[]): Match["sought"] {
  const sought = cluster.map(({ match, rules }) => ({ rules, entity: match.entity }));
  if (sought.length === 1) return sought;
  return sought
    .filter(
      ({ rules, entity }, index) =>
        sought.findIndex((other) => other.rules === rules && other.entity === entity) === index,
    )
    .sort((one, other) => one.rules - other.rules);
}

/** Lists of those that overlap, one with the next. Sorts the list it is given. */
function* clusters<Item extends Span>(items: Item[]): Generator<Item[]> {
  items.sort(byPosition);
  let cluster: Item[] = [];
  let end = 0;
  for (const item of items) {
    if (item.start >= end && cluster.length > 0) {
      yield cluster;
      cluster = [];
    }
    cluster.push(item);
    end = Math.max(end, item.end);
  }
  if (cluster.length > 0) yield cluster;
}

function byPosition(one: Span, other: Span): number {
  return one.start - other.start;
}

function byRank(one: Candidate, other: Candidate): number {
  return (
    other.score - one.score ||
    other.specificity - one.specificity ||
    other.end - other.start - (one.end - one.start)
  );
}
