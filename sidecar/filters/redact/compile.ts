import type { PolicySpec, RedactionEntity, RedactSpec } from "../../../config/schema/policy.ts";
import { createDetector, type Detector } from "./detect.ts";

export interface EntityRule {
  readonly action: RedactSpec["action"];
  readonly restore: boolean;
}

/** What to look for and what to do with it, for one set of policies. */
export interface CompiledRedaction {
  readonly detector: Detector;
  readonly rules: ReadonlyMap<RedactionEntity, EntityRule>;
}

/** The stricter of two rules wins where policies disagree: what one of them removes, the other cannot bring back. */
const STRICTNESS = { report: 0, tokenize: 1, remove: 2 } as const satisfies Record<
  RedactSpec["action"],
  number
>;

/** Sets of policies that are kept compiled; callers may combine them freely by header, so there has to be a bound. */
const KEPT_COMBINATIONS = 64;

/**
 * Compiles each set of policies once. The returned function gives undefined when none of the named policies redacts.
 */
export function compileRedactions(
  policies: ReadonlyMap<string, PolicySpec>,
): (names: readonly string[]) => CompiledRedaction | undefined {
  const compiled = new Map<string, CompiledRedaction | undefined>();
  return (names) => {
    if (names.length === 0) return undefined;
    const key = names.join(",");
    if (compiled.has(key)) return compiled.get(key);
    const redaction = compile(names.flatMap((name) => policies.get(name)?.redact ?? []));
    if (compiled.size >= KEPT_COMBINATIONS) compiled.delete(compiled.keys().next().value ?? "");
    compiled.set(key, redaction);
    return redaction;
  };
}

function compile(specs: readonly RedactSpec[]): CompiledRedaction | undefined {
  const rules = new Map<RedactionEntity, EntityRule>();
  for (const spec of specs) {
    for (const entity of spec.entities) {
      const known = rules.get(entity);
      if (known === undefined || STRICTNESS[spec.action] > STRICTNESS[known.action]) {
        rules.set(entity, { action: spec.action, restore: spec.restore && spec.action === "tokenize" });
      } else if (known.action === spec.action && known.restore && !spec.restore) {
        rules.set(entity, { ...known, restore: false });
      }
    }
  }
  if (rules.size === 0) return undefined;
  return { detector: createDetector([...rules.keys()]), rules };
}
