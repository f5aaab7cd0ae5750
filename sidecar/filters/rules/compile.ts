import type { RuleScope } from "../../../config/schema/cel/environment.ts";
import { type RuleFacts, VariableFacts } from "../../../config/schema/cel/facts.ts";
import { type CheckedRule, readRule, type Validation } from "../../../config/schema/cel/rule.ts";
import type { PolicySpec } from "../../../config/schema/policy.ts";
import type { RuleSpec } from "../../../config/schema/rules.ts";
import { byPolicies } from "../../core/by-policies.ts";
import { type Verdict, warningOf } from "../../core/verdict.ts";

/** What a rule finds wrong with a call. */
export interface Breach {
  readonly verdict: Verdict;
  /** For whoever is told. */
  readonly because: string;
  /** It was worked out from the call, and may say what that says. */
  readonly isWorkedOut: boolean;
  readonly reason: Validation["reason"];
}

export interface CompiledRule {
  readonly policy: string;
  readonly name: string;
  /** Headers that it may read. */
  readonly headers: readonly string[];
  /** Undefined: there is nothing wrong, or the rule is not about such a call. */
  judge(facts: RuleFacts, onFailure: (rule: CompiledRule) => void): Breach | undefined;
}

export interface CompiledRules {
  /** Asked once a call. */
  readonly ofCalls: readonly CompiledRule[];
  /** Asked for each place that a call could go to. */
  readonly ofTargets: readonly CompiledRule[];
}

const LONGEST_MESSAGE = 512;
const DEFAULT_MESSAGE = "the call does not meet it.";
const FAILED_MESSAGE = "it cannot be worked out on this call.";

const ACTIONS = { deny: "deny", warn: "warn", audit: "report" } as const satisfies Record<
  RuleSpec["action"],
  Verdict["action"]
>;

/**
 * Reads every expression once. The returned function gives the rules of a set of policies, undefined where there are none.
 * @throws Error when an expression is faulty, which a configuration that was checked does not have
 */
export function compileRules(
  policies: ReadonlyMap<string, PolicySpec>,
): (names: readonly string[]) => CompiledRules | undefined {
  const compiled = new Map(
    [...policies].map(([name, spec]) => [name, spec.rules.map((rule) => compile(name, spec, rule))]),
  );
  return byPolicies((names) => {
    const rules = names.flatMap((name) => compiled.get(name) ?? []);
    if (rules.length === 0) return undefined;
    const of = (wanted: RuleScope) => rules.filter(({ scope }) => scope === wanted).map(({ rule }) => rule);
    return { ofCalls: of("call"), ofTargets: of("target") };
  });
}

interface Scoped {
  readonly scope: RuleScope;
  readonly rule: CompiledRule;
}

function compile(policy: string, { ruleHeaders: headers }: PolicySpec, spec: RuleSpec): Scoped {
  const read = readRule(spec, { headers });
  if (!read.ok)
    throw new Error(`Rule "${spec.name}" of policy "${policy}": ${read.faults[0]?.message ?? ""}`);
  const { name, failurePolicy } = spec;
  const checked = read.rule;
  const verdict: Verdict = { policy, rule: name, action: ACTIONS[spec.action] };
  const failed: Breach | undefined =
    failurePolicy === "Ignore"
      ? undefined
      : { verdict, because: FAILED_MESSAGE, isWorkedOut: false, reason: "Forbidden" };
  const rule: CompiledRule = {
    policy,
    name,
    headers,
    judge(facts, onFailure) {
      const context = contextOf(checked, facts);
      const applies = appliesTo(checked, context);
      if (applies === "no") return undefined;
      if (applies === "unknown") {
        onFailure(rule);
        return failed;
      }
      for (const validation of checked.validations) {
        const holds = evaluate(() => validation.expression.evaluate(context));
        if (holds === true) continue;
        if (holds !== false) {
          onFailure(rule);
          if (failed !== undefined) return failed;
          continue;
        }
        const { because, isWorkedOut } = messageOf(validation, context);
        return {
          verdict: { ...verdict, ...warningOf(verdict.action, because) },
          because: because ?? DEFAULT_MESSAGE,
          isWorkedOut,
          reason: validation.reason,
        };
      }
      return undefined;
    },
  };
  return { scope: checked.scope, rule };
}

/** As in Kubernetes: one condition that is false keeps the rule away, whatever the others come to. */
function appliesTo({ matchConditions }: CheckedRule, context: object): "yes" | "no" | "unknown" {
  let result: "yes" | "unknown" = "yes";
  for (const condition of matchConditions) {
    const holds = evaluate(() => condition.evaluate(context));
    if (holds === false) return "no";
    if (holds !== true) result = "unknown";
  }
  return result;
}

function contextOf({ variables }: CheckedRule, facts: RuleFacts): object {
  const context = {
    request: facts.request,
    workload: facts.workload,
    upstream: facts.upstream,
    now: facts.now,
    hour: facts.hour,
    get redactions() {
      return facts.redactions;
    },
    variables:
      variables.size === 0
        ? undefined
        : new VariableFacts((name): unknown => variables.get(name)?.evaluate(context)),
  };
  return context;
}

/** Undefined when it cannot be worked out. What the error says may quote the call, and goes nowhere. */
function evaluate(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Undefined words: the rule has none of its own. */
function messageOf(
  { message, messageExpression }: Validation,
  context: object,
): { readonly because: string | undefined; readonly isWorkedOut: boolean } {
  const written = { because: message, isWorkedOut: false };
  if (messageExpression === undefined) return written;
  const worded = evaluate(() => messageExpression.evaluate(context));
  // It may go into a header's line: what has line ends, or is no text, is none.
  return typeof worded === "string" &&
    worded !== "" &&
    worded.length <= LONGEST_MESSAGE &&
    !/\p{Cc}/u.test(worded)
    ? { because: worded, isWorkedOut: true }
    : written;
}
