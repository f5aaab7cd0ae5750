import type { RedactionAction } from "../../../config/schema/redaction.ts";
import type { Payload } from "../../core/payload.ts";
import type { Detector, Match } from "../../detection/detect.ts";

/** What a set of policies looks for in requests, and what it does with that. */
export interface SearchRules {
  readonly detector: Detector;
  ruleFor(match: Match): { readonly action: RedactionAction };
}

/** What was found in the texts of a request. */
export interface SearchResult {
  /** By entity. */
  readonly redactions: Readonly<Record<string, number>>;
  readonly leftInClear: Readonly<Record<string, number>>;
  readonly isBlocked: boolean;
}

export interface NamedText {
  readonly text: string;
  readonly name: string | undefined;
}

/** Why there are no texts to be looked through: there are too many, or nobody can look into the body. */
export type NoTexts = "too-much" | "unreadable";

const NOTHING: SearchResult = { redactions: {}, leftInClear: {}, isBlocked: false };
const REFUSED: SearchResult = { ...NOTHING, isBlocked: true };
/** UTF-16 code units looked through between two turns of the event loop. */
const SLICE = 8_192;

/**
 * Every text of a request, long ones cut: what stands across a cut may be missed, but by all who look alike. At most
 * `most` UTF-16 code units.
 */
export function textsOf(request: Payload, most: number): readonly NamedText[] | NoTexts {
  const texts: NamedText[] = [];
  let length = 0;
  try {
    request.rewriteTexts((text, _kind, _origin, name) => {
      length += text.length;
      if (length <= most)
        for (let from = 0; from < text.length; from += SLICE)
          texts.push({ text: text.slice(from, from + SLICE), name });
      return text;
    });
  } catch {
    return "unreadable";
  }
  return length > most ? "too-much" : texts;
}

/** Looks for what the rules name, and lets the event loop turn in between. What they cannot look into is refused. */
export async function search(
  texts: readonly NamedText[] | "unreadable",
  rules: SearchRules | undefined,
): Promise<SearchResult> {
  if (rules === undefined) return NOTHING;
  if (texts === "unreadable") return REFUSED;
  const redactions: Record<string, number> = {};
  const leftInClear: Record<string, number> = {};
  let isBlocked = false;
  let sinceTurn = SLICE;
  for (const { text, name } of texts) {
    if (sinceTurn + text.length > SLICE) {
      await new Promise((resolve) => setImmediate(resolve));
      sinceTurn = 0;
    }
    sinceTurn += text.length;
    for (const match of rules.detector.detect(text, name)) {
      const { action } = rules.ruleFor(match);
      if (action === "block") isBlocked = true;
      if (action === "allow" || action === "report") add(leftInClear, match.entity);
      if (action !== "allow") add(redactions, match.entity);
    }
  }
  return { redactions, leftInClear, isBlocked };
}

function add(counts: Record<string, number>, entity: string): void {
  counts[entity] = (counts[entity] ?? 0) + 1;
}
