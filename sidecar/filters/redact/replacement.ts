import { denial } from "../../core/verdict.ts";
import type { Match } from "../../detection/detect.ts";
import { mask } from "./mask.ts";
import type { Replacement } from "./replace.ts";
import type { DirectionRules, EntityRule } from "./rules.ts";
import type { Vault } from "./vault.ts";

export interface ReplacementParts {
  readonly rules: DirectionRules;
  readonly vault: Vault;
  readonly count: (entity: string, value: string, rule: EntityRule) => void;
  /** In a reply nothing is put back any more: placeholders there are the caller's to keep. */
  readonly direction: "request" | "reply";
}

/**
 * What stands in the place of a finding, which is counted whatever is done with it.
 * @returns a function that throws AiosError `policy-denied` for a finding that blocks
 */
export function createReplacement({ rules, vault, count, direction }: ReplacementParts): Replacement {
  return (match, value) => {
    const rule = rules.ruleFor(match);
    count(match.entity, value, rule);
    switch (rule.action) {
      case "allow":
      case "report":
        return value;
      case "tokenize":
        return vault.placeholderFor(
          match.label,
          value,
          rule.restore && direction === "request" ? "restorable" : "hidden",
        );
      case "mask":
        return mask(match.entity, value);
      case "hash":
        return `[${match.label}#${rule.hashKey.hash(value)}]`;
      case "remove":
        return `[${match.label}]`;
      case "block":
        throw blocked(rule, match, direction);
    }
  };
}

function blocked({ policy, entity }: EntityRule, match: Match, direction: "request" | "reply"): Error {
  const what = match.entity === entity ? `"${entity}"` : `"${entity}" ("${match.entity}")`;
  return denial(
    { policy, rule: entity },
    direction === "request"
      ? `${what} was found in the request. Take it out, and send the call again.`
      : `${what} was found in the reply, which does not go on.`,
  );
}
