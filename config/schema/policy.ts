import { z } from "zod";
import { workloadSelector } from "./route.ts";
import { headerName, resourceName } from "./units.ts";

export const REDACTION_ENTITIES = ["email", "phone", "card", "ssn", "iban", "ip", "secret"] as const;

export const redact = z
  .strictObject({
    entities: z.array(z.enum(REDACTION_ENTITIES)).min(1).max(16).describe("What is looked for."),
    action: z
      .enum(["tokenize", "remove", "report"])
      .default("tokenize")
      .describe(
        "`tokenize`: a typed placeholder such as [EMAIL_1]. `remove`: [EMAIL], not reversible. `report`: counted, left as it is.",
      ),
    restore: z.boolean().default(true).describe("Put the values back into the reply (for `tokenize`)."),
  })
  .describe("Personal data and secrets that must not leave the pod.");

export const policySpec = z
  .strictObject({
    select: z
      .strictObject({
        routes: z.array(resourceName).min(1).max(256).optional().describe("Routes by name."),
        workloads: workloadSelector.optional(),
        headers: z
          .record(headerName, z.string().max(1_024))
          .optional()
          .describe("Request headers with exactly these values."),
      })
      .optional()
      .describe(
        "Calls it applies to by itself; all parts must match. Without it, a policy applies where a route or the header `x-aios-policy` names it.",
      ),
    redact: redact.optional(),
  })
  .describe("Rules over what is said.");

export type PolicySpec = z.output<typeof policySpec>;
export type RedactionEntity = (typeof REDACTION_ENTITIES)[number];
export type RedactSpec = z.output<typeof redact>;
