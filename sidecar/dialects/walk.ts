/**
 * How a dialect says where the texts of a document stand. Deny by default: whatever a description does not name is a
 * text, so that a value in a new or rarely used parameter is seen like any other. Structure is what is named as such.
 */
import { AiosError, type ErrorKind } from "../core/errors.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../core/json.ts";
import type { RewriteText, RewriteTexts, TextOrigin } from "../core/payload.ts";
import { rewriteJsonSource } from "./json-source.ts";

/** Deeper documents would exhaust the stack, here or where they are written out. */
const MAX_DEPTH = 256;

export interface Visit {
  readonly rewrite: RewriteText;
  readonly origin: TextOrigin;
  readonly tooDeep: ErrorKind;
  depth: number;
}

/** Rewrites the texts of one value: the same value when none changed, else a copy that shares the rest. */
export type Walk = (value: Json, visit: Visit) => Json;

/** Makes a description a visitor of whole documents. `tooDeep` is thrown for nesting beyond 256 levels. */
export function textsOf(walk: Walk, origin: TextOrigin, tooDeep: ErrorKind): RewriteTexts {
  return (document, rewrite) => {
    const rewritten = walk(document, { rewrite, origin, tooDeep, depth: 0 });
    return isJsonObject(rewritten) ? rewritten : document;
  };
}

/** Every string in it is a text. */
export const texts: Walk = (value, visit) =>
  typeof value === "string" ? rewritten(value, visit) : descend(value, visit, texts);

/** Data of tools: every string is a text, and every number too; one that is changed becomes a string. */
export const leaves: Walk = (value, visit) => {
  if (typeof value === "string") return rewritten(value, visit);
  if (typeof value !== "number") return descend(value, visit, leaves);
  const text = String(value);
  const next = visit.rewrite(text, "text", visit.origin);
  return next === text ? value : next;
};

/** Structure: an identifier or a word of a fixed vocabulary, or a list of those. An object in its place is not. */
export const keep: Walk = (value, visit) =>
  isJsonArray(value) ? mapItems(value, visit, keep) : isJsonObject(value) ? texts(value, visit) : value;

/** Whatever stands here is no text: vectors, log probabilities. */
export const skip: Walk = (value) => value;

/** JSON source in a string; its strings and numbers are the texts. */
export const jsonSource: Walk = (value, visit) =>
  typeof value === "string"
    ? rewriteJsonSource(value, (text) => visit.rewrite(text, "text", visit.origin))
    : leaves(value, visit);

/** JSON source in a string, seen whole and as it is, as kind `json`. */
export const jsonText: Walk = (value, visit) =>
  typeof value === "string" && value !== ""
    ? visit.rewrite(value, "json", visit.origin)
    : leaves(value, visit);

/** A string here is structure; an object or a list is walked. */
export function unlessString(walk: Walk): Walk {
  return (value, visit) => (typeof value === "string" ? value : walk(value, visit));
}

/** A base64 `data:` URL is bytes; any other URL is a text. */
export const urlOrBytes: Walk = (value, visit) =>
  typeof value === "string" && /^data:[^,]{0,256};base64,/i.test(value) ? value : texts(value, visit);

/** An object, or a list of such objects. Members that are not named go to `others`. */
export function members(named: Readonly<Record<string, Walk>>, others: Walk = texts): Walk {
  const walks = new Map(Object.entries(named));
  const walk: Walk = (value, visit) => {
    if (isJsonArray(value)) return mapItems(value, visit, walk);
    if (isJsonObject(value)) return mapMembers(value, visit, (key) => walks.get(key) ?? others);
    return others(value, visit);
  };
  return walk;
}

/** An object of free keys, such as the properties of a JSON Schema. */
export function each(walk: Walk): Walk {
  return (value, visit) => (isJsonObject(value) ? mapMembers(value, visit, () => walk) : texts(value, visit));
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

function rewritten(text: string, visit: Visit): string {
  return text === "" ? text : visit.rewrite(text, "text", visit.origin);
}

function descend(value: Json, visit: Visit, walk: Walk): Json {
  if (isJsonArray(value)) return mapItems(value, visit, walk);
  return isJsonObject(value) ? mapMembers(value, visit, () => walk) : value;
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

function mapMembers(object: JsonObject, visit: Visit, walkFor: (key: string) => Walk): JsonObject {
  enter(visit);
  let copy: JsonObject | undefined;
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value === undefined) continue;
    const next = walkFor(key)(value, visit);
    if (next === value) continue;
    copy ??= { ...object };
    // Defined, not assigned: `__proto__` may be a key of a JSON document like any other.
    Object.defineProperty(copy, key, { value: next, enumerable: true, configurable: true, writable: true });
  }
  visit.depth--;
  return copy ?? object;
}

function enter(visit: Visit): void {
  visit.depth++;
  if (visit.depth > MAX_DEPTH) {
    throw new AiosError(visit.tooDeep, `The document is nested more than ${MAX_DEPTH} levels deep.`);
  }
}
