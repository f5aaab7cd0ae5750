import { z } from "zod";
import { prices } from "./prices.ts";
import { ROUTE_OPERATIONS } from "./route.ts";
import { secretReference } from "./secret.ts";
import { urlHoldsSecret } from "./secret-text.ts";
import { terms } from "./term.ts";
import { headerName, modelName, positiveDuration, share, size } from "./units.ts";

/** A key in one of these would break the request itself (RFC 9110, 7.6.1 and 8.6). */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export const upstreamAuth = z
  .union([
    z
      .strictObject({ bearer: secretReference.describe("Sent as `authorization: Bearer …`.") })
      .describe("A bearer token."),
    z
      .strictObject({
        header: z
          .strictObject({
            name: headerName
              .refine((name) => !OF_THE_CONNECTION.has(name), {
                error: "this header belongs to the connection or to the body; a key goes into one of its own",
                params: { code: "E305" },
              })
              .describe("Header that carries the key."),
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
    slowCalls: z
      .strictObject({
        longerThan: positiveDuration.describe("A call is slow when its first byte takes longer than this."),
        rate: share.default(0.5).describe("Share of slow calls in the window above which the breaker opens."),
      })
      .optional()
      .describe("Opens on slowness as well; not when absent."),
    rateLimited: z
      .strictObject({
        rate: share
          .default(0.5)
          .describe("Share of calls answered with 429 in the window above which the breaker opens."),
      })
      .optional()
      .describe(
        "Opens when the provider refuses calls for their rate, at least as long as its `retry-after` asks. When absent, a 429 says nothing about an upstream's health.",
      ),
  })
  .describe("Circuit breaker of this upstream, one for each model that is asked of it.");

export const outlierDetection = z
  .strictObject({
    consecutiveFailures: z
      .int()
      .min(1)
      .max(1_000)
      .default(5)
      .describe("Failures in a row after which an endpoint gets no calls for a while."),
    baseEjectionTime: positiveDuration
      .prefault("30s")
      .describe("How long it gets none; as often as it was ejected in a row, so many times as long."),
    maxEjectionTime: positiveDuration.prefault("5m").describe("Longest ejection."),
    maxEjectedShare: share
      .default(0.5)
      .describe("Share of the endpoints that may be ejected at once; the last one never is."),
  })
  .describe(
    "Takes endpoints that keep failing out of the rotation. The upstream's breaker counts the same failures: for ejection to come first, keep `breaker.minimumCalls` well above `consecutiveFailures` times the number of endpoints.",
  );

export const loadBalancing = z
  .strictObject({
    policy: z
      .enum(["round-robin", "least-request", "peak-ewma"])
      .default("least-request")
      .describe(
        "`round-robin`: in turn. `least-request`: the one of two with fewer calls outstanding. `peak-ewma`: the one of two that answers sooner, by a moving average that follows peaks at once. All heed the endpoints' weights.",
      ),
    sticky: z
      .enum(["none", "session"])
      .default("none")
      .describe(
        "`session`: calls with the same `x-aios-session` go to the same endpoint while it is healthy, by consistent hashing.",
      ),
  })
  .describe("How calls are spread over `endpoints`.");

export const upstreamUrl = z
  .url({ protocol: /^(?:https?|grpcs?)$/ })
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
  });

export const endpoint = z
  .strictObject({
    url: upstreamUrl.describe("Base URL, as `url` of the upstream."),
    weight: z.int().min(1).max(1_000).default(1).describe("Share of calls, relative to the other endpoints."),
  })
  .describe("One of several servers that answer alike.");

export const connections = z
  .strictObject({
    max: z
      .int()
      .min(1)
      .max(10_000)
      .default(128)
      .describe(
        "Connections kept at most, to each of the endpoints. Of `grpc`, whose calls share a connection: calls at a time.",
      ),
    keepAlive: positiveDuration.prefault("30s").describe("How long an idle connection is kept."),
  })
  .describe("The connection pool of this upstream.");

export const upstreamSpec = z
  .strictObject({
    dialect: z
      .enum(["openai", "anthropic", "grpc"])
      .describe("The API it speaks; `grpc`: any gRPC service, whose messages pass through as they are."),
    url: upstreamUrl
      .optional()
      .describe(
        "Base URL; for `openai` it ends in the version, as OPENAI_BASE_URL does: https://api.openai.com/v1. For `anthropic` it does not: https://api.anthropic.com. For `grpc`: grpc://triton:8001, or grpcs:// with TLS. Certificates are checked; those of a private authority need NODE_EXTRA_CA_CERTS=/path/ca.pem in the environment of the process that dials. Either this or `endpoints`.",
      ),
    endpoints: z
      .array(endpoint)
      .min(1)
      .max(64)
      .optional()
      .describe("Several servers that answer alike, in place of `url`."),
    loadBalancing: loadBalancing.prefault({}),
    outlierDetection: outlierDetection.prefault({}),
    operations: z
      .array(z.enum(ROUTE_OPERATIONS))
      .min(1)
      .max(16)
      .optional()
      .describe(
        "Operations that it serves; all of its dialect's when absent. A `chat` or `response` that it does not serve is translated into one that it does.",
      ),
    via: z
      .enum(["control-plane", "direct"])
      .default("control-plane")
      .describe(
        "`control-plane`: sidecars forward to the control plane, which alone holds the key. `direct`: the sidecar dials it itself.",
      ),
    auth: upstreamAuth.optional(),
    region: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/)
      .max(63)
      .optional()
      .describe(
        "Where it processes what it is sent, as its cloud calls that: `eu-central-1`. Policies may demand one.",
      ),
    owner: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/)
      .max(63)
      .optional()
      .describe(
        "Who runs it: `self` for your own organisation, else a name such as `openai`. Whatever is not `self` is a third party to policies.",
      ),
    models: z
      .array(modelName)
      .max(1_000)
      .default([])
      .describe("Models it serves, as listed by `/v1/models`; routes whose globs match them offer them."),
    prices,
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
export type LoadBalancingSpec = z.output<typeof loadBalancing>;
export type OutlierDetectionSpec = z.output<typeof outlierDetection>;
export type EndpointSpec = z.output<typeof endpoint>;

/** Where its calls go: its `endpoints`, or the one of its `url`. Configuration that was checked has at least one. */
export function endpointsOf({ url, endpoints }: UpstreamSpec): readonly EndpointSpec[] {
  return endpoints ?? (url === undefined ? [] : [{ url, weight: 1 }]);
}
