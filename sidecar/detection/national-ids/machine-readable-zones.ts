import type { Span } from "../recognizer.ts";
import { icaoCheckDigit } from "./checksums.ts";

/** What stands between two lines of a zone, also where JSON is quoted. */
const BETWEEN_LINES = /^(?:\r?\n[ \t]{0,8}| {1,2}|\\r\\n|\\n)$/;

/**
 * Zones of ICAO Doc 9303: two lines of 44 or 36 characters, or three of 30. The line with the check digits is enough, and so
 * is the first line of a passport, which has the name.
 */
export function* machineReadableZones(text: string): Generator<Span> {
  const lines = linesIn(text);
  for (let index = 0; index < lines.length; index++) {
    const count = zoneLines(text, lines, index);
    const [first, last] = [lines[index], lines[index + count - 1]];
    if (count === 0 || first === undefined || last === undefined) continue;
    yield { start: first.start, end: last.end };
    index += count - 1;
  }
}

/** No other length is one. */
const LENGTHS: ReadonlySet<number> = new Set([30, 36, 44]);

/** Characters, a tag's bracket that is none of them not counted. */
const SHORTEST = 30;

/** A capital, a digit or the sign that fills fields up. */
function isZoneCharacter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === FILLER;
}

const FILLER = 0x3c;

/** Every line of a zone is filled up somewhere. */
function linesIn(text: string): readonly Span[] {
  const lines: Span[] = [];
  for (let sign = text.indexOf("<"), end = 0; sign !== -1; sign = text.indexOf("<", end)) {
    let start = sign;
    while (start > end && isZoneCharacter(text.charCodeAt(start - 1))) start--;
    end = sign + 1;
    while (isZoneCharacter(text.charCodeAt(end))) end++;
    if (end - start < SHORTEST) continue;
    const line = text.slice(start, end);
    // `\n` right before a line is no `N` of it: it is a small letter.
    // The bracket of a tag right behind it is none of it, either: `…06</td>`, `…06<br>`.
    const isTagged =
      !LENGTHS.has(line.length) && line.endsWith("<") && /^[a-z/]/.test(text.charAt(start + line.length));
    const length = isTagged ? line.length - 1 : line.length;
    if (LENGTHS.has(length)) lines.push({ start, end: start + length });
  }
  return lines;
}

/** How many lines from this one on are a zone, or the part of one that tells a person. */
function zoneLines(text: string, lines: readonly Span[], index: number): number {
  const line = textOf(text, lines[index]);
  const second = follows(text, lines, index) ? textOf(text, lines[index + 1]) : "";
  const third = second !== "" && follows(text, lines, index + 1) ? textOf(text, lines[index + 2]) : "";
  if (line.length === 30) {
    if (!hasDetails(second, DETAILS_OF_CARDS) || !checks(line, 5, 9)) return 0;
    return /^[A-Z]+</.test(third) ? 3 : 2;
  }
  if (isNameLine(line)) return hasDetails(second, DETAILS) ? 2 : line.length === 44 ? 1 : 0;
  return hasDetails(line, DETAILS) ? 1 : 0;
}

function textOf(text: string, line: Span | undefined): string {
  return line === undefined ? "" : text.slice(line.start, line.end);
}

/** The next line stands right below, and is as long. */
function follows(text: string, lines: readonly Span[], index: number): boolean {
  const [one, next] = [lines[index], lines[index + 1]];
  if (one === undefined || next === undefined || next.end - next.start !== one.end - one.start) return false;
  return next.start - one.end <= 12 && BETWEEN_LINES.test(text.slice(one.end, next.start));
}

/** Document, country and name: `P<UTOERIKSSON<<ANNA<MARIA<<<`. */
function isNameLine(line: string): boolean {
  return /^[PVIAC][A-Z<][A-Z]{1,3}<{0,2}[A-Z]+(?:<[A-Z]+)*(?:<<[A-Z]+(?:<[A-Z]+)*)?<+$/.test(line);
}

/** Where fields begin and how long they are; each has its check digit right behind it. */
type Details = readonly (readonly [start: number, length: number])[];

/** Number, birth, expiry. */
const DETAILS: Details = [
  [0, 9],
  [13, 6],
  [21, 6],
];
/** Birth, expiry. */
const DETAILS_OF_CARDS: Details = [
  [0, 6],
  [8, 6],
];

function hasDetails(line: string, details: Details): boolean {
  return line !== "" && details.every(([start, length]) => checks(line, start, length));
}

function checks(line: string, start: number, length: number): boolean {
  return String(icaoCheckDigit(line.slice(start, start + length))) === line.charAt(start + length);
}
