import type { z } from "zod";
import { cache as cacheSchema } from "../../../../../../config/schema/cache.ts";
import type { Call, Handler } from "../../../../../../sidecar/core/call.ts";
import type { Dialect } from "../../../../../../sidecar/core/dialect.ts";
import type { JsonObject } from "../../../../../../sidecar/core/json.ts";
import { dialectOf } from "../../../../../../sidecar/dialects/registry.ts";
import {
  createCacheFilter,
  createCacheStore,
  Flights,
  Purges,
} from "../../../../../../sidecar/filters/cache/filter.ts";
import { createInquire } from "../../../../../../sidecar/filters/cache/semantic/inquire.ts";
import { Promotion } from "../../../../../../sidecar/filters/cache/semantic/promotion.ts";
import { SemanticCache } from "../../../../../../sidecar/filters/cache/semantic/semantic-cache.ts";
import { documentReply, testCall, text } from "../../../../../support/calls.ts";
import { FakeClock, settle } from "../../../../../support/fake-clock.ts";
import { fakeEmbedder } from "../../../../../support/fake-embedder.ts";
import { FakeRandom } from "../../../../../support/fake-random.ts";
import { recordTelemetry } from "../../../../../support/recorded-telemetry.ts";

export type CacheInput = z.input<typeof cacheSchema>;

export interface SemanticSetUp {
  readonly cache?: CacheInput;
  readonly dialect?: Dialect;
  /** What the upstream says to a call; "answer N" when absent. */
  readonly answer?: (call: Call, number: number) => string;
  readonly maxEntries?: number;
  /** How long an expired answer is kept for the ladder. */
  readonly keepStaleMs?: number;
  readonly mayEmbed?: (call: Call) => boolean;
  /** Chance, drawn for each look-up of a route that gives hits. */
  readonly chances?: readonly number[];
}

export function chat(content: string, more: JsonObject = {}): JsonObject {
  return { model: "m", messages: [{ role: "user", content }], ...more };
}

/** The cache of a route with a semantic tier, above an upstream that counts its answers. */
export function setUpSemantic({
  cache = {},
  dialect = dialectOf("openai-chat"),
  answer = (_call, number) => `answer ${number}`,
  maxEntries = 100,
  keepStaleMs = 0,
  mayEmbed = () => true,
  chances = [],
}: SemanticSetUp = {}) {
  const spec = cacheSchema.parse({
    exact: { ttl: "60s" },
    semantic: { mode: "on", compare: 0 },
    ...cache,
  });
  const clock = new FakeClock();
  const telemetry = recordTelemetry();
  const embedder = fakeEmbedder();
  const store = createCacheStore({ maxBytes: 1_000_000, clock, telemetry });
  const purges = new Purges(() => clock.now());
  const semanticCache = new SemanticCache({ maxEntries, store, telemetry });
  const { exact, semantic, isolate } = spec;
  if (exact === undefined || semantic === undefined) throw new Error("This is no semantic cache.");
  const promotion = new Promotion({
    routeName: "chat",
    spec: semantic,
    comparisons: semanticCache.comparisonsOf("chat", ""),
    telemetry,
  });
  const inquire = createInquire({
    spec: semantic,
    isolate,
    routeName: "chat",
    routeVersion: "1",
    ttlMs: semantic.ttl ?? exact.ttl,
    embedder,
    mayEmbed,
    index: semanticCache.indexOf(embedder.id),
    promotion,
    cache: semanticCache,
    store,
    clock,
    random: new FakeRandom(1, chances),
    telemetry,
  });
  const reached: Call[] = [];
  const faults: unknown[] = [];
  const upstream: Handler = async (call) => {
    reached.push(call);
    const content = answer(call, reached.length);
    return documentReply(replyOf(content));
  };
  const handle = createCacheFilter({
    store,
    flights: new Flights({ maxBytes: 100_000, clock, onFault: (error) => faults.push(error) }),
    purges,
    shared: undefined,
    spec,
    routeName: "chat",
    routeVersion: "1",
    keepStaleMs,
    totalMs: 60_000,
    isOverloaded: () => false,
    placesOf: () => "",
    inquire,
    priceOf: () => undefined,
    enter: () => () => {},
    maxEntryBytes: 100_000,
    dialectOf,
    clock,
    telemetry,
  }).wrap(upstream);

  /** Makes a call, reads its reply to the end, and lets everything beside it come to its end. */
  async function ask(request: JsonObject | string, overrides: Partial<Call> = {}) {
    const document = typeof request === "string" ? chat(request) : request;
    const call = testCall(dialect, document, overrides);
    const reply = await handle(call);
    const body = await text(reply.body);
    call.end();
    await settle();
    const { cache: outcome, cacheSimilarity, cacheAgeSeconds } = call.record.all();
    return { call, reply, body, outcome, similarity: cacheSimilarity, age: cacheAgeSeconds };
  }

  return {
    ask,
    handle,
    clock,
    telemetry,
    embedder,
    store,
    purges,
    semanticCache,
    promotion,
    reached,
    faults,
    /** What was counted, oldest first. */
    outcomes: () => telemetry.named("semanticLookedUp").map(({ values }) => values[1]),
    /** Whether each comparison agreed. */
    agreed: () => telemetry.named("semanticCompared").map(({ values }) => values[3]),
  };
}

export function replyOf(content: string): JsonObject {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: "m",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  };
}
