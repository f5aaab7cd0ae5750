import type { PolicySpec } from "../../../config/schema/policy.ts";
import { expandEntities, type RedactionAction, type RedactSpec } from "../../../config/schema/redaction.ts";
import { byPolicies } from "../../core/by-policies.ts";
import { createDetector, type Detector } from "../../detection/detect.ts";

export interface EntityRule {
  readonly action: RedactionAction;
  readonly restore: boolean;
}

/** What to look for and what to do with it, for one set of policies. */
export interface CompiledRedaction {
  readonly detector: Detector;
  readonly rules: ReadonlyMap<string, EntityRule>;
}

/** The stricter of two rules wins where policies disagree: what one of them removes, the other cannot bring back. */
const STRICTNESS = {
  allow: 0,
  report: 1,
  tokenize: 2,
  mask: 3,
  hash: 4,
  remove: 5,
  block: 6,
} as const satisfies Record<RedactionAction, number>;

/**
 * Compiles each set of policies once. The returned function gives undefined when none of the named policies redacts.
 */
export function compileRedactions(
  policies: ReadonlyMap<string, PolicySpec>,
): (names: readonly string[]) => CompiledRedaction | undefined {
  return byPolicies((names) => compile(names.flatMap((name) => policies.get(name)?.redact ?? [])));
}

function compile(specs: readonly RedactSpec[]): CompiledRedaction | undefined {
  const rules = new Map<string, EntityRule>();
  for (const spec of specs) {
    for (const entity of expandEntities(spec.entities)) {
      const known = rules.get(entity);
      if (known === undefined || STRICTNESS[spec.action] > STRICTNESS[known.action]) {
        rules.set(entity, { action: spec.action, restore: spec.restore && spec.action === "tokenize" });
      } else if (known.action === spec.action && known.restore && !spec.restore) {
        rules.set(entity, { ...known, restore: false });
      }
    }
  }
  if (rules.size === 0) return undefined;
  return { detector: createDetector({ entities: [...rules.keys()] }), rules };
}
