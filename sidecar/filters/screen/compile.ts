import type { PolicySpec } from "../../../config/schema/policy.ts";
import { byPolicies } from "../../core/by-policies.ts";
import type { TextOrigin } from "../../core/payload.ts";
import { type Verdict, warningOf } from "../../core/verdict.ts";
import { createInjectionScorer, type InjectionScorer } from "../../detection/injection/score.ts";
import { type ContentSearch, createContentSearch } from "../../detection/prohibited/content.ts";

export interface ContentRule {
  readonly verdict: Verdict;
  /** What is told whose call it denies. */
  readonly because: string;
}

export interface InjectionRule {
  readonly verdict: Verdict;
  readonly threshold: number;
  readonly origins: ReadonlySet<TextOrigin>;
}

/** What requests are looked through for, for one set of policies. */
export interface Screening {
  readonly content: readonly ContentRule[];
  /** Undefined when there is no rule of content. Its lists are those of `content`. */
  readonly search: ContentSearch | undefined;
  readonly injection: readonly InjectionRule[];
  /** Undefined when there is no rule about injections. */
  readonly scorer: InjectionScorer | undefined;
}

/** Compiles each set of policies once. The returned function gives undefined when none of them looks at requests. */
export function compileScreenings(
  policies: ReadonlyMap<string, PolicySpec>,
): (names: readonly string[]) => Screening | undefined {
  let scorer: InjectionScorer | undefined;
  return byPolicies((names) => {
    const guards = names.flatMap((policy) => {
      const guardrails = policies.get(policy)?.guardrails;
      return guardrails === undefined ? [] : [{ policy, guardrails }];
    });
    const prohibited = guards.flatMap(({ policy, guardrails }) =>
      guardrails.content.filter(({ direction }) => direction !== "reply").map((spec) => ({ policy, spec })),
    );
    const injection = guards.flatMap(({ policy, guardrails: { injection: spec } }) =>
      spec === undefined
        ? []
        : [
            {
              verdict: { policy, rule: "injection", action: spec.action },
              threshold: spec.threshold,
              origins: new Set<TextOrigin>(spec.origins),
            },
          ],
    );
    if (prohibited.length + injection.length === 0) return undefined;
    if (injection.length > 0) scorer ??= createInjectionScorer();
    return {
      content: prohibited.map(({ policy, spec: { name, action, message } }) => ({
        verdict: { policy, rule: name, action, ...warningOf(action, message) },
        because: message ?? "the request has content that it prohibits.",
      })),
      search: prohibited.length === 0 ? undefined : createContentSearch(prohibited.map(({ spec }) => spec)),
      injection,
      scorer: injection.length === 0 ? undefined : scorer,
    };
  });
}
