import { z } from "zod";
import { SECRET_HEADER } from "./cel/variables.ts";
import { guardrails } from "./guardrails.ts";
import { redact } from "./redaction.ts";
import { residency } from "./residency.ts";
import { workloadSelector } from "./route.ts";
import { rule } from "./rules.ts";
import { mapSuchAs, terms } from "./term.ts";
import { headerName, positiveDuration, resourceName, size } from "./units.ts";

const window = positiveDuration.prefault("1m").describe("Length of the window.");

export const policyLimits = z
  .strictObject({
    per: z
      .enum(["policy", "workload", "user", "session"])
      .default("workload")
      .describe(
        "What is counted together: all calls under this policy, those of one workload, or those of one `x-aios-user` or `x-aios-session` of it. Calls of a workload that name no user or session are counted as one. Of users and sessions without a call in flight, 10000 are remembered.",
      ),
    concurrency: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe("Calls in flight at once, streams included."),
    requests: z
      .strictObject({ limit: z.int().min(1).max(1_000_000_000).describe("Calls."), window })
      .register(terms, mapSuchAs("{ limit: 600, window: 1m }"))
      .optional()
      .describe("Calls per window, which slides: no span of its length holds more."),
    tokens: z
      .strictObject({
        limit: z
          .int()
          .min(1)
          .max(1_000_000_000_000)
          .describe("Tokens, input and output, as the provider counts them."),
        window,
      })
      .register(terms, mapSuchAs("{ limit: 500000, window: 1m }"))
      .optional()
      .describe(
        "Tokens per window: an estimate is reserved when a call begins (a token for every 4 bytes of the request, and the answer that it asks for: `max_tokens` or what its dialect has for it, 256 where it sets none, times `n`; all of the limit at most), and what was used counts when it ends. Answers from the cache cost nothing; what passes through counts as far as its reply says.",
      ),
    inFlightBytes: size
      .optional()
      .describe("Bytes of the requests in flight at once; a larger one is refused for good."),
    adaptiveConcurrency: z
      .strictObject({
        minimum: z.int().min(1).max(100_000).default(4).describe("Smallest limit."),
        maximum: z
          .int()
          .min(1)
          .max(1_000_000)
          .default(1_000)
          .describe("Largest limit. It begins with 20, within these bounds."),
        tolerance: z
          .number()
          .min(1)
          .max(10)
          .default(1.5)
          .describe("How many times the usual time to first byte is still no sign of a queue."),
      })
      .optional()
      .describe("A limit of calls in flight that follows the time to first byte (gradient)."),
  })
  .describe(
    "Bounds on calls; one that is beyond them is refused at once, with `retry-after`. Each process counts by itself. Calls in flight count until their last byte; of several policies the strictest decides.",
  );

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
    guardrails: guardrails.optional(),
    rules: z
      .array(rule)
      .max(64)
      .default([])
      .describe("Rules over calls, in CEL; see [rules](#rules). All of them are asked."),
    ruleHeaders: z
      .array(
        headerName.refine((name) => !SECRET_HEADER.test(name), {
          error: "this header carries a credential; no rule may read it",
          params: { code: "E305" },
        }),
      )
      .max(32)
      .default([])
      .describe(
        "Request headers that the rules of this policy may read as `request.headers[…]`, beside `content-type`, `user-agent`, `x-aios-policy` and `x-aios-timeout`.",
      ),
    residency: residency.optional(),
    limits: policyLimits.optional(),
    mode: z
      .enum(["enforce", "dry-run"])
      .default("enforce")
      .describe(
        "`dry-run`: it is evaluated beside the policies in force and changes nothing; what it would have changed is counted (`aios_policy_dry_run_total`). Its `limits` are not.",
      ),
    candidateFor: resourceName
      .optional()
      .describe(
        "With `mode: dry-run`: the policy that it is to replace; it is evaluated where that one is in force, in its place, and has no `select` of its own.",
      ),
  })
  .describe("Rules over what is said.");

export type PolicySpec = z.output<typeof policySpec>;
export type PolicyLimitsSpec = z.output<typeof policyLimits>;
