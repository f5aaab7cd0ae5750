import type { Path, PointAt, TextRange } from "./faults.ts";
import { maskLine, stars } from "./secret-text.ts";
import type { Offsets, YamlDocument } from "./yaml.ts";

/** Where something stands: lines and columns from 1, columns in UTF-16 code units; the end is exclusive. */
export interface SourceRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One line of source, with asterisks over whatever may be a secret. */
export interface Excerpt {
  readonly text: string;
  /** Where in `text` the place begins, from 0, and how long it is, at least 1. */
  readonly start: number;
  readonly length: number;
}

const EXCERPT_LENGTH = 140;
const MASKED_AROUND = 2_000;

/** One file's text, and the way from offsets to lines. */
export class SourceFile {
  readonly path: string;
  readonly #text: string;
  /** Where each line begins; worked out when the first fault asks. The parser's own list misses lines after some faults. */
  #lineStarts: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.#text = text;
  }

  /** From 1. */
  lineOf(offset: number): number {
    this.#lineStarts ??= lineStartsOf(this.#text);
    const starts = this.#lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** A place that spans several lines is told by the first one. */
  range([from, end]: Offsets): SourceRange {
    const start = Math.min(Math.max(0, from), this.#text.length);
    const [lineStart, lineEnd] = this.#line(start);
    const line = this.lineOf(start);
    const column = start - lineStart + 1;
    const endColumn = column + Math.max(0, Math.min(end, lineEnd) - start);
    return { file: this.path, line, column, endLine: line, endColumn: Math.max(endColumn, column + 1) };
  }

  /**
   * Where a part of `value`, the text that is written at `offsets`, stands: however YAML writes it, plain, in quotes or as
   * a block, it differs in white space and escapes alone. All of it where it differs in more.
   */
  part([from, end]: Offsets, value: string, { start, end: last }: TextRange): Offsets {
    const places = placesOf(value, this.#text.slice(from, end));
    const first = places?.[start] ?? (start > 0 ? after(places?.[start - 1]) : undefined);
    if (first === undefined) return [from, end];
    return [from + first, from + (after(places?.[Math.max(start, last - 1)]) ?? first + 1)];
  }

  /** `secrets`: parts of the text that are not to be shown. */
  excerpt([start, end]: Offsets, secrets: readonly Offsets[]): Excerpt {
    const [lineStart, lineEnd] = this.#line(start);
    // A line may be a megabyte: only what is around the place is looked at.
    const from = Math.max(lineStart, start - MASKED_AROUND);
    const to = Math.min(lineEnd, start + MASKED_AROUND);
    let text = this.#text.slice(from, to);
    for (const [secretStart, secretEnd] of secrets) {
      const first = Math.max(secretStart, from) - from;
      const last = Math.min(secretEnd, to) - from;
      if (first < last) text = text.slice(0, first) + stars(text.slice(first, last)) + text.slice(last);
    }
    const column = start - from;
    const skipped =
      text.length <= EXCERPT_LENGTH ? 0 : Math.max(0, Math.min(column - 40, text.length - EXCERPT_LENGTH));
    const shown = maskLine(text)
      .slice(skipped, skipped + EXCERPT_LENGTH)
      .replace(/\p{Cc}/gu, " ");
    const room = shown.length - (column - skipped);
    return {
      text: shown,
      start: column - skipped,
      length: Math.max(1, Math.min(end - start, lineEnd - start, room)),
    };
  }

  #line(offset: number): Offsets {
    const start = offset === 0 ? 0 : this.#text.lastIndexOf("\n", offset - 1) + 1;
    const newline = this.#text.indexOf("\n", start);
    const end = newline === -1 ? this.#text.length : newline;
    return [start, end > start && this.#text[end - 1] === "\r" ? end - 1 : end];
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

const after = (place: number | undefined): number | undefined =>
  place === undefined ? undefined : place + 1;

/** Of each character of `value` the place in `written`; undefined where they do not match. */
function placesOf(value: string, written: string): readonly number[] | undefined {
  const places: number[] = [];
  const isBlock = /^[|>]/.test(written);
  const quote = /^["']/.exec(written)?.[0];
  let at = isBlock ? written.indexOf("\n") + 1 : quote === undefined ? 0 : 1;
  for (const character of value.split("")) {
    if (/\s/.test(character)) {
      places.push(at);
      continue;
    }
    while (/\s/.test(written.charAt(at))) at++;
    const isEscaped = quote !== undefined && written[at] === (quote === "'" ? "'" : "\\");
    if (isEscaped && written[at + 1] === character) at++;
    if (written[at] !== character) return undefined;
    places.push(at++);
  }
  return places;
}

export function offsetsAt(document: YamlDocument, path: Path, at: PointAt): Offsets {
  if (at === "value") return document.valueAt(path);
  return document.keyAt(at === "key" ? path : path.slice(0, -1));
}
