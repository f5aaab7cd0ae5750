import type { TextKind } from "../../core/payload.ts";
import { looksLikeJson, rewriteJsonSource } from "../../dialects/json-source.ts";
import type { Vault } from "./vault.ts";

/** JSON in a string of JSON in a string, and so on: how often it is opened. */
const MAX_ENCODINGS = 4;

/** What a placeholder may look like in JSON source, however often it was encoded: `[` may be written `\u005b`. */
const SOME_PLACEHOLDER = /(?:\[|u005b)\\*[a-z]{2,16}(?:\\*_|\\+u005f)[1-9]/i;

/**
 * The values of a complete text put back. JSON source is opened, so that each value is spelled as its place demands and
 * no escape hides a placeholder; what claims to be JSON and is not, gets its values spelled as in JSON all the same.
 */
export function restoreText(text: string, kind: TextKind, vault: Vault): string {
  if (kind === "text") return vault.restore(text, "text");
  if (!SOME_PLACEHOLDER.test(text)) return text;
  return restoreLeaves(text, vault, 1) ?? vault.restore(text, "json");
}

function restoreLeaves(source: string, vault: Vault, encodings: number): string | undefined {
  return rewriteJsonSource(source, (leaf) => {
    const opened =
      encodings < MAX_ENCODINGS && looksLikeJson(leaf)
        ? restoreLeaves(leaf, vault, encodings + 1)
        : undefined;
    return opened ?? vault.restore(leaf, "text");
  });
}
