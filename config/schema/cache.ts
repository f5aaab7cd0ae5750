import { z } from "zod";
import { mapSuchAs, terms } from "./term.ts";
import { duration, modelName, positiveDuration, resourceName, share } from "./units.ts";

/** How a tag of cached answers is written; the same in configuration, headers, the API and the command. */
export const CACHE_TAG = /^[A-Za-z0-9][A-Za-z0-9._:@/*+-]{0,127}$/;
/** Of one answer, those that the product gives it not counted. */
export const MAX_OWN_TAGS = 16;

export const cacheTag = z
  .string()
  .regex(CACHE_TAG)
  .register(terms, {
    noun: "a tag of 1 to 128 letters, digits and . _ : @ / * + -",
    short: "tag",
    examples: ["catalogue", "prompt:greeting@3"],
  });

const PROMOTION = /^\s*falseHitRate\s*<\s*(\d*\.?\d+)\s*(%?)\s+over\s+(\d{1,6})\s*$/;

/** `falseHitRate < 0.01 over 500` */
const promotionText = z
  .string()
  .regex(PROMOTION)
  .transform((text) => {
    const [, rate = "0", percent = "", over = "0"] = PROMOTION.exec(text) ?? [];
    return { falseHitRate: Number(rate) / (percent === "%" ? 100 : 1), over: Number(over) };
  })
  .pipe(z.strictObject({ falseHitRate: z.number().min(0).max(1), over: z.int().min(1).max(100_000) }));

export const promoteWhen = z
  .union([
    promotionText,
    z.strictObject({
      falseHitRate: share.describe("Share of compared answers that were wrong, below which hits are given."),
      over: z.int().min(1).max(100_000).describe("Comparisons that are looked back on; fewer prove nothing."),
    }),
  ])
  .register(terms, {
    noun: "a condition on the share of wrong answers",
    short: "condition",
    examples: ["falseHitRate < 0.01 over 500"],
  })
  .describe(
    "Until then the route only compares, whatever `mode` says (`off` excepted); from then on it gives hits and goes on comparing a share of them (`compare`), and stops giving them when the condition no longer holds.",
  );

const semantic = z
  .strictObject({
    mode: z
      .enum(["off", "shadow", "on"])
      .default("shadow")
      .describe(
        "`shadow` looks for an answer beside the call, which never waits for it, and counts how often it agrees with the upstream's own; `on` gives the answer that was found, and where there is none the call has waited for the look-up.",
      ),
    threshold: share
      .default(0.75)
      .describe(
        "Cosine similarity of two questions below which neither answers the other. Numbers, names, negations and other words that decide are compared besides, whatever the similarity.",
      ),
    ttl: positiveDuration
      .optional()
      .describe("How long an answer is given to similar questions; as long as `exact.ttl` when absent."),
    window: z
      .int()
      .min(0)
      .max(64)
      .default(0)
      .describe(
        "Earlier turns of the conversation, counted back from the question, that may differ in their words. They must say the same all the same: nothing that decides may differ in any of them. Whatever stands before them must be equal. 0: only the question itself may be in other words.",
      ),
    compare: share
      .default(0.05)
      .describe(
        "Share of the hits that are not given but compared with the upstream's own answer, in mode `on`.",
      ),
    promoteWhen: promoteWhen.optional(),
    embedder: z
      .strictObject({
        upstream: resourceName.describe("Name of an Upstream that serves `/v1/embeddings`."),
        model: modelName.describe("Model to ask it for."),
      })
      .optional()
      .describe(
        "Who turns questions into vectors: an upstream; the model inside the process when absent (see `embeddings` of the Sidecar).",
      ),
  })
  .register(terms, mapSuchAs("{ mode: shadow, threshold: 0.75 }"))
  .describe(
    "Answers questions that mean the same as one that was answered before. All else of the request has to be equal: model, system prompt, parameters, earlier turns. Never in agent turns (tools on offer, called or answering), never where the conversation has something else than text in it, and never for texts with personal data unless `isolate` is `user` or `session`.",
  );

export const cache = z
  .strictObject({
    exact: z
      .strictObject({
        ttl: positiveDuration.describe("How long an answer is served as fresh."),
        staleWhileRevalidate: duration
          .prefault("0s")
          .describe(
            "How long beyond that it is still served at once, while one call in the background asks for a new one.",
          ),
        coalesce: z
          .boolean()
          .default(true)
          .describe(
            "Identical calls that are in flight at the same time share one upstream call, streams from their start.",
          ),
        maxTemperature: z
          .number()
          .min(0)
          .max(2)
          .default(0.7)
          .describe("Calls that ask for a higher `temperature` want variety: they go by the cache."),
        readOnlyTools: z
          .array(z.string().min(1).max(256))
          .max(256)
          .default([])
          .describe(
            "Tools without side effects, by glob (`get_*`); `*` stands for all. Calls that offer any other tool go by the cache.",
          ),
        storedResponses: z
          .boolean()
          .default(false)
          .describe(
            "Whether calls that ask the provider to keep the answer (`store: true`) are cached as well.",
          ),
      })
      .register(terms, mapSuchAs("{ ttl: 10m }"))
      .optional()
      .describe(
        "Answers identical calls from memory. Of gRPC calls that pass through: those whose request and reply are one message each, by the message's bytes.",
      ),
    semantic: semantic.optional(),
    isolate: z
      .enum(["workload", "user", "session"])
      .optional()
      .describe(
        "Who shares an answer: all callers of one `workload`, whatever user they name; one `user` (`x-aios-user`); one `session` (`x-aios-session`). Calls that do not name theirs go by the cache. When absent, callers of one workload that name the same user or none.",
      ),
    tags: z
      .array(cacheTag)
      .max(MAX_OWN_TAGS)
      .default([])
      .describe(
        "Tags of every answer of this route, for `aios cache purge --tag`; besides `route:…`, `model:…`, `upstream:…`, `prompt:…` and those of the header `x-aios-cache-tags`.",
      ),
  })
  .register(terms, mapSuchAs("{ exact: { ttl: 10m } }"))
  .describe("Caching of complete, successful answers.");

export type CacheSpec = z.output<typeof cache>;
export type ExactCacheSpec = NonNullable<CacheSpec["exact"]>;
export type SemanticCacheSpec = NonNullable<CacheSpec["semantic"]>;
