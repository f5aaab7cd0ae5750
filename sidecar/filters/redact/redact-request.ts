import type { Payload } from "../../core/payload.ts";
import type { CompiledRedaction } from "./compile.ts";
import { redactInTurns } from "./redact-in-turns.ts";
import { type Replacement, replaceMatches } from "./replace.ts";
import { Vault } from "./vault.ts";

export interface RedactedRequest {
  readonly request: Payload;
  /** The values that may be put back into the reply. */
  readonly vault: Vault;
  /** Findings by entity. */
  readonly counts: Readonly<Record<string, number>>;
}

/** UTF-16 code units; to look through more takes so long that other calls have to have their turn. */
const REDACTED_AT_ONCE = 262_144;

/**
 * Replaces what the rules name. The same Payload comes back, and so the same bytes go out, when nothing was found. A
 * request of usual size is done with at once; a large one in turns.
 * @param numberedBehind see `numberBefore`
 * @throws the signal's reason as soon as it aborts
 */
export async function redactRequest(
  request: Payload,
  { detector, rules }: CompiledRedaction,
  signal: AbortSignal,
  numberedBehind = 0,
): Promise<RedactedRequest> {
  const vault = new Vault(numberedBehind);
  const hidden = new Vault(numberedBehind);
  const counts: Record<string, number> = {};

  // Numbers are given out only once it is known which ones the caller's own words take.
  let length = 0;
  request.rewriteTexts((text) => {
    length += text.length;
    if (text.includes("[")) {
      vault.reserve(text);
      hidden.reserve(text);
    }
    return text;
  });

  const replacement: Replacement = ({ entity, label }, value) => {
    counts[entity] = (counts[entity] ?? 0) + 1;
    const rule = rules.get(entity);
    if (rule === undefined || rule.action === "report") return value;
    if (rule.action === "remove") return `[${label}]`;
    return (rule.restore ? vault : hidden).placeholderFor(label, value);
  };
  const redact = (text: string, name?: string): string => {
    const matches = detector.detect(text, name);
    return matches.length === 0 ? text : replaceMatches(text, matches, replacement);
  };

  let redacted: Payload;
  if (length <= REDACTED_AT_ONCE) {
    redacted = request.rewriteTexts((text, _kind, _origin, name) => redact(text, name));
  } else {
    const texts = textsOf(request);
    const changed = await redactInTurns(texts, detector, replacement, signal);
    let next = 0;
    // The same walk meets the same texts in the same order; should it ever not, nothing slips through.
    redacted = request.rewriteTexts((text) =>
      text === texts[next] ? (changed.get(next++) ?? text) : redact(text),
    );
  }
  hidden.clear();
  return { request: redacted, vault, counts };
}

function textsOf(request: Payload): readonly string[] {
  const texts: string[] = [];
  request.rewriteTexts((text) => {
    texts.push(text);
    return text;
  });
  return texts;
}
