import type { Payload } from "../../core/payload.ts";
import { createVerbatimIndex, evenText } from "../../detection/prohibited/verbatim.ts";
import { checkOf, type ReplyCheck } from "./check.ts";
import type { LeakRule } from "./compile.ts";

/** A system prompt as short as that says nothing that is anybody's own. */
const SHORTEST_PROMPT = 16;
/** Short pieces of system prompts that are each looked for as a whole. */
const MOST_SHORT = 16;
/** UTF-16 code units of system prompts that are read. */
const LONGEST_READ = 65_536;

/** What looks for the system prompt of this request in its reply; nothing when it has none. */
export function leakChecks(request: Payload, leaks: readonly LeakRule[]): readonly ReplyCheck[] {
  if (leaks.length === 0) return [];
  const prompts = systemTexts(request);
  return leaks.flatMap(({ rule, length }) => {
    const even = prompts.map((text) => ({ text, read: evenText(text).length }));
    const long = even.flatMap(({ text, read }) => (read >= length ? [text] : []));
    const short = even.filter(({ read }) => read < length && read >= SHORTEST_PROMPT).slice(0, MOST_SHORT);
    const indices = [
      ...(long.length === 0 ? [] : [createVerbatimIndex(long, length)]),
      ...short.map(({ text, read }) => createVerbatimIndex([text], read)),
    ];
    return indices.map((index) => checkOf(rule, index.reach, ({ text }) => index.isRepeatedIn(text)));
  });
}

function systemTexts(request: Payload): readonly string[] {
  const texts = new Set<string>();
  let left = LONGEST_READ;
  request.rewriteTexts((text, _kind, origin) => {
    if (origin === "system" && left > 0 && !texts.has(text)) {
      texts.add(text.slice(0, left));
      left -= text.length;
    }
    return text;
  });
  return [...texts];
}
