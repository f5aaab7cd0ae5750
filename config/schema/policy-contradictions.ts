import { readRule } from "./cel/rule.ts";
import type { Contradiction } from "./contradictions.ts";
import { takenName } from "./guardrails.ts";
import { type PolicySpec, policyLimits } from "./policy.ts";

/** Fields of a policy that contradict each other, and rules that cannot be asked. */
export function policyContradictions(name: string, policy: PolicySpec): readonly Contradiction[] {
  return [
    ...limitContradictions(policy),
    ...ruleFaults(policy),
    ...candidateContradictions(name, policy),
    ...residencyContradictions(policy),
  ];
}

function limitContradictions({ limits }: PolicySpec): readonly Contradiction[] {
  if (limits === undefined) return [];
  const { per: _per, ...bounds } = limits;
  const found: Contradiction[] = [];
  if (Object.values(bounds).every((bound) => bound === undefined)) {
    const message = `\`limits\` limits nothing; expected one of ${LIMIT_NAMES}`;
    found.push({ fault: { path: ["limits"], code: "E302", message, at: "key" }, about: [] });
  }
  const { minimum = 0, maximum = 0 } = limits.adaptiveConcurrency ?? {};
  if (minimum > maximum) {
    found.push({
      fault: {
        path: ["limits", "adaptiveConcurrency", "minimum"],
        code: "E306",
        message: `\`minimum\` (${minimum}) may not be larger than \`maximum\` (${maximum})`,
      },
      about: [],
    });
  }
  return found;
}

/** What is wrong with the rules' expressions, which speak of each other and of `ruleHeaders`; and names that stand twice. */
function ruleFaults({ rules, ruleHeaders, guardrails }: PolicySpec): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const names = new Set<string>((guardrails?.content ?? []).map(({ name }) => name));
  for (const [index, rule] of rules.entries()) {
    const message = takenName(rule.name, names);
    if (message !== undefined) {
      found.push({
        fault: { path: ["rules", index, "name"], code: "E319", message },
        about: ["guardrails"],
      });
    }
    names.add(rule.name);
    const read = readRule(rule, { headers: ruleHeaders });
    if (read.ok) continue;
    for (const { path, start, end, ...told } of read.faults) {
      const fault = { path: ["rules", index, ...path], code: "E317", within: { start, end }, ...told };
      found.push({ fault, about: ["ruleHeaders"] });
    }
  }
  return found;
}

function candidateContradictions(
  name: string,
  { candidateFor, mode, select }: PolicySpec,
): readonly Contradiction[] {
  if (candidateFor === undefined) return [];
  const of = (message: string, about: string): Contradiction => ({
    fault: { path: ["candidateFor"], code: "E318", message },
    about: [about],
  });
  return [
    ...(mode === "dry-run" ? [] : [of("`candidateFor` needs `mode: dry-run`", "mode")]),
    ...(select === undefined
      ? []
      : [of("`candidateFor` has no `select` beside it: it applies where the other policy does", "select")]),
    ...(candidateFor === name ? [of("a policy cannot be a candidate for itself", "mode")] : []),
  ];
}

function residencyContradictions({ residency }: PolicySpec): readonly Contradiction[] {
  if (residency === undefined) return [];
  const { regions, thirdParties, unredacted } = residency;
  if (regions !== undefined || thirdParties === "forbid" || unredacted === "forbid") return [];
  const message =
    "`residency` demands nothing; expected `regions`, `thirdParties: forbid` or `unredacted: forbid`";
  return [{ fault: { path: ["residency"], code: "E302", message, at: "key" }, about: [] }];
}

const LIMIT_NAMES = Object.keys(policyLimits.shape)
  .filter((field) => field !== "per")
  .map((field) => `\`${field}\``)
  .join(", ");
