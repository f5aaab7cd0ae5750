import { perScan, type Scan } from "./scan.ts";
import { triggerWords } from "./trigger-words.ts";

/** Characters of a list of columns. */
const LONGEST_COLUMNS = 1_000;
/** Characters of a value: a quotation mark without another one would make the rest of a text one value. */
const LONGEST_CELL = 2_000;

/** Cells of the rows of all `INSERT INTO people (id, ssn) VALUES (1, '…'), (2, '…');` in a text. Parallel arrays. */
interface Cells {
  readonly starts: number[];
  /** What a cell's column is called; undefined from where a row ends. */
  readonly names: (string | undefined)[];
  readonly columns: string[];
}

const VALUES = /\)\s{0,8}values\s{0,8}(?=\()/gi;

const WORD = triggerWords(["values"]);

const cellsIn = perScan((text, { signs }): Cells | undefined => {
  if (!WORD.areIn(signs)) return undefined;
  if (!text.includes("VALUES") && !text.includes("values")) return undefined;
  const cells: Cells = { starts: [], names: [], columns: [] };
  let from = 0;
  for (const { 0: found, index } of text.matchAll(VALUES)) {
    const open = text.lastIndexOf("(", index);
    if (index < from || open < from || index - open > LONGEST_COLUMNS) continue;
    const columns = text
      .slice(open + 1, index)
      .split(",")
      .map(nameOf);
    cells.columns.push(...columns);
    from = readRows(text, index + found.length, columns, cells);
  }
  return cells;
});

function nameOf(column: string): string {
  return column.replaceAll(/[\s"'`[\]]+/g, " ").trim();
}

/** Where the rows end: at the statement's end, or where something else than rows and commas stands between. */
function readRows(text: string, start: number, columns: readonly string[], cells: Cells): number {
  let column = -1;
  let isQuoted = false;
  let at = start;
  let cellStart = start;
  for (; at < text.length && at - cellStart <= LONGEST_CELL; at++) {
    const character = text.charAt(at);
    if (!isQuoted && "(,)".includes(character)) cellStart = at;
    if (character === "'") isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (column === -1) {
      if (character === "(") addCell(cells, at + 1, columns[++column]);
      else if (character !== "," && character.trim() !== "") break;
    } else if (character === ",") addCell(cells, at + 1, columns[++column]);
    else if (character === ")") {
      addCell(cells, at, undefined);
      column = -1;
    }
  }
  addCell(cells, at, undefined);
  return at;
}

function addCell({ starts, names }: Cells, start: number, name: string | undefined): void {
  starts.push(start);
  names.push(name);
}

/** All columns of all statements. */
export function insertedColumns(scan: Scan): readonly string[] {
  return cellsIn(scan)?.columns ?? NONE;
}

const NONE: readonly string[] = [];

/** The column of an SQL statement that the value at `position` is for; undefined where there is none. */
export function insertedColumn(scan: Scan, position: number): string | undefined {
  const cells = cellsIn(scan);
  if (cells === undefined) return undefined;
  const { starts, names } = cells;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return names[low - 1];
}
