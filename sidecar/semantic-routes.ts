import { canonicalJson, sha256 } from "../config/schema/canonical.ts";
import type { RouteSpec } from "../config/schema/route.ts";
import type { Named } from "../config/schema/snapshot.ts";
import type { Call } from "./core/call.ts";
import { compose } from "./core/filter.ts";
import type { Embedder } from "./embedding/embedder.ts";
import { createUpstreamEmbedder } from "./embedding/upstream-embedder.ts";
import { askForEmbeddings } from "./embeddings-call.ts";
import { createBreakerFilter } from "./filters/breaker/filter.ts";
import type { Inquire } from "./filters/cache/inquiry.ts";
import { createInquire } from "./filters/cache/semantic/inquire.ts";
import { Promotion } from "./filters/cache/semantic/promotion.ts";
import type { SemanticRoute } from "./filters/cache/semantic/semantic-cache.ts";
import { createRouteFilter } from "./filters/route/filter.ts";
import { createTimeoutsFilter } from "./filters/timeouts/filter.ts";
import { createTranslateFilter } from "./filters/translate/filter.ts";
import type { ConfigParts, RouteParts } from "./pipeline.ts";

/** What a route of the configuration needs to answer by meaning. */
export interface SemanticParts
  extends ConfigParts,
    Pick<RouteParts, "judgesOf" | "routeVersion" | "policiesVersion" | "upstream" | "enter"> {
  /** What makes an upstream another one; its vectors are others then. */
  readonly identityOf: (upstream: string) => unknown;
}

export interface CompiledSemanticRoute extends SemanticRoute {
  readonly inquire: Inquire;
  /** Its configuration is in force no more, and its last call has ended. */
  close(): void;
}

/** Whether a route answers by meaning, or compares what it would answer. */
export function isSemantic({ match, cache }: RouteSpec): boolean {
  if (match.paths !== undefined || match.services !== undefined) return false;
  return cache?.exact !== undefined && cache.semantic !== undefined && cache.semantic.mode !== "off";
}

/** Undefined for a route that does neither. */
export function compileSemanticRoute(
  { name, spec }: Named<RouteSpec>,
  parts: SemanticParts,
): CompiledSemanticRoute | undefined {
  const { exact, semantic, isolate } = spec.cache ?? {};
  if (!isSemantic(spec) || exact === undefined || semantic === undefined) return undefined;
  const { semanticCache, clock, random, telemetry, routeVersion } = parts;
  const { embedder, id, mayEmbed, close } = embedderOf(spec, parts);
  const { threshold, window } = semantic;
  const fingerprint = sha256(canonicalJson([id, threshold, window, isolate ?? null, parts.policiesVersion]));
  const promotion = new Promotion({
    routeName: name,
    spec: semantic,
    comparisons: semanticCache.comparisonsOf(name, fingerprint),
    telemetry,
  });
  const inquire = createInquire({
    spec: semantic,
    isolate,
    routeName: name,
    routeVersion,
    ttlMs: semantic.ttl ?? exact.ttl,
    embedder,
    mayEmbed,
    index: semanticCache.indexOf(id),
    promotion,
    cache: semanticCache,
    store: parts.cache.store,
    clock,
    random,
    telemetry,
  });
  return { name, fingerprint, embedder: id, promotion, inquire, close };
}

interface ChosenEmbedder {
  readonly embedder: Embedder;
  /** Of whose vectors. */
  readonly id: string;
  readonly mayEmbed: (call: Call) => boolean;
  close(): void;
}

function embedderOf(spec: RouteSpec, parts: SemanticParts): ChosenEmbedder {
  const chosen = spec.cache?.semantic?.embedder;
  if (chosen === undefined) {
    const { embedder } = parts;
    return { embedder, id: embedder.id, mayEmbed: () => true, close() {} };
  }
  const { snapshot, embeddings, judgesOf, clock, random, telemetry } = parts;
  const embedder = createUpstreamEmbedder({
    ...chosen,
    ask: askForEmbeddings({
      target: chosen,
      handler: compose(embeddingsPipeline(spec, parts), parts.upstream),
      timeoutMs: embeddings.timeout,
      enter: parts.enter,
      dialectOf: parts.dialectOf,
      clock,
      random,
      telemetry,
    }),
    queue: embeddings.queue,
    timeout: embeddings.timeout,
    clock,
    telemetry,
  });
  return {
    embedder,
    id: `${embedder.id}@${sha256(canonicalJson(parts.identityOf(chosen.upstream)))}`,
    // What a call says goes to no place where the call itself may not go.
    mayEmbed: (call) =>
      snapshot.upstreams.has(chosen.upstream) &&
      judgesOf(call.policies).every((judge) => judge(call, chosen).denial === undefined),
    close: () => embedder.close(),
  };
}

/** What a question goes through on its way to the upstream that embeds it: it is asked once, and counts as no call. */
function embeddingsPipeline(
  spec: RouteSpec,
  { snapshot, breakers, dialectOf, clock, random }: SemanticParts,
) {
  const { upstreams } = snapshot;
  return [
    // Takes the upstream that the route names; whether it may is judged call by call, before its question is embedded.
    createRouteFilter({ targets: [], upstreams, judgesOf: () => [], random, dialectOf }),
    createTranslateFilter({ upstreams, dialectOf, clock }),
    // Stops asking an upstream that keeps failing.
    createBreakerFilter({ breakers, clock }),
    createTimeoutsFilter({ spec: spec.timeouts, clock }),
  ];
}
