import assert from "node:assert/strict";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../sidecar/core/json.ts";
import type { RewriteTexts, TextKind, TextOrigin } from "../../sidecar/core/payload.ts";

export interface Seen {
  readonly text: string;
  readonly kind: TextKind;
  readonly origin: TextOrigin;
}

/** What a visitor is shown, in order; the document comes back unchanged, as the same object. */
export function seenBy(rewriteTexts: RewriteTexts, document: JsonObject): readonly Seen[] {
  const seen: Seen[] = [];
  const same = rewriteTexts(document, (text, kind, origin) => {
    seen.push({ text, kind, origin });
    return text;
  });
  assert.equal(same, document, "an unchanged document is the same object");
  return seen;
}

/**
 * In the document, strings that hold a `T-` are meant to be texts and all others structure: checks that every canary is
 * seen and replaced, and that nothing else is, not even looked at. Keys may be looked at, and where they
 * are named: words that are keys elsewhere in the document, and JSON pointers.
 */
export function assertCoverage(rewriteTexts: RewriteTexts, document: JsonObject): void {
  const before = JSON.stringify(document);
  const keys = new Set(keysOf(document));
  const rewritten = rewriteTexts(document, (text) => {
    if (keys.has(text) || text.startsWith("#/")) return text.replaceAll("T-", "R-");
    assert.match(text, /T-/, "a structural value was shown as a text");
    return text.replaceAll("T-", "R-");
  });
  assert.deepEqual(rewritten, replaced(document));
  assert.equal(JSON.stringify(document), before, "the document itself was changed");
}

function replaced(value: Json | undefined): Json {
  if (typeof value === "string") return value.replaceAll("T-", "R-");
  if (isJsonArray(value)) return value.map(replaced);
  if (!isJsonObject(value)) return value ?? null;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.replaceAll("T-", "R-"), replaced(member)]),
  );
}

function keysOf(value: Json | undefined): readonly string[] {
  // Tool-call arguments have keys, too.
  if (typeof value === "string" && value.startsWith('{"') && value.endsWith("}"))
    return keysOf(JSON.parse(value));
  if (isJsonArray(value)) return value.flatMap(keysOf);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...keysOf(member)]);
}
