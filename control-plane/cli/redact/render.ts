import type { Json } from "../../../sidecar/core/json.ts";
import type { FoundIn, RedactedText } from "./search.ts";

/** How much is told. */
export interface Shown {
  /** What was found itself, and not just where. */
  readonly values: boolean;
}

/** One JSON document: the redacted text, how often each entity was found, and each finding. */
export function asJson(text: string, { text: redacted, findings }: RedactedText, shown: Shown): string {
  const counts: Record<string, number> = {};
  for (const { entity } of findings) counts[entity] = (counts[entity] ?? 0) + 1;
  const told = findings.map((found) => ({
    ...spanOf(found),
    ...detailsOf(found),
    ...shownValue(text, found, shown),
  }));
  return `${JSON.stringify({ text: redacted, counts, findings: told }, undefined, 2)}\n`;
}

/** One line of JSON. The input's other members are left out: they may hold what was taken out of its text. */
export function asJsonLine(
  { line, id }: { readonly line: number; readonly id: Json | undefined },
  text: string,
  { text: redacted, findings }: RedactedText,
  shown: Shown,
): string {
  const spans = findings.map((found) => ({ ...spanOf(found), ...shownValue(text, found, shown) }));
  return `${JSON.stringify({ line, ...(id === undefined ? {} : { id }), text: redacted, spans })}\n`;
}

function spanOf({ entity, start, end, score }: FoundIn) {
  return { entity, start, end, score: Math.round(score * 1_000) / 1_000 };
}

function detailsOf({ action, policy, because }: FoundIn) {
  return { action, policy, because };
}

function shownValue(text: string, { start, end }: FoundIn, { values }: Shown) {
  return values ? { value: text.slice(start, end) } : {};
}
