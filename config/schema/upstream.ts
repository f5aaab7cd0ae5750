import { z } from "zod";
import { secretReference } from "./secret.ts";
import { urlHoldsSecret } from "./secret-text.ts";
import { terms } from "./term.ts";
import { headerName, modelName, positiveDuration, share, size } from "./units.ts";

export const upstreamAuth = z
  .union([
    z
      .strictObject({ bearer: secretReference.describe("Sent as `authorization: Bearer …`.") })
      .describe("A bearer token."),
    z
      .strictObject({
        header: z
          .strictObject({
            name: headerName.describe("Header that carries the key."),
            value: secretReference.describe(
              "The key: `env`, the name of an environment variable, or `file`, an absolute path.",
            ),
          })
          .describe("Sent as a header of its own, e.g. `x-api-key` or `api-key`."),
      })
      .describe("A key in a header."),
  ])
  .register(terms, { noun: "a map with `bearer` or `header`", secret: true })
  .describe(
    "How calls to the upstream are authenticated. Resolved where the upstream is dialled, never pushed.",
  );

export const breaker = z
  .strictObject({
    errorRate: share
      .default(0.5)
      .describe("Share of failed calls in the window above which the breaker opens."),
    minimumCalls: z
      .int()
      .min(1)
      .max(100_000)
      .default(20)
      .describe("Calls in the window below which it never opens."),
    window: positiveDuration.prefault("10s").describe("Length of the rolling window."),
    openFor: positiveDuration
      .prefault("5s")
      .describe("How long it stays open before calls are let through to probe."),
    halfOpenCalls: z
      .int()
      .min(1)
      .max(1_000)
      .default(1)
      .describe("Probes let through at once while half-open; that many successes close it."),
  })
  .describe("Circuit breaker of this upstream.");

export const connections = z
  .strictObject({
    max: z.int().min(1).max(10_000).default(128).describe("Connections kept to the upstream at most."),
    keepAlive: positiveDuration.prefault("30s").describe("How long an idle connection is kept."),
  })
  .describe("The connection pool of this upstream.");

export const upstreamSpec = z
  .strictObject({
    dialect: z.enum(["openai", "anthropic"]).describe("The API it speaks."),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .refine((url) => !urlHoldsSecret(url), {
        error:
          "a URL may not contain credentials, not in its query either; put them under `auth`, as a `bearer` or in a `header`",
        params: { code: "E307" },
      })
      .register(terms, {
        noun: "an http:// or https:// URL",
        short: "URL",
        examples: ["https://api.openai.com/v1", "https://api.anthropic.com"],
        guess: guessUrl,
      })
      .describe(
        "Base URL; for `openai` it ends in the version, as OPENAI_BASE_URL does: https://api.openai.com/v1. For `anthropic` it does not: https://api.anthropic.com.",
      ),
    via: z
      .enum(["control-plane", "direct"])
      .default("control-plane")
      .describe(
        "`control-plane`: sidecars forward to the control plane, which alone holds the key. `direct`: the sidecar dials it itself.",
      ),
    auth: upstreamAuth.optional(),
    models: z
      .array(modelName)
      .max(1_000)
      .default([])
      .describe("Models it serves, as listed by `/v1/models`; routes whose globs match them offer them."),
    connections: connections.prefault({}),
    breaker: breaker.prefault({}),
    maxReplySize: size
      .prefault("32MiB")
      .describe("Largest reply document, or single event of a stream, that is accepted."),
  })
  .describe("An endpoint that answers AI calls.");

/** `api.openai.com/v1` lacks its scheme. */
function guessUrl(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > 256) return undefined;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?(\/[\w/.-]*)?$/i.test(value) ? `https://${value}` : undefined;
}

export type UpstreamSpec = z.output<typeof upstreamSpec>;
export type UpstreamAuth = z.output<typeof upstreamAuth>;
export type BreakerSpec = z.output<typeof breaker>;
