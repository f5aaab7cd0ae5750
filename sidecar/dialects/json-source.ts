import { KeyNames } from "./key-names.ts";

/**
 * Rewrites a piece of JSON source: every string, keys among them, and every number as its text (a number that is
 * changed becomes a string). All else stays as it was written, to the byte: spacing, the order of keys, numbers of more
 * digits than a double holds. Undefined for what is not valid JSON.
 * @param rewriteLeaf is told the key that stands last before a value, which is mostly the value's own
 */
export function rewriteJsonSource(
  source: string,
  rewriteLeaf: (text: string, name?: string) => string,
): string | undefined {
  if (!isJson(source)) return undefined;
  const changes: Change[] = [];
  let someKey = false;
  let name: string | undefined;
  eachLeaf(source, (start, end, role, object) => {
    const text = leafText(source, start, end, role);
    const next = text === "" ? text : rewriteLeaf(text, role === "key" ? undefined : name);
    if (role === "key") name = text;
    if (next === text) return;
    changes.push({ start, end, next, key: role === "key" ? { text, object } : undefined });
    someKey ||= role === "key";
  });
  if (changes.length === 0) return source;
  const nameOf = someKey ? keyNames(source, changes) : undefined;
  let rewritten = "";
  let copied = 0;
  for (const { start, end, next, key } of changes) {
    const name = key === undefined ? undefined : nameOf?.(key);
    rewritten += source.slice(copied, start) + JSON.stringify(name ?? next);
    copied = end;
  }
  return rewritten + source.slice(copied);
}

/** Whether a text looks like JSON from its ends, where one may be hidden behind escapes: an object, a list, a string. */
export function looksLikeJson(text: string): boolean {
  const last = closing(text.charCodeAt(skipSpace(text, 0)));
  if (last === undefined) return false;
  let end = text.length - 1;
  while (isSpace(text.charCodeAt(end))) end--;
  return text.charCodeAt(end) === last && (last !== QUOTE || text.includes("\\"));
}

type Role = "key" | "string" | "number";

interface Key {
  readonly text: string;
  /** Which object of the source has it, counted from 1 by their opening braces. */
  readonly object: number;
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly next: string;
  readonly key: Key | undefined;
}

/** Keys that came out the same in one object are told apart; one that stood there twice is renamed twice alike. */
function keyNames(source: string, changes: readonly Change[]): (key: Key) => string | undefined {
  const renamed = new Map<number, Map<string, string>>();
  for (const { key, next } of changes) {
    if (key === undefined) continue;
    const inObject = renamed.get(key.object) ?? new Map<string, string>();
    renamed.set(key.object, inObject.set(key.text, next));
  }
  const kept = new Map<number, string[]>();
  eachLeaf(source, (start, end, role, object) => {
    const inObject = role === "key" ? renamed.get(object) : undefined;
    if (inObject === undefined) return;
    const text = leafText(source, start, end, role);
    if (inObject.has(text)) return;
    const others = kept.get(object);
    if (others === undefined) kept.set(object, [text]);
    else others.push(text);
  });
  for (const [object, inObject] of renamed) {
    const names = new KeyNames(kept.get(object) ?? []);
    for (const [text, wanted] of inObject) inObject.set(text, names.give(wanted));
  }
  return ({ text, object }) => renamed.get(object)?.get(text);
}

/** Visits the strings and numbers of valid JSON, in order. */
function eachLeaf(
  source: string,
  visit: (start: number, end: number, role: Role, object: number) => void,
): void {
  const open: number[] = [];
  let objects = 0;
  let at = 0;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === QUOTE) {
      const end = stringEnd(source, at);
      const isKey = source.charCodeAt(skipSpace(source, end)) === COLON;
      visit(at, end, isKey ? "key" : "string", open.at(-1) ?? 0);
      at = end;
    } else if (code === MINUS || isDigit(code)) {
      const end = numberEnd(source, at);
      visit(at, end, "number", 0);
      at = end;
    } else {
      if (code === OPENING_BRACE) open.push(++objects);
      else if (code === CLOSING_BRACE) open.pop();
      at++;
    }
  }
}

function leafText(source: string, start: number, end: number, role: Role): string {
  if (role === "number") return source.slice(start, end);
  const inner = source.slice(start + 1, end - 1);
  return inner.includes("\\") ? String(JSON.parse(source.slice(start, end))) : inner;
}

export function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const CAPITAL_E = 0x45;
const SMALL_E = 0x65;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

function closing(opening: number): number | undefined {
  if (opening === OPENING_BRACE) return CLOSING_BRACE;
  if (opening === OPENING_BRACKET) return CLOSING_BRACKET;
  return opening === QUOTE ? QUOTE : undefined;
}

function stringEnd(source: string, start: number): number {
  let at = start + 1;
  for (let code = source.charCodeAt(at); code !== QUOTE; code = source.charCodeAt(at)) {
    at += code === BACKSLASH ? 2 : 1;
  }
  return at + 1;
}

function numberEnd(source: string, start: number): number {
  let at = start + 1;
  while (isInNumber(source.charCodeAt(at))) at++;
  return at;
}

function isInNumber(code: number): boolean {
  if (isDigit(code)) return true;
  return code === DOT || code === MINUS || code === PLUS || code === SMALL_E || code === CAPITAL_E;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** White space of JSON. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
