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
  // Without pairs and without a filter pass: a cached call spends most of its time here.
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** Lower-case hex. */
export function sha256(data: string | Uint8Array): string {
  return hash("sha256", data);
}
