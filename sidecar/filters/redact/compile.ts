import type { PolicySpec } from "../../../config/schema/policy.ts";
import { expandEntities, type RedactionAction, type RedactSpec } from "../../../config/schema/redaction.ts";
import { byPolicies } from "../../core/by-policies.ts";
import { createDetector, type DetectionRules, type Match } from "../../detection/detect.ts";
import type { HashKey, HashKeys } from "./hash-key.ts";
import { type CompiledRedaction, type DirectionRules, type EntityRule, stricter } from "./rules.ts";

export type { CompiledRedaction } from "./rules.ts";

type Direction = "request" | "reply";

/** What one policy looks for in one direction: how, and what it does with each entity. */
interface PolicyRules {
  readonly detection: DetectionRules;
  readonly ruleOf: ReadonlyMap<string, EntityRule>;
}

/**
 * Compiles each set of policies once. The returned function gives undefined when none of the named policies redacts.
 */
export function compileRedactions(
  policies: ReadonlyMap<string, PolicySpec>,
  hashKeys: HashKeys,
): (names: readonly string[]) => CompiledRedaction | undefined {
  const keys = new Map<string, HashKey>();
  for (const [name, { redact }] of policies) keys.set(name, hashKeys(name, redact?.hashKey));
  return byPolicies((names) => {
    const specs = names.flatMap((name) => {
      const redact = policies.get(name)?.redact;
      const hashKey = keys.get(name);
      return redact === undefined || hashKey === undefined ? [] : [{ name, redact, hashKey }];
    });
    const asksWhatIsLeft = names.some((name) => policies.get(name)?.residency?.unredacted === "forbid");
    const [request, reply] = (["request", "reply"] as const).map((direction) => {
      const tellsLeftInClear = asksWhatIsLeft && direction === "request";
      return merge(
        specs.flatMap((spec) => policyRules(spec, direction, tellsLeftInClear)),
        tellsLeftInClear,
      );
    });
    return request === undefined && reply === undefined ? undefined : { request, reply };
  });
}

function merge(sets: readonly PolicyRules[], tellsLeftInClear: boolean): DirectionRules | undefined {
  if (sets.length === 0) return undefined;
  const all = sets.flatMap(({ ruleOf }) => [...ruleOf.values()]);
  const terms = sets.flatMap(({ detection }) => detection.terms ?? []);
  return {
    detector: createDetector(sets.map(({ detection }) => detection)),
    ruleFor: (match) => strictest(match, sets),
    entities: [...new Set(all.map(({ entity }) => entity))],
    longestTerm: Math.max(0, ...terms.flatMap(({ values }) => values.map(({ length }) => length))),
    hasPatterns: sets.some(({ detection }) => (detection.patterns ?? []).length > 0),
    tellsLeftInClear,
    onlyReports: all.every(({ action }) => action === "report"),
    hashKeys: [...new Set(all.filter(({ action }) => action === "hash").map(({ hashKey }) => hashKey))],
  };
}

function strictest({ sought }: Match, sets: readonly PolicyRules[]): EntityRule {
  let rule: EntityRule | undefined;
  for (const { rules, entity } of sought) {
    const own = sets[rules]?.ruleOf.get(entity);
    if (own !== undefined) rule = rule === undefined ? own : stricter(rule, own);
  }
  if (rule === undefined) throw new Error("Something was found that no policy looks for.");
  return rule;
}

interface NamedSpec {
  readonly name: string;
  readonly redact: RedactSpec;
  readonly hashKey: HashKey;
}

/**
 * None when the policy looks for nothing in this direction. What it allows is a set of its own, so that it stands in
 * nobody's way.
 */
function policyRules(
  { name: policy, redact, hashKey }: NamedSpec,
  direction: Direction,
  tellsLeftInClear: boolean,
): readonly PolicyRules[] {
  const actions = new Map<string, { readonly action: RedactionAction; readonly restore: boolean }>();
  const isHere = (said: RedactSpec["direction"] | undefined): boolean => {
    const where = said ?? redact.direction;
    return where === "both" || where === direction;
  };
  const { action, restore, minimumScore, except } = redact;
  if (isHere(redact.direction))
    for (const entity of expandEntities(redact.entities)) actions.set(entity, { action, restore });
  for (const override of redact.overrides) {
    if (!isHere(override.direction)) continue;
    for (const entity of expandEntities(override.entities))
      actions.set(entity, { action: override.action ?? action, restore: override.restore ?? restore });
  }
  const entities = [...actions.keys()];
  const terms = redact.terms.filter((own) => isHere(own.direction));
  const patterns = redact.patterns.filter((own) => isHere(own.direction));
  for (const own of [...terms, ...patterns]) actions.set(own.name, { action: own.action ?? action, restore });

  const rulesOf = (isWanted: (action: RedactionAction) => boolean): readonly PolicyRules[] => {
    const wanted = [...actions].filter(([, done]) => isWanted(done.action));
    if (wanted.length === 0) return [];
    const ruleOf = new Map(
      wanted.map(([entity, done]): [string, EntityRule] => [
        entity,
        {
          policy,
          entity,
          action: done.action,
          restore: done.restore && done.action === "tokenize",
          hashKey,
        },
      ]),
    );
    const detection: DetectionRules = {
      entities: entities.filter((entity) => ruleOf.has(entity)),
      minimumScore,
      terms: terms.filter(({ name }) => ruleOf.has(name)),
      patterns: patterns.filter(({ name }) => ruleOf.has(name)),
      except,
    };
    return [{ detection, ruleOf }];
  };
  return [
    ...rulesOf((done) => done !== "allow"),
    ...(tellsLeftInClear ? rulesOf((done) => done === "allow") : []),
  ];
}
