import { hash } from "node:crypto";

/**
 * JSON with object keys in the order of their UTF-16 code units and no white space (RFC 8785; numbers and strings are
 * as ECMAScript writes them, which is what the RFC asks for). Equal values give equal text, whatever order they came in.
 */
export function canonicalJson(value: unknown): string {
  // V8 writes it in one go: to join texts of its parts takes two and a half times the memory, and a cached call does little else.
  const ordered = inOrder(value);
  return ordered === undefined ? written(value) : JSON.stringify(ordered);
}

/** A copy whose members come in canonical order; undefined where no object could have them so. */
function inOrder(value: unknown): unknown {
  if (value === undefined) return null;
  if (!isContainer(value)) return value;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const ordered = inOrder(item);
      if (ordered === undefined) return undefined;
      items.push(ordered);
    }
    return items;
  }
  const members: Record<string, unknown> = {};
  for (const key of sorted(Object.keys(value))) {
    if (value[key] === undefined) continue;
    const ordered = hasPlaceOfItsOwn(key) ? undefined : inOrder(value[key]);
    if (ordered === undefined) return undefined;
    members[key] = ordered;
  }
  return members;
}

/** Whole numbers come first in any object, and `__proto__` is assigned as something else than a member. */
function hasPlaceOfItsOwn(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= DIGIT_0 && first <= DIGIT_9) || key === "__proto__";
}

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/** The same, piece by piece. */
function written(value: unknown): string {
  if (!isContainer(value)) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  const members = sorted(Object.keys(value)).filter((key) => value[key] !== undefined);
  return `{${members.map((key) => `${JSON.stringify(key)}:${written(value[key])}`).join(",")}}`;
}

/** A number beyond a double, kept as it was written (core/json.ts), is none: two of them must not become one. */
function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !JSON.isRawJSON(value);
}

/** In place. Most objects have a few members, for which the general sort takes longer than writing them. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > 16) return keys.sort();
  for (let at = 1; at < keys.length; at++) {
    const key = keys[at] ?? "";
    let to = at;
    for (let before = keys[to - 1]; to > 0 && before !== undefined && before > key; before = keys[to - 1]) {
      keys[to] = before;
      to--;
    }
    keys[to] = key;
  }
  return keys;
}

/** Lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return hash("sha256", data);
}
