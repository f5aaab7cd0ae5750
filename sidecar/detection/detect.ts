import { ENTITIES } from "../../config/schema/entities.ts";
import { createContext } from "./context.ts";
import type { Recognizer, Span } from "./recognizer.ts";
import { RECOGNIZERS } from "./registry.ts";
import { Scan } from "./scan.ts";

/** Something found in a text; positions in UTF-16 code units, `end` exclusive. */
export interface Match extends Span {
  readonly entity: string;
  /** As placeholders name it. */
  readonly label: string;
  /** How sure that is, 0 to 1, what stands around it counted in. */
  readonly score: number;
}

export interface Detector {
  /**
   * What was found, by position, without overlaps. One shared empty list when there is nothing.
   * @param name of the place where the text stands, such as the key of a JSON member, which may say what it is
   */
  detect(text: string, name?: string): readonly Match[];
}

export interface DetectorOptions {
  readonly entities: readonly string[];
  /** Findings of a lower score are none. */
  readonly minimumScore?: number;
}

interface Candidate extends Match {
  readonly specificity: number;
}

const NOTHING: readonly Match[] = Object.freeze([]);
const MINIMUM_SCORE = 0.5;

/** Looks for these entities. Where findings overlap, the surer one stands, then the more specific, then the longer one. */
export function createDetector({ entities, minimumScore = MINIMUM_SCORE }: DetectorOptions): Detector {
  const searches = RECOGNIZERS.filter(({ entity }) => entities.includes(entity)).map((recognizer) => ({
    recognizer,
    context: createContext(recognizer.context),
  }));

  function find(text: string, name: string | undefined): Candidate[] {
    const scan = new Scan(text);
    const candidates: Candidate[] = [];
    for (const { recognizer, context } of searches) {
      if (!recognizer.mayOccur(scan.signs)) continue;
      for (const finding of recognizer.find(text, scan)) {
        let score = finding.score ?? recognizer.score;
        if (score < SURE && context.isNear(text, finding, name)) score = Math.min(1, score + CONTEXT_RAISES);
        if (score >= minimumScore) candidates.push(candidateOf(recognizer, finding, score));
      }
    }
    return candidates;
  }

  return {
    detect(text, name) {
      const candidates = find(text, name);
      return candidates.length === 0 ? NOTHING : withoutOverlaps(candidates);
    },
  };
}

/** What is as sure as that needs no word beside it. */
const SURE = 0.9;
/** By how much a context word raises a score. */
const CONTEXT_RAISES = 0.35;

function candidateOf(
  { entity, label, specificity }: Recognizer,
  { start, end }: Span,
  score: number,
): Candidate {
  return { entity, label, start, end, score, specificity };
}

/** The label of an entity of this product; undefined for one that a policy has named itself. */
export function labelOf(entity: string): string | undefined {
  const known: Readonly<Record<string, { readonly label: string } | undefined>> = ENTITIES;
  return Object.hasOwn(known, entity) ? known[entity]?.label : undefined;
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
      (one, other) =>
        other.score - one.score ||
        other.specificity - one.specificity ||
        other.end - other.start - (one.end - one.start),
    );
  }
  const standing: Match[] = [];
  for (const { entity, label, start, end, score } of cluster) {
    if (standing.every((match) => end <= match.start || start >= match.end))
      standing.push({ entity, label, start, end, score });
  }
  if (standing.length > 1) standing.sort((one, other) => one.start - other.start);
  for (const match of standing) matches.push(match);
}
