import type { RuleFacts } from "../../../config/schema/cel/facts.ts";
import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call } from "../../core/call.ts";
import type { Filter } from "../../core/filter.ts";
import type { JudgeTarget } from "../../core/target-judge.ts";
import { denial, type Verdict } from "../../core/verdict.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import type { Breach, CompiledRule, CompiledRules } from "./compile.ts";
import { type FactsOptions, factsOf } from "./facts.ts";

export interface RulesOptions {
  /** Undefined when these policies have none. */
  readonly rulesFor: (policies: readonly string[]) => CompiledRules | undefined;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Asks the policies' rules over calls, all of them; the first that denies is told. */
export function createRulesFilter({ rulesFor, clock, telemetry }: RulesOptions): Filter {
  const onFailure = (rule: CompiledRule) => telemetry.ruleFailed(rule.policy, rule.name);
  return {
    name: "rules",
    wrap: (next) => (call) => {
      const rules = rulesFor(call.policies)?.ofCalls ?? [];
      if (rules.length === 0) return next(call);
      const breaches = breachesOf(rules, { call, now: clock.now() }, onFailure);
      if (breaches.length > 0) addVerdicts(call, breaches);
      for (const { verdict } of breaches)
        if (verdict.action === "report") telemetry.callAudited(call.id, verdict.policy, verdict.rule);
      const denied = breaches.find(({ verdict }) => verdict.action === "deny");
      return denied === undefined ? next(call) : Promise.reject(denialOf(denied));
    },
  };
}

export interface TargetRulesOptions extends RulesOptions {
  readonly upstreams: ReadonlyMap<string, UpstreamSpec>;
}

/** The rules that ask for the upstream, as a judge of places; undefined when these policies have none. */
export function judgeByRules({
  rulesFor,
  upstreams,
  clock,
  telemetry,
}: TargetRulesOptions): (policies: readonly string[]) => JudgeTarget | undefined {
  const onFailure = (rule: CompiledRule) => telemetry.ruleFailed(rule.policy, rule.name);
  return (policies) => {
    const rules = rulesFor(policies)?.ofTargets ?? [];
    if (rules.length === 0) return undefined;
    return (call, target) => {
      const breaches = breachesOf(rules, { call, target, upstreams, now: clock.now() }, onFailure);
      const denied = breaches.find(({ verdict }) => verdict.action === "deny");
      return {
        denial: denied && denialOf(denied),
        verdicts: breaches.map(({ verdict }) => verdict),
      };
    };
  };
}

/** Whether a rule over calls denies one, without a word to anybody. `now`: Unix ms. */
export function deniedByRules(
  rulesFor: RulesOptions["rulesFor"],
): (policies: readonly string[], call: Call, now: number) => boolean {
  return (policies, call, now) =>
    breachesOf(rulesFor(policies)?.ofCalls ?? [], { call, now }, () => {}).some(
      ({ verdict }) => verdict.action === "deny",
    );
}

/** What these rules find wrong, in their order. */
function breachesOf(
  rules: readonly CompiledRule[],
  about: Omit<FactsOptions, "headers">,
  onFailure: (rule: CompiledRule) => void,
): readonly Breach[] {
  const breaches: Breach[] = [];
  // Rules of one policy read the same headers, and stand side by side.
  let facts: RuleFacts | undefined;
  let headers: readonly string[] | undefined;
  for (const rule of rules) {
    if (facts === undefined || rule.headers !== headers) {
      headers = rule.headers;
      facts = factsOf({ ...about, headers });
    }
    const breach = rule.judge(facts, onFailure);
    if (breach !== undefined) breaches.push(breach);
  }
  return breaches;
}

function addVerdicts({ record }: Call, breaches: readonly Breach[]): void {
  const verdicts: readonly Verdict[] = breaches.map(({ verdict }) => verdict);
  record.set("ruled", [...(record.get("ruled") ?? []), ...verdicts]);
}

function denialOf({ verdict, because, isWorkedOut, reason }: Breach): ReturnType<typeof denial> {
  return denial(verdict, because, isWorkedOut ? because : undefined).withHeaders({
    "x-aios-denied-reason": reason,
  });
}
