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

const BACKSLASH = 0x5c;

/**
 * Whether some object in this valid JSON has a key twice. Parsers differ in which of the two they believe, so such a
 * document means one thing to whoever checks it and another to whoever gets it. Strings are skipped, not looked
 * through: the cost is that of the document's tokens, not of its texts.
 */
export function hasDuplicateKey(text: string): boolean {
  // For each container that is open: the keys of an object so far, or undefined for an array.
  const open: (Set<string> | undefined)[] = [];
  let keys: Set<string> | undefined;
  let keyIsNext = false;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case "{":
        keys = new Set();
        open.push(keys);
        keyIsNext = true;
        break;
      case "[":
        keys = undefined;
        open.push(undefined);
        keyIsNext = false;
        break;
      case "}":
      case "]":
        open.pop();
        keys = open.at(-1);
        break;
      case ",":
        keyIsNext = keys !== undefined;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (keyIsNext && keys !== undefined) {
          const source = text.slice(at, end + 1);
          // `"a"` and `"\u0061"` are one key.
          const key: string = source.includes("\\") ? JSON.parse(source) : source.slice(1, -1);
          if (keys.has(key)) return true;
          keys.add(key);
          keyIsNext = false;
        }
        at = end;
        break;
      }
    }
  }
  return false;
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
