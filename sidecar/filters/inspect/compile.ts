import type { GuardrailsSpec } from "../../../config/schema/guardrails.ts";
import type { PolicySpec } from "../../../config/schema/policy.ts";
import { byPolicies } from "../../core/by-policies.ts";
import { warningOf } from "../../core/verdict.ts";
import { createDetector } from "../../detection/detect.ts";
import { createContentSearch } from "../../detection/prohibited/content.ts";
import { createHostList, hasUnlistedLink, LINK_REACH } from "../../detection/prohibited/links.ts";
import { isDecided, type Piece } from "../../detection/prohibited/piece.ts";
import { checkOf, type ReplyCheck, type ReplyRule } from "./check.ts";

export interface LeakRule {
  readonly rule: ReplyRule;
  readonly length: number;
}

/** What replies are looked through for, for one set of policies. */
export interface Inspection {
  readonly checks: readonly ReplyCheck[];
  /** About the system prompt, which is another one in every call. */
  readonly leaks: readonly LeakRule[];
  /** Characters of a stream that are held back; undefined when no rule denies, so that nothing is. */
  readonly holdBack: number | undefined;
}

interface Guard {
  readonly policy: string;
  readonly guardrails: GuardrailsSpec;
}

/** Characters before a credential that may say what it is. */
const SECRET_REACH = 256;
/** So much of a credential that has not ended yet is one already: a key may be longer than what is held back. */
const SECRET_BEGUN = 64;
/** Characters around a pattern's match that it is given, whatever is held back. */
const PATTERN_REACH = 256;

/** Compiles each set of policies once. The returned function gives undefined when none of them looks at replies. */
export function compileInspections(
  policies: ReadonlyMap<string, PolicySpec>,
): (names: readonly string[]) => Inspection | undefined {
  return byPolicies((names) =>
    compile(
      names.flatMap((policy) => {
        const guardrails = policies.get(policy)?.guardrails;
        return guardrails === undefined ? [] : [{ policy, guardrails }];
      }),
    ),
  );
}

function compile(guards: readonly Guard[]): Inspection | undefined {
  const content = contentCheck(guards);
  const checks = [
    ...(content === undefined ? [] : [content]),
    ...secretChecks(guards),
    ...linkChecks(guards),
  ];
  const leaks = guards.flatMap(({ policy, guardrails: { systemPromptLeak: spec } }) =>
    spec === undefined
      ? []
      : [
          {
            rule: {
              verdict: { policy, rule: "system-prompt-leak", action: spec.action },
              because: "the reply repeats the system prompt.",
            },
            length: spec.length,
          },
        ],
  );
  if (checks.length + leaks.length === 0) return undefined;
  return {
    checks,
    leaks,
    holdBack: longestHoldBack(guards, [
      ...checks.flatMap(({ rules }) => rules),
      ...leaks.map(({ rule }) => rule),
    ]),
  };
}

function longestHoldBack(guards: readonly Guard[], rules: readonly ReplyRule[]): number | undefined {
  const denying = new Set(
    rules.flatMap(({ verdict }) => (verdict.action === "deny" ? [verdict.policy] : [])),
  );
  if (denying.size === 0) return undefined;
  return Math.max(
    ...guards.flatMap(({ policy, guardrails }) => (denying.has(policy) ? [guardrails.holdBack] : [])),
  );
}

function contentCheck(guards: readonly Guard[]): ReplyCheck | undefined {
  const prohibited = guards.flatMap(({ policy, guardrails }) =>
    guardrails.content
      .filter(({ direction }) => direction !== "request")
      .map((spec) => ({ policy, spec, holdBack: guardrails.holdBack })),
  );
  if (prohibited.length === 0) return undefined;
  const search = createContentSearch(prohibited.map(({ spec }) => spec));
  const rules = prohibited.map(
    ({ policy, spec: { name, action, message } }): ReplyRule => ({
      verdict: { policy, rule: name, action, ...warningOf(action, message) },
      because: message ?? "the reply has content that it prohibits.",
    }),
  );
  return {
    rules,
    reach: Math.max(
      // White space in a phrase may be wider than it was written down, and some of it is not seen.
      search.longestTerm * 2,
      search.hasPatterns ? Math.max(PATTERN_REACH, ...prohibited.map(({ holdBack }) => holdBack)) : 0,
    ),
    seesWords: false,
    look: (piece) => [...search.find(piece)].flatMap((list) => rules[list] ?? []),
  };
}

function secretChecks(guards: readonly Guard[]): readonly ReplyCheck[] {
  const rules = guards.flatMap(({ policy, guardrails: { secrets: spec } }) =>
    spec === undefined
      ? []
      : [
          {
            verdict: { policy, rule: "secrets", action: spec.action },
            because: "the reply has a credential in it.",
          },
        ],
  );
  if (rules.length === 0) return [];
  const detector = createDetector({ entities: ["secret"] });
  const hasSecret = (piece: Piece) =>
    detector
      .detect(piece.text)
      .some(
        (match) =>
          isDecided(piece, match) ||
          (match.end - match.start >= SECRET_BEGUN && isDecided({ ...piece, isOpen: false }, match)),
      );
  return [{ rules, reach: SECRET_REACH, seesWords: true, look: (piece) => (hasSecret(piece) ? rules : []) }];
}

function linkChecks(guards: readonly Guard[]): readonly ReplyCheck[] {
  return guards.flatMap(({ policy, guardrails: { links: spec } }) => {
    if (spec === undefined) return [];
    const allowed = createHostList(spec.allowedHosts);
    const rule: ReplyRule = {
      verdict: { policy, rule: "links", action: spec.action },
      because: "the reply has a link to a host that is not listed.",
    };
    return [checkOf(rule, LINK_REACH, (piece) => hasUnlistedLink(piece, allowed))];
  });
}
