import type { RewriteDelta } from "../core/dialect.ts";
import type { RewriteText } from "../core/payload.ts";

/** For texts that are complete in their event: each is on a channel of its own, which it ends. */
export function wholeTexts(name: string, rewrite: RewriteDelta): RewriteText {
  let count = 0;
  return (text, kind) => rewrite(`${name}/${count++}`, text, kind, true);
}
