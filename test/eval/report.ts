import type { Table } from "../bench/table.ts";
import { isName } from "./detection.ts";
import {
  type Counts,
  type Evaluation,
  type Failure,
  type Scores,
  scoresOf,
  TARGET,
  totalOf,
} from "./score.ts";

/** A row an entity, and one for all of them. */
export function scoresTable({ byEntity }: Evaluation): Table {
  const rows = [...byEntity]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([entity, counts]) => row(entity, counts));
  return {
    head: ["entity", "precision", "recall", "F2", "support", "false alarms", ""],
    rows: [...rows, undefined, [...row("all", totalOf(byEntity)).slice(0, -1), ""]],
  };
}

function row(name: string, counts: Readonly<Counts>): readonly string[] {
  const { precision, recall, f2, support } = scoresOf(counts);
  const isMissed = !isName(name) && (recall < TARGET.recall || precision < TARGET.precision);
  return [
    name,
    precision.toFixed(3),
    recall.toFixed(3),
    f2.toFixed(3),
    String(support),
    String(counts.falseAlarms),
    isMissed ? "missed" : "",
  ];
}

/** Characters shown around what was missed. */
const AROUND = 40;

/** At most so many of each entity, with what stands around them. */
export function failureLines(failures: readonly Failure[], perEntity: number): readonly string[] {
  const shown = new Map<string, number>();
  return failures.flatMap(({ kind, span: { start, end, entity }, labelled: { text, template, key } }) => {
    const count = (shown.get(`${kind} ${entity}`) ?? 0) + 1;
    shown.set(`${kind} ${entity}`, count);
    if (count > perEntity) return [];
    const before = text.slice(Math.max(0, start - AROUND), start);
    const after = text.slice(end, end + AROUND);
    const place = key === undefined ? template : `${template} ${key}`;
    return [
      `${kind} ${entity} (${place}): ${JSON.stringify(`${before}«${text.slice(start, end)}»${after}`)}`,
    ];
  });
}

export interface ScoresRecord extends Scores {
  readonly falseAlarms: number;
}

/** For programs. */
export function scoresRecord({ byEntity, texts, characters }: Evaluation): {
  readonly texts: number;
  readonly characters: number;
  readonly total: ScoresRecord;
  readonly entities: Readonly<Record<string, ScoresRecord>>;
} {
  const record = (counts: Readonly<Counts>): ScoresRecord => ({
    ...scoresOf(counts),
    falseAlarms: counts.falseAlarms,
  });
  return {
    texts,
    characters,
    total: record(totalOf(byEntity)),
    entities: Object.fromEntries([...byEntity].map(([entity, counts]) => [entity, record(counts)])),
  };
}
