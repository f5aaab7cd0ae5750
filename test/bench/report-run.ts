/** What one run is told as: the tables and notes of everything that was measured in it. */

import { isThere } from "./artifacts.ts";
import type { Machine } from "./machine.ts";
import { notes } from "./notes.ts";
import type { Plan } from "./options.ts";
import type { PipelineResult } from "./pipeline.ts";
import { pipelineFigures, pipelineTable } from "./pipeline-table.ts";
import { failureLines, type Labels, type Memory, memoryTable, shapesTable, summaryTable } from "./report.ts";
import { type Figures, figuresOf } from "./report-figures.ts";
import type { ShapeResult } from "./rounds.ts";
import type { Start } from "./start.ts";
import { startNotes, startTable } from "./start-table.ts";
import { renderMarkdown, renderPlain, type Table } from "./table.ts";
import { targetsTable, verdicts } from "./targets.ts";

export interface Run {
  readonly machine: Machine;
  readonly plan: Plan;
  /** The first of them is also the name of the sidecar's process. */
  readonly labels: Labels;
  /** Whether the floor was measured beside itself: there are no targets for it. */
  readonly selfCheck: boolean;
  readonly shapes: readonly ShapeResult[];
  readonly memory: readonly Memory[];
  readonly starts: readonly Start[];
  readonly pipelines: readonly PipelineResult[];
  /** Names of what this run did not measure, to be quick. */
  readonly leftOut: readonly string[];
}

export const figuresOfRun = ({ shapes, labels, pipelines }: Run): readonly Figures[] => [
  ...shapes.map((result) => figuresOf(result, labels)),
  ...pipelines.map(pipelineFigures),
];

/** For a terminal. */
export function plainReport(run: Run): string {
  const shapes = run.shapes.length === 0 ? [] : [shapesTable(run.shapes, run.labels)];
  return report(run, shapes, renderPlain, "");
}

/** For documents. */
export function markdownReport(run: Run): string {
  return report(run, summary(run), renderMarkdown, "- ");
}

function report(
  run: Run,
  shapes: readonly Table[],
  render: (table: Table) => string,
  bullet: string,
): string {
  const tables = [...shapes, ...otherTables(run)].map((table) => render(table));
  const lines = notesOf(run).map((note) => `${bullet}${note}`);
  const failures = failureLines(run.shapes, run.labels);
  return [...tables, ...[lines, failures].filter(({ length }) => length > 0).map(paragraph)].join("\n");
}

const paragraph = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

/** What stands in the README: the summary, the targets and what one has to know to read them. */
export function measuredParts(run: Run): {
  readonly tables: readonly string[];
  readonly notes: readonly string[];
} {
  return {
    tables: [...summary(run), ...otherTables(run)].map(renderMarkdown),
    notes: notesOf(run),
  };
}

const summary = ({ shapes, labels }: Run): readonly Table[] =>
  shapes.length === 0 ? [] : [summaryTable(shapes, labels)];

function otherTables(run: Run): readonly Table[] {
  const { memory, starts, labels, selfCheck } = run;
  const sidecar = memory.find(({ name }) => name === labels[0]);
  const results = selfCheck ? [] : verdicts({ figures: figuresOfRun(run), memory: sidecar, starts });
  return [
    ...(memory.length === 0 ? [] : [memoryTable(memory)]),
    ...(run.pipelines.length === 0 ? [] : [pipelineTable(run.pipelines)]),
    ...(starts.length === 0 ? [] : [startTable(starts)]),
    ...(results.length === 0 ? [] : [targetsTable(results)]),
  ];
}

const notesOf = ({ plan, machine, shapes, starts, leftOut }: Run): readonly string[] => [
  ...notes(plan, machine, shapes),
  ...(leftOut.length === 0 ? [] : [`Left out, to be quick: ${leftOut.join(", ")}.`]),
  ...startNotes(starts, isThere),
];
