import { z } from "zod";
import { cache } from "./cache.ts";
import { mapSuchAs, terms } from "./term.ts";
import {
  duration,
  grpcService,
  guessShare,
  modelGlob,
  modelName,
  pathPrefix,
  positiveDuration,
  resourceName,
  share,
} from "./units.ts";

/** What a route can match; the same words as `Operation` in the call vocabulary. */
export const ROUTE_OPERATIONS = [
  "chat",
  "completion",
  "response",
  "embedding",
  "token-count",
  "rerank",
  "image",
  "transcription",
] as const;
export type RouteOperation = (typeof ROUTE_OPERATIONS)[number];

const labels = z.record(z.string().min(1).max(317), z.string().max(63));

export const workloadSelector = z
  .strictObject({
    namespaces: z
      .array(z.string().min(1).max(253))
      .min(1)
      .max(256)
      .optional()
      .describe("Namespaces; any when absent."),
    serviceAccounts: z
      .array(z.string().min(1).max(253))
      .min(1)
      .max(256)
      .optional()
      .describe("Service accounts; any when absent."),
    labels: labels.optional().describe("Labels that must all be present with these values."),
  })
  .describe("Which workloads are meant; all of its parts must match.");

export const target = z
  .strictObject({
    upstream: resourceName.describe("Name of an Upstream."),
    model: modelName.optional().describe("Model to ask for instead of the caller's."),
    weight: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(1)
      .describe("Share of calls, relative to the other targets; 0 sends none."),
  })
  .describe("One place where calls go.");

export const timeouts = z
  .strictObject({
    connect: positiveDuration.prefault("1s").describe("Until a connection to the upstream stands."),
    firstToken: positiveDuration
      .prefault("30s")
      .describe(
        "Until the first event of a stream; unary calls know only `total`. Of gRPC calls that pass through: until the first message, unary ones included, since the caller has said all.",
      ),
    idle: positiveDuration
      .prefault("30s")
      .describe(
        "Between two events of a stream, or two pieces of a body that passes through; of gRPC calls that pass through, not while the caller is still saying something.",
      ),
    total: positiveDuration
      .prefault("5m")
      .describe("The whole call with all its attempts, to the last byte."),
  })
  .register(terms, mapSuchAs("{ firstToken: 5s, total: 60s }"))
  .describe("Four timeouts, each with an error kind of its own.");

export const RETRY_CONDITIONS = [
  "connect",
  "connect-timeout",
  "server-error",
  "rate-limited",
  "upstream-cut",
  "first-token-timeout",
  "idle-timeout",
  "invalid-upstream-reply",
] as const;

export const retry = z
  .strictObject({
    attempts: z.int().min(0).max(10).default(2).describe("Attempts after the first."),
    on: z
      .array(z.enum(RETRY_CONDITIONS))
      .max(16)
      .default(["connect", "connect-timeout", "server-error", "upstream-cut"])
      .describe("Error kinds that are tried again; `connect` stands for `gateway-unreachable` as well."),
    budget: share
      .default(0.2)
      .describe(
        "Retries per call at most, over the last ten seconds of the upstream, whatever routes they come by: 0.2 adds at most 20 % load. With few calls 3 are allowed all the same, or `attempts` if that is more; 0 allows none.",
      ),
    backoff: duration.prefault("50ms").describe("First wait; doubles with each attempt, with full jitter."),
    maxBackoff: duration
      .prefault("2s")
      .describe("Longest wait; a provider's `retry-after` beyond it ends the retries."),
  })
  .register(terms, mapSuchAs("{ attempts: 2 }"))
  .describe("Retries against the same target, before the first byte has been handed down.");

function guessPercentile(value: unknown): string | undefined {
  const guess = guessShare(typeof value === "string" ? value.replace(/^p(\d+)$/, "$1%") : value);
  return guess !== undefined && Number(guess) >= 0.5 && Number(guess) <= 0.999 ? guess : undefined;
}

export const hedge = z
  .strictObject({
    delay: positiveDuration
      .optional()
      .describe(
        "How long the first attempt may take to its first byte before a second one is made; with `percentile` as well, until enough calls have been observed.",
      ),
    percentile: z
      .number()
      .min(0.5)
      .max(0.999)
      .register(terms, { noun: "a number from 0.5 to 0.999", guess: guessPercentile })
      .optional()
      .describe(
        "The delay is this percentile of the times to first byte observed of late, once there are 50: 0.95 hedges the slowest 5 %. Without a `delay` none is hedged before.",
      ),
    share: share
      .default(0.1)
      .describe(
        "Hedges per call at most, over the last ten seconds of the route; with few calls 1 is allowed all the same. 0 allows none.",
      ),
  })
  .register(terms, mapSuchAs("{ delay: 2s }"))
  .describe(
    "A second attempt beside one that is slow; the first reply wins and the other attempt is cancelled. A provider may bill both.",
  );

export const mirror = z
  .strictObject({
    upstream: resourceName.describe("Name of the Upstream that gets the copies."),
    model: modelName.optional().describe("Model to ask for instead of the caller's."),
    share: share.default(1).describe("Share of the calls that are copied."),
  })
  .describe("Copies calls to a shadow target; its replies are dropped, and nobody waits for them.");

export const fallbackRung = z
  .union([
    z
      .strictObject({
        stale: z
          .strictObject({ maxAge: positiveDuration.describe("Oldest answer that may be given.") })
          .describe("An expired answer from the exact cache."),
      })
      .describe("Answers from the cache, although the answer has expired."),
    z
      .strictObject({
        upstream: resourceName.describe("Name of another Upstream."),
        model: modelName.optional().describe("The model to ask it for; the caller's when absent."),
      })
      .describe("Asks another upstream, once."),
    z
      .strictObject({
        reply: z
          .string()
          .min(1)
          .max(10_000)
          .describe("A fixed text, given as a complete answer of the model."),
      })
      .describe("Answers with a fixed text."),
  ])
  .describe("One rung of the ladder.");

export const routeSpec = z
  .strictObject({
    match: z
      .strictObject({
        operations: z
          .array(z.enum(ROUTE_OPERATIONS))
          .min(1)
          .max(16)
          .optional()
          .describe("Operations; any when absent."),
        models: z
          .array(modelGlob)
          .min(1)
          .max(256)
          .default(["*"])
          .describe("Models by glob: `*` stands for any characters."),
        paths: z
          .array(pathPrefix)
          .min(1)
          .max(64)
          .optional()
          .describe(
            "Paths by prefix, in place of operations and models: HTTP calls beneath them pass through as they are, under the policies of this route alone. Such a route may have `workloads`, `rewritePrefix`, `targets` without `model`, `priority`, `timeouts` and `policies`; defaults of other fields mean nothing on it.",
          ),
        services: z
          .array(grpcService)
          .min(1)
          .max(64)
          .optional()
          .describe(
            "gRPC services, or single methods as `package.Service/Method`, in place of operations and models: their messages pass through as they are. Such a route may have `workloads`, `targets` without `model`, `priority`, `timeouts`, `retry`, `cache` and `policies`; defaults of other fields mean nothing on it.",
          ),
        workloads: workloadSelector.optional(),
      })
      .describe(
        "Which calls are meant. The most specific model glob wins; among equals a route with `workloads` before one without, then the first by name.",
      ),
    rewritePrefix: pathPrefix
      .optional()
      .describe(
        "What stands in place of the matched prefix of `match.paths`, behind the upstream's URL. When absent the path stays. Either way a leading `/v1` is left out where the upstream's URL ends in `/v1`.",
      ),
    targets: z.array(target).min(1).max(64).describe("Where calls go, by weight."),
    priority: z
      .enum(["low", "normal", "high"])
      .default("normal")
      .describe("Under overload, calls of low priority are refused first, those of high priority last."),
    timeouts: timeouts.prefault({}),
    retry: retry.prefault({}),
    hedge: hedge.optional(),
    mirror: mirror.optional(),
    cache: cache.optional(),
    fallback: z
      .array(fallbackRung)
      .max(16)
      .default([])
      .describe("What is tried in turn when the targets failed; the answer is marked by `x-aios-degraded`."),
    policies: z.array(resourceName).max(32).default([]).describe("Names of Policies."),
  })
  .describe("Maps calls to upstreams, and says how failures are met.");

export type RouteSpec = z.output<typeof routeSpec>;
export type RouteTarget = z.output<typeof target>;
export type FallbackRung = z.output<typeof fallbackRung>;
export type RetrySpec = z.output<typeof retry>;
export type HedgeSpec = z.output<typeof hedge>;
export type MirrorSpec = z.output<typeof mirror>;
export type WorkloadSelector = z.output<typeof workloadSelector>;
