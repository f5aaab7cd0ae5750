import { looksLikeJson, rewriteJsonSource } from "../../dialects/json-source.ts";

/** JSON in a string of JSON in a string, and so on: how often it is opened. */
const MAX_ENCODINGS = 4;

/**
 * Rewrites what JSON source says, and the JSON that its strings say in turn: so no escape hides anything, and all stays
 * valid. Undefined for what is not JSON.
 */
export function rewriteLeaves(
  source: string,
  rewrite: (leaf: string, name?: string) => string,
  encodings = 1,
): string | undefined {
  return rewriteJsonSource(source, (leaf, name) => {
    const opened =
      encodings < MAX_ENCODINGS && looksLikeJson(leaf)
        ? rewriteLeaves(leaf, rewrite, encodings + 1)
        : undefined;
    return opened ?? rewrite(leaf, name);
  });
}
