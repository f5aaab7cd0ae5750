import type { CallSignal } from "../../core/call-signal.ts";
import type { Payload } from "../../core/payload.ts";
import type { NameDetector } from "../../detection/names/name-detector.ts";
import { redactTexts } from "./redact-texts.ts";
import { createReplacement } from "./replacement.ts";
import type { DirectionRules, EntityRule } from "./rules.ts";
import type { Vault } from "./vault.ts";

export interface RedactedRequest {
  readonly request: Payload;
  /** Findings by entity. */
  readonly counts: Readonly<Record<string, number>>;
  /** Those of them, and of what is allowed, that stay as they are; undefined where nobody asks for it. */
  readonly leftInClear: Readonly<Record<string, number>> | undefined;
}

export interface RedactRequestOptions {
  readonly rules: DirectionRules;
  /** Takes the values that come back in the reply. */
  readonly vault: Vault;
  readonly names: NameDetector;
  readonly signal: CallSignal;
  /** Told by which rule the request is refused, before it is. */
  readonly onBlocked: (rule: EntityRule) => void;
}

/**
 * Replaces what the rules name. The same Payload comes back, and so the same bytes go out, when nothing was found.
 * @throws AiosError `policy-denied` for what may not be said at all; the signal's reason as soon as it aborts
 */
export async function redactRequest(
  request: Payload,
  { rules, vault, names, signal, onBlocked }: RedactRequestOptions,
): Promise<RedactedRequest> {
  const length = reserveIn(request, vault);
  let counts: Record<string, number> = {};
  let leftInClear: Record<string, number> = {};
  const redacted = await redactTexts(
    (rewrite) => request.rewriteTexts((text, _kind, _origin, name) => rewrite(text, name)),
    length,
    {
      detector: rules.detector,
      names,
      createReplacement: () => {
        const counted: Record<string, number> = {};
        const left: Record<string, number> = {};
        counts = counted;
        leftInClear = left;
        const count = (entity: string, _value: string, rule: EntityRule): void => {
          const { action } = rule;
          if (action === "block") onBlocked(rule);
          if (action !== "allow") counted[entity] = (counted[entity] ?? 0) + 1;
          if (action === "allow" || action === "report") left[entity] = (left[entity] ?? 0) + 1;
        };
        return createReplacement({ rules, vault, count, direction: "request" });
      },
      signal,
    },
  );
  return { request: redacted, counts, leftInClear: rules.tellsLeftInClear ? leftInClear : undefined };
}

/**
 * Numbers are given out only once it is known which ones the caller's own words take.
 * @returns the length of all texts, in UTF-16 code units
 */
export function reserveIn(request: Payload, vault: Vault): number {
  let length = 0;
  request.rewriteTexts((text) => {
    length += text.length;
    vault.reserve(text);
    return text;
  });
  return length;
}
