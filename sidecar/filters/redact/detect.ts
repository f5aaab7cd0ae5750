import type { RedactionEntity } from "../../../config/schema/policy.ts";
import type { Recognizer, Span } from "./recognizers/recognizer.ts";
import { RECOGNIZERS } from "./recognizers/registry.ts";
import { readSigns } from "./recognizers/signs.ts";

/** Something found in a text; positions in UTF-16 code units, `end` exclusive. */
export interface Match extends Span {
  readonly entity: RedactionEntity;
}

export interface Detector {
  /** What was found, by position, without overlaps. One shared empty list when there is nothing. */
  detect(text: string): readonly Match[];
}

interface Candidate extends Match {
  readonly specificity: number;
}

const NOTHING: readonly Match[] = Object.freeze([]);

/** Looks for these entities. Where findings overlap, the more specific one stands, then the longer one. */
export function createDetector(entities: readonly RedactionEntity[]): Detector {
  const recognizers = RECOGNIZERS.filter(({ entity }) => entities.includes(entity));
  return {
    detect(text) {
      const candidates = find(text, recognizers);
      return candidates.length === 0 ? NOTHING : withoutOverlaps(candidates);
    },
  };
}

function find(text: string, recognizers: readonly Recognizer[]): Candidate[] {
  const signs = readSigns(text);
  const candidates: Candidate[] = [];
  for (const { entity, specificity, mayOccur, find } of recognizers) {
    if (!mayOccur(signs)) continue;
    for (const { start, end } of find(text)) candidates.push({ entity, start, end, specificity });
  }
  return candidates;
}

function withoutOverlaps(candidates: Candidate[]): readonly Match[] {
  candidates.sort((one, other) => one.start - other.start);
  const matches: Match[] = [];
  let cluster: Candidate[] = [];
  let clusterEnd = 0;
  for (const candidate of candidates) {
    if (candidate.start >= clusterEnd) {
      settle(cluster, matches);
      cluster = [];
    }
    cluster.push(candidate);
    clusterEnd = Math.max(clusterEnd, candidate.end);
  }
  settle(cluster, matches);
  return matches;
}

/** Out of candidates that hang together: the best, then the best of those that do not touch it, and so on. */
function settle(cluster: Candidate[], matches: Match[]): void {
  if (cluster.length > 1) {
    cluster.sort(
      (one, other) => other.specificity - one.specificity || other.end - other.start - (one.end - one.start),
    );
  }
  const standing: Match[] = [];
  for (const { entity, start, end } of cluster) {
    if (standing.every((match) => end <= match.start || start >= match.end))
      standing.push({ entity, start, end });
  }
  if (standing.length > 1) standing.sort((one, other) => one.start - other.start);
  for (const match of standing) matches.push(match);
}
