export interface Table {
  readonly head: readonly string[];
  /** Undefined separates groups of rows. */
  readonly rows: readonly (readonly string[] | undefined)[];
}

/** For a terminal: aligned columns, the first one to the left and all others to the right. */
export function renderPlain({ head, rows }: Table): string {
  const lines = [head, ...rows.filter((row) => row !== undefined)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const render = (line: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = line[column] ?? "";
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  const rule = "─".repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return `${[render(head), rule, ...rows.map((row) => (row === undefined ? rule : render(row)))].join("\n")}\n`;
}

/** For a README. Groups are not separated there. */
export function renderMarkdown({ head, rows }: Table): string {
  const render = (line: readonly string[]): string =>
    `| ${head.map((_, column) => (line[column] ?? "").replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = `| ${head.map((_, column) => (column === 0 ? "---" : "--:")).join(" | ")} |`;
  return `${[render(head), rule, ...rows.filter((row) => row !== undefined).map(render)].join("\n")}\n`;
}
