import { z } from "zod";
import { ruleName } from "./guardrails.ts";

const expression = z.string().min(1).max(4_096);

const variableName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/)
  .max(63);

export const rule = z
  .strictObject({
    name: ruleName.describe("What callers and metrics know it by, after the policy's name."),
    matchConditions: z
      .array(
        z.strictObject({
          name: ruleName.describe("For whoever reads the policy."),
          expression: expression.describe("CEL, gives a bool; the rule applies where all of them are true."),
        }),
      )
      .max(64)
      .default([])
      .describe("Which calls it is about; all when there are none."),
    variables: z
      .array(
        z.strictObject({
          name: variableName.describe("Known to what comes after it as `variables.NAME`."),
          expression: expression.describe("CEL."),
        }),
      )
      .max(64)
      .default([])
      .describe("Values that several expressions use; worked out when one of them does."),
    validations: z
      .array(
        z.strictObject({
          expression: expression.describe("CEL, gives a bool: true for a call that may be."),
          message: z.string().min(1).max(512).optional().describe("What is told when it is false."),
          messageExpression: expression
            .optional()
            .describe(
              "CEL, gives a string: the message, worked out; `message` where that fails. The caller is told it; logs are not, for it may say what the call says.",
            ),
          reason: z
            .enum(["Unauthorized", "Forbidden", "Invalid", "RequestEntityTooLarge"])
            .default("Forbidden")
            .describe("Told with the denial, as `x-aios-denied-reason`; the status is 403 whatever it is."),
        }),
      )
      .min(1)
      .max(64)
      .describe("What has to hold, in order; the first that does not decides."),
    action: z
      .enum(["deny", "warn", "audit"])
      .default("deny")
      .describe(
        "`deny`: the call is refused. `warn`: the caller is told by `x-aios-warnings`, and by `warning` in the words of its message, if it has one. `audit`: it is counted and logged.",
      ),
    failurePolicy: z
      .enum(["Fail", "Ignore"])
      .default("Fail")
      .describe(
        "What an expression that fails on a call means: `Fail`: as if it were false; `Ignore`: nothing.",
      ),
  })
  .describe("A rule over calls in CEL, in the shape of Kubernetes' ValidatingAdmissionPolicy.");

export type RuleSpec = z.output<typeof rule>;
