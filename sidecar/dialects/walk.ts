/**
 * How a dialect says where the texts of a document stand. Deny by default: whatever a description does not name is a
 * text, its key too, so that a value in a new or rarely used parameter is seen like any other. Structure is what is
 * named as such and looks like it.
 */
import { AiosError, type ErrorKind } from "../core/errors.ts";
import { isJsonArray, isJsonObject, isRawNumber, type Json, type JsonObject } from "../core/json.ts";
import type { RewriteText, RewriteTexts, TextOrigin } from "../core/payload.ts";
import { isBase64, isTextType } from "./base64.ts";
import { type EncodedUrl, encodedUrlIn, isEncoded, isMediaType, rewriteEncoded } from "./encoded-text.ts";
import { isJson, looksLikeJson, rewriteJsonSource } from "./json-source.ts";
import { KeyNames } from "./key-names.ts";

/** Deeper documents would exhaust the stack, here or where they are written out. */
const MAX_DEPTH = 256;

const TOO_DEEP: Record<Side, ErrorKind> = { request: "invalid-request", reply: "invalid-upstream-reply" };

/** JSON in a string of JSON in a string, and so on: how often it is opened. */
const MAX_ENCODINGS = 4;

/**
 * A text that is JSON source is opened in a request, since escapes may hide what it says. In a reply it is shown whole,
 * as kind `json`: who writes into it must know how.
 */
export type Side = "request" | "reply";

export interface Visit {
  readonly rewrite: RewriteText;
  readonly origin: TextOrigin;
  readonly side: Side;
  /** The key of the member that is being walked, where the document was free to choose it. */
  name?: string | undefined;
  depth: number;
}

/** Rewrites the texts of one value: the same value when none changed, else a copy that shares the rest. */
export type Walk = (value: Json, visit: Visit) => Json;

/**
 * Makes a description a visitor of whole documents, which throws `invalid-request` or `invalid-upstream-reply` for
 * nesting beyond 256 levels.
 */
export function textsOf(walk: Walk, origin: TextOrigin, side: Side): RewriteTexts {
  return (document, rewrite) => {
    const rewritten = walk(document, { rewrite, origin, side, depth: 0 });
    return isJsonObject(rewritten) ? rewritten : document;
  };
}

/** Every string in it is a text, every key, and every number too; a number that is changed becomes a string. */
export const texts: Walk = (value, visit) => {
  if (typeof value === "string") return rewriteText(value, visit);
  if (typeof value === "number") return rewriteNumber(value, String(value), visit);
  if (typeof value !== "object" || value === null) return value;
  if (isJsonArray(value)) return mapItems(value, visit, texts);
  return isRawNumber(value)
    ? rewriteNumber(value, value.rawJSON, visit)
    : mapMembers(value, visit, NONE, texts);
};

const NONE: ReadonlyMap<string, Walk> = new Map();

/** An identifier or a word of a fixed vocabulary. One without a letter could be a number of any sort, and is none. */
const WORD = /^[\d.:/+=-]*[A-Za-z_][\w.:/+=-]*$/;

export function isWord(text: string): boolean {
  return WORD.test(text);
}

/** Structure: a word, or a list of words. Whatever else is in its place is a text. */
export const keep: Walk = (value, visit) => {
  if (typeof value === "string" && isWord(value)) return value;
  return isJsonArray(value) ? mapItems(value, visit, keep) : texts(value, visit);
};

/** A number that says no more than how many or how much. */
export const number: Walk = (value, visit) => (typeof value === "number" ? value : texts(value, visit));

/** Whatever stands here is no text: vectors, log probabilities. */
export const skip: Walk = (value) => value;

/** JSON source in a string: what it says is the texts, and its source stays JSON. */
export const jsonSource: Walk = (value, visit) => {
  if (typeof value !== "string" || value === "") return texts(value, visit);
  return rewriteLeaves(value, visit, 0) ?? plain(value, visit);
};

/** JSON source in a string, seen whole and as it is, as kind `json`. */
export const jsonText: Walk = (value, visit) =>
  typeof value === "string" && value !== ""
    ? visit.rewrite(value, "json", visit.origin)
    : texts(value, visit);

/** A string here is a word; an object or a list is walked. */
export function unlessString(walk: Walk): Walk {
  return (value, visit) => (typeof value === "string" ? keep(value, visit) : walk(value, visit));
}

/** Base64. */
export const bytes: Walk = (value, visit) =>
  typeof value === "string" && isBase64(value) ? value : texts(value, visit);

/** Base64, which is looked into where it is that of a text. */
export const encodedText: Walk = (value, visit) => {
  if (typeof value !== "string" || !isEncoded(value)) return texts(value, visit);
  const rewritten = rewriteEncoded(value, 0, false, (text) => rewriteString(text, visit));
  // What is no text inside may still be one outside: words with blanks between them.
  return rewritten ?? (isBase64(value) ? value : texts(value, visit));
};

/** A base64 `data:` URL is bytes, which are looked into where they are text; any other URL is a text. */
export const urlOrBytes: Walk = (value, visit) => {
  const url = typeof value === "string" ? encodedUrlIn(value) : undefined;
  if (typeof value !== "string" || url === undefined) return texts(value, visit);
  return rewriteUrl(value, url, visit);
};

/** What is encoded, and the parameters before it: a file's name may stand there. */
function rewriteUrl(url: string, { mediaType, dataAt, isPlain }: EncodedUrl, visit: Visit): string {
  const header = url.slice(0, dataAt);
  const rewrite = (text: string): string => rewriteString(text, visit);
  const rewritten = isMediaType(mediaType)
    ? undefined
    : rewriteEncoded(url, dataAt, isTextType(mediaType), rewrite);
  return (isPlain ? header : plain(header, visit)) + (rewritten ?? url).slice(dataAt);
}

/** How a PDF begins, in base64. */
const PDF = "JVBERi";

/** A file: a `data:` URL, or base64 alone, whose type nobody tells. Then it is looked into, unless it is a PDF. */
export const fileData: Walk = (value, visit) => {
  if (typeof value !== "string" || encodedUrlIn(value) !== undefined) return urlOrBytes(value, visit);
  return value.startsWith(PDF) ? bytes(value, visit) : encodedText(value, visit);
};

/** An object, or a list of such objects. Members that are not named go to `others`, and their keys are texts. */
export function members(named: Readonly<Record<string, Walk>>, others: Walk = texts): Walk {
  const walks = new Map(Object.entries(named));
  const walk: Walk = (value, visit) => {
    if (isJsonArray(value)) return mapItems(value, visit, walk);
    return isJsonObject(value) ? mapMembers(value, visit, walks, others) : others(value, visit);
  };
  return walk;
}

/** An object of free keys, such as the properties of a JSON Schema. */
export function each(walk: Walk): Walk {
  return (value, visit) => (isJsonObject(value) ? mapMembers(value, visit, NONE, walk) : texts(value, visit));
}

/** Objects, or lists of them, whose description depends on what they say. */
export function choose(walkFor: (object: JsonObject) => Walk): Walk {
  const walk: Walk = (value, visit) => {
    if (isJsonArray(value)) return mapItems(value, visit, walk);
    return isJsonObject(value) ? walkFor(value)(value, visit) : texts(value, visit);
  };
  return walk;
}

/** The texts in it come from somebody else than those around it. */
export function from(origin: TextOrigin, walk: Walk): Walk {
  return (value, visit) => walk(value, { ...visit, origin });
}

function plain(text: string, visit: Visit): string {
  return visit.rewrite(text, "text", visit.origin, visit.name);
}

/** A file may stand where any text does; what is no text in it is looked through as it stands. */
function rewriteText(text: string, visit: Visit): string {
  const url = visit.side === "request" ? encodedUrlIn(text) : undefined;
  const isFile = url !== undefined && !isMediaType(url.mediaType);
  return isFile ? rewriteUrl(text, url, visit) : rewriteString(text, visit);
}

function rewriteString(text: string, visit: Visit, encodings = 0): string {
  if (text === "") return text;
  if (encodings >= MAX_ENCODINGS || !looksLikeJson(text)) return plain(text, visit);
  if (visit.side === "reply") return visit.rewrite(text, isJson(text) ? "json" : "text", visit.origin);
  // First what it says, which escapes may hide; then as the text that it is, since a value's name tells what it is.
  return plain(rewriteLeaves(text, visit, encodings) ?? text, visit);
}

/** Undefined for what is not JSON. */
function rewriteLeaves(source: string, visit: Visit, encodings: number): string | undefined {
  const outer = visit.name;
  const rewritten = rewriteJsonSource(source, (leaf, name) => {
    visit.name = name;
    return rewriteString(leaf, visit, encodings + 1);
  });
  visit.name = outer;
  return rewritten;
}

function rewriteNumber(value: Json, text: string, visit: Visit): Json {
  const next = plain(text, visit);
  return next === text ? value : next;
}

function mapItems(items: readonly Json[], visit: Visit, walk: Walk): readonly Json[] {
  enter(visit);
  let copy: Json[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item === undefined) continue;
    const next = walk(item, visit);
    if (next !== item) {
      copy ??= [...items];
      copy[index] = next;
    }
  }
  visit.depth--;
  return copy ?? items;
}

function mapMembers(
  object: JsonObject,
  visit: Visit,
  named: ReadonlyMap<string, Walk>,
  others: Walk,
): JsonObject {
  enter(visit);
  let copy: JsonObject | undefined;
  let renamed: Map<string, string> | undefined;
  const outer = visit.name;
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value === undefined) continue;
    const walk = named.get(key);
    if (walk === undefined && key !== "") {
      visit.name = undefined;
      const name = plain(key, visit);
      if (name !== key) renamed = (renamed ?? new Map<string, string>()).set(key, name);
    }
    visit.name = walk === undefined ? key : undefined;
    const next = (walk ?? others)(value, visit);
    if (next === value) continue;
    copy ??= { ...object };
    // Defined, not assigned: `__proto__` may be a key of a JSON document like any other.
    Object.defineProperty(copy, key, { value: next, enumerable: true, configurable: true, writable: true });
  }
  visit.depth--;
  visit.name = outer;
  const rewritten = copy ?? object;
  return renamed === undefined ? rewritten : withKeys(rewritten, renamed);
}

function withKeys(object: JsonObject, renamed: ReadonlyMap<string, string>): JsonObject {
  const names = new KeyNames(Object.keys(object).filter((key) => !renamed.has(key)));
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      const wanted = renamed.get(key);
      return [wanted === undefined ? key : names.give(wanted), value];
    }),
  );
}

function enter(visit: Visit): void {
  visit.depth++;
  if (visit.depth > MAX_DEPTH) {
    throw new AiosError(TOO_DEEP[visit.side], `The document is nested more than ${MAX_DEPTH} levels deep.`);
  }
}
