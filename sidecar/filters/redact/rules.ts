import type { RedactionAction } from "../../../config/schema/redaction.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { Detector, Match } from "../../detection/detect.ts";
import type { HashKey } from "./hash-key.ts";

/** What is done with a finding, and who says so. `allow` is looked for only where somebody asks what is left in clear. */
export interface EntityRule {
  readonly policy: string;
  /** What the policy that decides takes it for. */
  readonly entity: string;
  readonly action: RedactionAction;
  /** Whether a tokenized value is put back into the reply. */
  readonly restore: boolean;
  /** For `hash`. */
  readonly hashKey: HashKey;
}

/** What a set of policies looks for in one direction. */
export interface DirectionRules {
  readonly detector: Detector;
  /** The strictest of the rules that policies have for a finding. */
  ruleFor(match: Match): EntityRule;
  /** Entities that some policy looks for. */
  readonly entities: readonly string[];
  /** The longest term of the policies' own, in UTF-16 code units; 0 without any. */
  readonly longestTerm: number;
  /** Some policy has patterns of its own, of which nobody can say how long a finding gets. */
  readonly hasPatterns: boolean;
  /** Some policy asks what is left in clear. */
  readonly tellsLeftInClear: boolean;
  /** No finding changes anything: all are only counted. */
  readonly onlyReports: boolean;
  readonly hashKeys: readonly HashKey[];
}

/** What a set of policies looks for, and what it does with that; undefined in a direction where that is nothing. */
export interface CompiledRedaction {
  readonly request: DirectionRules | undefined;
  readonly reply: DirectionRules | undefined;
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

/** Of a rule that blocks. */
export function verdictOf({ policy, entity }: EntityRule): Verdict {
  return { policy, rule: entity, action: "deny" };
}

/** Of two rules for one thing; a value is put back only where both would. */
export function stricter(one: EntityRule, other: EntityRule): EntityRule {
  const difference = STRICTNESS[one.action] - STRICTNESS[other.action];
  if (difference !== 0) return difference > 0 ? one : other;
  if (one.restore !== other.restore) return one.restore ? other : one;
  // A hash that other processes give as well is worth more than one of this process alone.
  return other.hashKey.isConfigured && !one.hashKey.isConfigured ? other : one;
}
