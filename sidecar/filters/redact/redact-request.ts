import type { RedactionEntity } from "../../../config/schema/policy.ts";
import type { Payload } from "../../core/payload.ts";
import type { CompiledRedaction } from "./compile.ts";
import { Vault } from "./vault.ts";

export interface RedactedRequest {
  readonly request: Payload;
  /** The values that may be put back into the reply. */
  readonly vault: Vault;
  /** Findings by entity. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Replaces what the rules name. The same Payload comes back, and so the same bytes go out, when nothing was found. */
export function redactRequest(request: Payload, { detector, rules }: CompiledRedaction): RedactedRequest {
  const vault = new Vault();
  const hidden = new Vault();
  const counts: Partial<Record<RedactionEntity, number>> = {};

  // Two walks: numbers are given out only once it is known which ones the caller's own words take.
  request.rewriteTexts((text) => {
    if (text.includes("[")) {
      vault.reserve(text);
      hidden.reserve(text);
    }
    return text;
  });

  const replacement = (entity: RedactionEntity, value: string): string => {
    counts[entity] = (counts[entity] ?? 0) + 1;
    const rule = rules.get(entity);
    if (rule === undefined || rule.action === "report") return value;
    if (rule.action === "remove") return `[${entity.toUpperCase()}]`;
    return (rule.restore ? vault : hidden).placeholderFor(entity, value);
  };

  const redacted = request.rewriteTexts((text) => {
    const matches = detector.detect(text);
    if (matches.length === 0) return text;
    let result = "";
    let from = 0;
    for (const { entity, start, end } of matches) {
      result += text.slice(from, start) + replacement(entity, text.slice(start, end));
      from = end;
    }
    return result + text.slice(from);
  });
  hidden.clear();
  return { request: redacted, vault, counts };
}
