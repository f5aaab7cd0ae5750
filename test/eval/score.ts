import type { LabelledSpan, LabelledText } from "./corpus.ts";
import type { Detect } from "./detection.ts";

/** How often an entity was found where it stands, and where not. */
export interface Counts {
  found: number;
  missed: number;
  falseAlarms: number;
}

/** One that was missed, or found where it is not. */
export interface Failure {
  readonly kind: "missed" | "false alarm";
  readonly span: LabelledSpan;
  readonly labelled: LabelledText;
}

export interface Evaluation {
  readonly texts: number;
  readonly characters: number;
  readonly byEntity: ReadonlyMap<string, Readonly<Counts>>;
  readonly failures: readonly Failure[];
}

/**
 * By exact span: one that is found a character too long is missed, and a false alarm.
 * @param judged entities that count; findings of others say nothing
 */
export function evaluate(
  corpus: readonly LabelledText[],
  detect: Detect,
  judged: (entity: string) => boolean = () => true,
): Evaluation {
  const byEntity = new Map<string, Counts>();
  const failures: Failure[] = [];
  const countsOf = (entity: string): Counts => {
    const counts = byEntity.get(entity) ?? { found: 0, missed: 0, falseAlarms: 0 };
    byEntity.set(entity, counts);
    return counts;
  };
  let characters = 0;
  for (const labelled of corpus) {
    characters += labelled.text.length;
    const found = detect(labelled.text, labelled.key).filter(({ entity }) => judged(entity));
    const wanted = labelled.spans.filter(({ entity }) => judged(entity));
    for (const span of wanted) {
      if (found.some((other) => isSame(span, other))) countsOf(span.entity).found++;
      else {
        countsOf(span.entity).missed++;
        failures.push({ kind: "missed", span, labelled });
      }
    }
    for (const span of found) {
      if (wanted.some((other) => isSame(span, other))) continue;
      countsOf(span.entity).falseAlarms++;
      failures.push({ kind: "false alarm", span, labelled });
    }
  }
  return { texts: corpus.length, characters, byEntity, failures };
}

function isSame(one: LabelledSpan, other: LabelledSpan): boolean {
  return one.start === other.start && one.end === other.end && one.entity === other.entity;
}

export interface Scores {
  /** Labelled spans. */
  readonly support: number;
  /** 1 where nothing was found. */
  readonly precision: number;
  /** 1 where nothing was to be found. */
  readonly recall: number;
  /** Recall counts twice as much as precision: what is missed leaves the pod. */
  readonly f2: number;
}

export function scoresOf({ found, missed, falseAlarms }: Readonly<Counts>): Scores {
  const precision = found + falseAlarms === 0 ? 1 : found / (found + falseAlarms);
  const recall = found + missed === 0 ? 1 : found / (found + missed);
  const f2 = precision + recall === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall);
  return { support: found + missed, precision, recall, f2 };
}

export function totalOf(byEntity: ReadonlyMap<string, Readonly<Counts>>): Counts {
  const total: Counts = { found: 0, missed: 0, falseAlarms: 0 };
  for (const { found, missed, falseAlarms } of byEntity.values()) {
    total.found += found;
    total.missed += missed;
    total.falseAlarms += falseAlarms;
  }
  return total;
}

/** What the structured tier is held to, by entity. */
export const TARGET = { recall: 0.98, precision: 0.98 };

/** Entities that miss the target, in words. */
export function missedTargets(
  byEntity: ReadonlyMap<string, Readonly<Counts>>,
  target: Readonly<typeof TARGET> = TARGET,
): readonly string[] {
  return [...byEntity].flatMap(([entity, counts]) => {
    const { precision, recall } = scoresOf(counts);
    return [
      ...(recall < target.recall ? [`${entity}: recall ${recall.toFixed(3)} is below ${target.recall}`] : []),
      ...(precision < target.precision
        ? [`${entity}: precision ${precision.toFixed(3)} is below ${target.precision}`]
        : []),
    ];
  });
}
