export interface Table {
  readonly head: readonly string[];
  /** Undefined separates groups of rows; a row of one cell is a heading, which may reach over all columns. */
  readonly rows: readonly (readonly string[] | undefined)[];
}

/** Columns of the terminals and the pages that output is pasted into. */
export const TERMINAL_WIDTH = 110;
const GAP = "  ";

/**
 * For a terminal: aligned columns, the first one to the left and all others to the right. Columns that do not fit the width
 * stand in a table of their own below, beside the first column again; a cell is never cut.
 */
export function renderPlain(table: Table, width: number = TERMINAL_WIDTH): string {
  const widths = columnWidths(table);
  return columnsThatFit(widths, width)
    .map((columns) => renderColumns(table, columns, widths))
    .join("\n");
}

function columnWidths({ head, rows }: Table): readonly number[] {
  const lines = [head, ...rows.filter((row) => row !== undefined && row.length > 1)];
  return head.map((_, column) => Math.max(...lines.map((line) => (line?.[column] ?? "").length)));
}

/** Each with the first column, and with at least one besides, however wide that is. */
function columnsThatFit([first = 0, ...others]: readonly number[], width: number): readonly number[][] {
  const tables: number[][] = [[0]];
  let left = width - first;
  for (const [index, needed] of others.entries()) {
    const current = tables.at(-1);
    left -= GAP.length + needed;
    if (current === undefined || (left < 0 && current.length > 1)) {
      tables.push([0, index + 1]);
      left = width - first - GAP.length - needed;
    } else current.push(index + 1);
  }
  return tables;
}

function renderColumns({ head, rows }: Table, columns: readonly number[], widths: readonly number[]): string {
  const render = (line: readonly string[]): string =>
    columns
      .map((column) => {
        const cell = line[column] ?? "";
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join(GAP)
      .trimEnd();
  // Where columns stand in a table of their own, some rows have nothing in it.
  const kept = rows.filter(
    (row) => row === undefined || columns.some((column) => (row[column] ?? "") !== ""),
  );
  const total = columns.reduce((sum, column) => sum + (widths[column] ?? 0) + GAP.length, -GAP.length);
  const rule = "─".repeat(total);
  return `${[render(head), rule, ...kept.map((row) => (row === undefined ? rule : render(row)))].join("\n")}\n`;
}

/** For a README. Groups are not separated there. */
export function renderMarkdown({ head, rows }: Table): string {
  const render = (line: readonly string[]): string =>
    `| ${head.map((_, column) => (line[column] ?? "").replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = `| ${head.map((_, column) => (column === 0 ? "---" : "--:")).join(" | ")} |`;
  return `${[render(head), rule, ...rows.filter((row) => row !== undefined).map(render)].join("\n")}\n`;
}
