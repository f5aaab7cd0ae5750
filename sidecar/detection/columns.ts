import { insertedColumn, insertedColumns } from "./insert-columns.ts";
import { perScan, type Scan } from "./scan.ts";

/** Longer lines are no rows of a table that somebody wrote: what is looked at for one value is bounded by it. */
const LONGEST_LINE = 2_000;
const DELIMITERS = ["|", "\t", ";", ","] as const;

interface Table {
  /** Where its second line begins, and where its last one ends. */
  readonly start: number;
  readonly end: number;
  readonly delimiter: string;
  readonly headers: readonly string[];
}

/** Blocks of lines whose first has several cells and no digit: CSV, TSV and Markdown tables with a header. */
const tablesOf = perScan((text): readonly Table[] => {
  const tables: Table[] = [];
  if (!text.includes("\n")) return tables;
  for (let start = 0; start < text.length; ) {
    const lineEnd = endOfLine(text, start);
    const delimiter = lineEnd - start <= LONGEST_LINE ? delimiterOf(text.slice(start, lineEnd)) : undefined;
    if (delimiter === undefined) {
      start = lineEnd + 1;
      continue;
    }
    let end = lineEnd;
    while (end < text.length) {
      const next = endOfLine(text, end + 1);
      const delimiterAt = text.indexOf(delimiter, end + 1);
      if (delimiterAt === -1 || delimiterAt >= next) break;
      end = next;
    }
    const headers = cellsOf(text.slice(start, lineEnd), delimiter).map((cell) => cell.trim());
    if (end > lineEnd && isTable(text, lineEnd + 1, headers.length, delimiter)) {
      tables.push({ start: lineEnd + 1, end, delimiter, headers });
    }
    start = end + 1;
  }
  return tables;
});

/** Rows have as many cells as the header has: what a sentence or code has on two lines differs mostly. */
function isTable(text: string, row: number, cells: number, delimiter: string): boolean {
  if (!isProsaic(delimiter)) return true;
  const line = text.slice(row, Math.min(endOfLine(text, row), row + LONGEST_LINE));
  return !CODE_ROW.test(line) && cellsOf(line, delimiter).length === cells;
}

const CODE_ROW = /^\s*[\w.]+\(|^[^("]*\)|\w \*\w+/;

/** All headers of all tables, and columns of SQL statements. */
export function headersIn(scan: Scan): readonly string[] {
  const tables = tablesOf(scan);
  const inserted = insertedColumns(scan);
  return tables.length === 0 ? inserted : [...tables.flatMap(({ headers }) => headers), ...inserted];
}

/** The header of the column where `position` stands, or its column in an SQL statement; undefined when it stands in no table. */
export function headerOf(scan: Scan, position: number): string | undefined {
  const inserted = insertedColumn(scan, position);
  if (inserted !== undefined) return inserted;
  const table = tableAt(tablesOf(scan), position);
  if (table === undefined) return undefined;
  const latest = latestRow(scan);
  if (latest.row === undefined || position < latest.row.start || position >= latest.row.end)
    latest.row = rowAt(scan.text, position, table.delimiter);
  const column = latest.row?.cellEnds.findIndex((end) => position <= end) ?? -1;
  return table.headers[column];
}

interface Row {
  readonly start: number;
  readonly end: number;
  readonly cellEnds: readonly number[];
}

/** Values are asked about in the order of a text, and by many recognizers. */
const latestRow = perScan((): { row: Row | undefined } => ({ row: undefined }));

/** The line around `position`, as far as that is in sight; undefined when its beginning is not. */
function rowAt(text: string, position: number, delimiter: string): Row | undefined {
  let start = position;
  while (start > 0 && text.charCodeAt(start - 1) !== LINE_END) {
    if (position - start === LONGEST_LINE) return undefined;
    start--;
  }
  const end = Math.min(endOfLine(text, position), start + LONGEST_LINE);
  const cellEnds: number[] = [];
  let at = start;
  for (const { length } of cellsOf(text.slice(start, end), delimiter)) {
    cellEnds.push(at + length);
    at += length + 1;
  }
  return { start, end: end + 1, cellEnds };
}

const LINE_END = 0x0a;

function tableAt(tables: readonly Table[], position: number): Table | undefined {
  let low = 0;
  let high = tables.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const table = tables[middle];
    if (table === undefined || position < table.start) high = middle - 1;
    else if (position >= table.end) low = middle + 1;
    else return table;
  }
  return undefined;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** What parts the cells of a line that may be a header: at least two short cells, no digits, no sentence, no code. */
function delimiterOf(line: string): string | undefined {
  if (/\d.*\d|[!?:{}]/.test(line) || CODE.test(line)) return undefined;
  const delimiter = DELIMITERS.find((delimiter) => line.includes(delimiter));
  // `T.C. kimlik no` is no sentence, at least between bars.
  if (delimiter === undefined || (isProsaic(delimiter) && /\p{L}\p{L}\.\s+\p{L}/u.test(line)))
    return undefined;
  const cells = cellsOf(line, delimiter).map((cell) => cell.trim());
  if (isProsaic(delimiter) && cells.filter((cell) => cell !== "").length < 2) return undefined;
  return cells.every((cell) => cell.length <= 40) ? delimiter : undefined;
}

/** An assignment, a call, a pointer, brackets without their other half, a statement. */
const CODE =
  /=|\w\(|\w \*\w|->|^[^(]*\)|\([^)]*$|^\s*(?:import|from|const|let|var|return|def|class|export|function|assert|if|for|raise|print|use|public|private|static|void|int|unsigned|char|struct|insert|select|values|update|delete|where|set|INSERT|SELECT|VALUES|UPDATE|DELETE|WHERE|SET) \W?\w/;

/** Sentences and code have these, too. */
function isProsaic(delimiter: string): boolean {
  return delimiter === "," || delimiter === ";";
}

/** A delimiter between quotes is none. */
function cellsOf(line: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let quoted = false;
  let start = 0;
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      cells.push(line.slice(start, at));
      start = at + 1;
    }
  }
  cells.push(line.slice(start));
  return cells;
}
