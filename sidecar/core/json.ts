/** Plain JSON, as parsed from or written to a wire. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject | RawNumber;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** A number that a double cannot hold, such as a 19-digit identifier: written out again just as it was read. */
export interface RawNumber {
  readonly rawJSON: string;
}

// The proposal "JSON.parse source text access" (ECMA-262), which Node has and TypeScript's library does not list yet.
declare global {
  interface JSON {
    rawJSON(text: string): RawNumber;
    isRawJSON(value: unknown): value is RawNumber;
  }
}

/** An object of the document; a RawNumber, which JavaScript keeps in an object, is none. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);
}

export function isJsonArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

export function isRawNumber(value: unknown): value is RawNumber {
  return JSON.isRawJSON(value);
}

/** A run of digits that may be more than a double holds; most documents have none, and are parsed at full speed. */
const MAYBE_TOO_LONG = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

/**
 * JSON.parse that loses nothing: numbers that would come out as others are kept as they stand.
 * @throws SyntaxError whose message quotes the text; it may hold personal data and must not be passed on.
 */
export function parseJson(text: string): Json {
  if (!MAYBE_TOO_LONG.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    const source = context?.source;
    if (typeof value !== "number" || source === undefined || sameNumber(value, source)) return value;
    return JSON.rawJSON(source);
  });
}

function sameNumber(value: number, source: string): boolean {
  if (Number.isSafeInteger(value)) return true;
  return String(value) === source;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/**
 * Whether some object in this JSON has a key twice: its text then has more members than the value that it was parsed to.
 * Parsers differ in which of the two they believe, so such a document means one thing to whoever checks it and another to
 * whoever gets it. Strings are skipped, not looked through: the cost is that of the document's tokens, not of its texts.
 * @param text valid JSON
 * @param value what `parseJson` made of it
 */
export function hasDuplicateKey(text: string, value: Json): boolean {
  return membersWritten(text) !== membersOf(value);
}

/** Outside of strings a colon stands in members alone. */
function membersWritten(text: string): number {
  let members = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) members++;
    else if (code === QUOTE) at = endOfString(text, at);
  }
  return members;
}

/** In all objects together. Without recursion: how deep a document is, its sender decides. */
function membersOf(value: Json): number {
  let members = 0;
  const left: (JsonObject | readonly Json[])[] = [];
  const look = (found: Json | undefined) => {
    if (isJsonObject(found) || isJsonArray(found)) left.push(found);
  };
  look(value);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (isJsonArray(next)) {
      for (const item of next) look(item);
      continue;
    }
    for (const key in next) {
      members++;
      look(next[key]);
    }
  }
  return members;
}

/** Where the string that begins at `start` has its closing quote. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
