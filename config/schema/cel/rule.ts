import type { Environment } from "@marcbachmann/cel-js";
import { ENTITIES } from "../entities.ts";
import type { Path } from "../faults.ts";
import type { RuleSpec } from "../rules.ts";
import { type RuleScope, ruleEnvironment, withVariables } from "./environment.ts";
import { type Expression, type KnownKeys, readExpression } from "./expression.ts";
import { RULE_HEADERS } from "./variables.ts";
import type { ExpressionFault } from "./words.ts";

export type Validation = Omit<RuleSpec["validations"][number], "expression" | "messageExpression"> & {
  readonly expression: Expression;
  readonly messageExpression: Expression | undefined;
};

/** A rule whose expressions have been checked. */
export interface CheckedRule {
  /** `target`: it asks for the upstream, and is judged for each one that a call could go to. */
  readonly scope: RuleScope;
  readonly matchConditions: readonly Expression[];
  readonly variables: ReadonlyMap<string, Expression>;
  readonly validations: readonly Validation[];
}

/** `path` from the rule; `start` and `end` in the expression that stands there. */
export interface RuleFault extends ExpressionFault {
  readonly path: Path;
}

export type ReadRule =
  | { readonly ok: true; readonly rule: CheckedRule }
  | { readonly ok: false; readonly faults: readonly RuleFault[] };

export interface RuleReading {
  /** Headers that its policy lets rules read, beside those that all may. */
  readonly headers: readonly string[];
}

/** Checks every expression of a rule. All faults are found in one go. */
export function readRule(rule: RuleSpec, reading: RuleReading): ReadRule {
  const ofCall = readIn("call", rule, reading);
  return ofCall.ok ? ofCall : readIn("target", rule, reading);
}

function readIn(scope: RuleScope, rule: RuleSpec, { headers }: RuleReading): ReadRule {
  const faults: RuleFault[] = [];
  const keys: KnownKeys = {
    "request.headers": {
      names: [...RULE_HEADERS, ...headers],
      otherwise: "rules read the headers that the policy's `ruleHeaders` lists, in lower case",
    },
    redactions: { names: Object.keys(ENTITIES) },
  };
  let environment = ruleEnvironment(scope);
  const read = (path: Path, text: string, type?: string): Expression | undefined => {
    const result = readTyped(environment, text, keys, type);
    if (result.ok) return result.expression;
    faults.push({ ...result.fault, path });
    return undefined;
  };

  const types = new Map<string, string>();
  const variables = new Map<string, Expression>();
  for (const [index, { name, expression }] of rule.variables.entries()) {
    if (types.has(name)) {
      const message = `there is a variable \`${name}\` already`;
      faults.push({ path: ["variables", index, "name"], start: 0, end: name.length, message });
      continue;
    }
    const checked = read(["variables", index, "expression"], expression);
    // Of one that is faulty anything may be asked: it has its own fault.
    types.set(name, checked?.type ?? "dyn");
    if (checked !== undefined) variables.set(name, checked);
    environment = withVariables(ruleEnvironment(scope), types);
  }
  const matchConditions = rule.matchConditions.map(({ expression }, index) =>
    read(["matchConditions", index, "expression"], expression, "bool"),
  );
  const validations = rule.validations.map((validation, index) => {
    const { expression, messageExpression: worded, ...said } = validation;
    const condition = read(["validations", index, "expression"], expression, "bool");
    const messageExpression =
      worded === undefined ? undefined : read(["validations", index, "messageExpression"], worded, "string");
    return condition && { ...said, expression: condition, messageExpression };
  });
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    rule: {
      scope,
      matchConditions: matchConditions.filter((each) => each !== undefined),
      variables,
      validations: validations.filter((each) => each !== undefined),
    },
  };
}

function readTyped(
  environment: Environment,
  text: string,
  keys: KnownKeys,
  type: string | undefined,
): ReturnType<typeof readExpression> {
  const result = readExpression(environment, text, keys);
  if (!result.ok || type === undefined || result.expression.type === type) return result;
  const message = `it gives ${result.expression.type} where ${type} is needed`;
  return { ok: false, fault: { message, start: 0, end: text.length } };
}
