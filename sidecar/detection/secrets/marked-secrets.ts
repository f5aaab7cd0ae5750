import { headerOf, headersIn } from "../columns.ts";
import type { Finding } from "../recognizer.ts";
import type { Scan } from "../scan.ts";
import { triggerWords } from "../trigger-words.ts";
import { kindOfName } from "./secret-names.ts";
import { scoreOf } from "./secret-values.ts";

/** `<password>…</password>`, without elements inside. */
const ELEMENT = /<([A-Za-z][\w:.-]{1,47})(?: [^<>]{0,64})?>([^<>]{4,512})<\//dg;

/** A name and its value as two members: `{"name": "DB_PASSWORD", "value": "…"}`, `key="…" value="…"`. */
const PAIR =
  /(?<![\w-])(?:name|key)\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?([\w.-]{2,64})\\?["']?[,;]?\s{1,32}(?:-\s)?\\?["']?value\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?([^\s"',}<>\\]{4,512})/dgi;

/** The same in JSON without spaces. */
const DENSE_PAIR = /\\?"(?:name|key)\\?":\\?"([\w.-]{2,64})\\?",\\?"value\\?":\\?"([^"\\\n]{4,512})/dgi;

const VALUE = triggerWords(["value"]);

/** Secrets that markup, lists of settings or the heading of a column name. */
export function markedSecrets(text: string, scan: Scan): Iterable<Finding> {
  const hasValues = VALUE.areIn(scan.signs) && text.includes("alue");
  return scan.signs.angle || hasValues || hasSecretColumns(scan) ? marked(text, scan, hasValues) : NONE;
}

const NONE: readonly Finding[] = [];

function* marked(text: string, scan: Scan, hasValues: boolean): Generator<Finding> {
  if (scan.signs.angle) yield* named(text, ELEMENT);
  if (hasValues) {
    yield* named(text, PAIR);
    yield* named(text, DENSE_PAIR);
  }
  if (hasSecretColumns(scan)) yield* cells(text, scan);
}

function* named(text: string, pattern: RegExp): Generator<Finding> {
  for (const { 1: name = "", 2: value = "", indices } of text.matchAll(pattern)) {
    const kind = kindOfName(name);
    const start = indices?.[2]?.[0];
    if (kind === undefined || start === undefined) continue;
    const score = scoreOf(kind, { value, isQuoted: true, isLiteral: true, after: "" });
    if (score > 0) yield { start, end: start + value.length, score };
  }
}

const CELL = /[^\s|,;"']{4,128}/g;

function hasSecretColumns(scan: Scan): boolean {
  return headersIn(scan).some((header) => kindOfName(header) !== undefined);
}

function* cells(text: string, scan: Scan): Generator<Finding> {
  for (const { 0: value, index: start } of text.matchAll(CELL)) {
    const header = headerOf(scan, start);
    const kind = header === undefined ? undefined : kindOfName(header);
    if (kind === undefined) continue;
    // All of a cell, not one of its words.
    const after = text.charAt(start + value.length);
    if (/[^\s|,;"']/.test(after) || !isCellStart(text, start)) continue;
    const score = scoreOf(kind, { value, isQuoted: false, isLiteral: true, after });
    if (score > 0) yield { start, end: start + value.length, score };
  }
}

function isCellStart(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at <= 32 && " \"'".includes(text.charAt(at))) at--;
  return at < 0 || "|,;\t\n(".includes(text.charAt(at));
}
