import { hash } from "node:crypto";

/**
 * JSON with object keys in the order of their UTF-16 code units and no white space (RFC 8785; numbers and strings are
 * as ECMAScript writes them, which is what the RFC asks for). Equal values give equal text, whatever order they came in.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
  // A number beyond a double, kept as it was written (core/json.ts): two of them must not become one.
  if (JSON.isRawJSON(value)) return JSON.stringify(value);
  return canonicalObject(value as Readonly<Record<string, unknown>>);
}

/**
 * The same of an object, some of its members left out.
 * @param without their names
 */
export function canonicalObject(
  value: Readonly<Record<string, unknown>>,
  without: readonly string[] = NOTHING,
): string {
  // Without pairs and without a filter pass: a cached call spends most of its time here.
  let text = "";
  for (const key of sorted(Object.keys(value))) {
    const member = value[key];
    if (member === undefined || without.includes(key)) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

const NOTHING: readonly string[] = [];

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
