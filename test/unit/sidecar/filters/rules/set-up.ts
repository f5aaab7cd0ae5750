import type { PolicySpec } from "../../../../../config/schema/policy.ts";
import type { Call } from "../../../../../sidecar/core/call.ts";
import { type TestCall, testCall } from "../../../../support/calls.ts";
import { policyOf } from "../../../../support/policies.ts";
import { tinyDialect } from "../../../../support/tiny-dialect.ts";

/** Policies by name, each with just these rules; a rule is the expression that has to hold, and what else is said. */
export function policiesOf(
  rules: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>,
  ruleHeaders: readonly string[] = [],
): ReadonlyMap<string, PolicySpec> {
  return new Map(
    Object.entries(rules).map(([policy, each]) => [
      policy,
      policyOf({
        ruleHeaders: [...ruleHeaders],
        rules: each.map(({ expression, message, messageExpression, reason, ...rule }, index) => ({
          name: `r${index}`,
          validations: [
            {
              expression: String(expression),
              ...(message === undefined ? {} : { message: String(message) }),
              ...(messageExpression === undefined ? {} : { messageExpression: String(messageExpression) }),
              ...(reason === "Invalid" ? { reason } : {}),
            },
          ],
          ...rule,
        })),
      }),
    ]),
  );
}

export function callUnder(policies: readonly string[], overrides: Partial<Call> = {}): TestCall {
  return testCall(tinyDialect, { model: "m" }, { policies, ...overrides });
}
