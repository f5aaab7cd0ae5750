import type { EmbeddingsSpec } from "../config/schema/embeddings.ts";
import type { NamesSpec } from "../config/schema/names.ts";
import { expandEntities } from "../config/schema/redaction.ts";
import type { LimitsSpec } from "../config/schema/settings.ts";
import type { ConfigSnapshot } from "../config/schema/snapshot.ts";
import { AttemptBudgets } from "./core/attempt-budget.ts";
import type { SharedCache } from "./core/shared-cache.ts";
import { isNameEntity } from "./detection/names/entities.ts";
import type { NameDetector } from "./detection/names/name-detector.ts";
import { createThreadDetector } from "./detection/names/thread-detector.ts";
import { dialectOf } from "./dialects/registry.ts";
import type { Embedder } from "./embedding/embedder.ts";
import { createThreadEmbedder } from "./embedding/thread-embedder.ts";
import { createAdmission, UNWATCHED, watchOverload } from "./filters/admit/filter.ts";
import { createBreakers } from "./filters/breaker/filter.ts";
import { type CacheParts, createCacheStore, Flights, Purges } from "./filters/cache/filter.ts";
import { SemanticCache } from "./filters/cache/semantic/semantic-cache.ts";
import { HedgeHistories } from "./filters/hedge/filter.ts";
import { createExecutions } from "./filters/idempotency/filter.ts";
import { createLimits } from "./filters/limit/filter.ts";
import { ShadowCalls } from "./filters/mirror/filter.ts";
import { createHashKeys, SessionVaults } from "./filters/redact/filter.ts";
import type { Generation } from "./generation.ts";
import type { SharedParts } from "./pipeline.ts";
import type { Clock } from "./platform/clock.ts";
import type { PressureSensor } from "./platform/pressure.ts";
import type { Random } from "./platform/random.ts";
import type { SecretReader } from "./platform/secrets.ts";
import type { Telemetry } from "./platform/telemetry.ts";
import { isSemantic } from "./semantic-routes.ts";

export interface SharedPartsOptions {
  readonly limits: LimitsSpec;
  /** Of the tier that finds persons, addresses and organisations. */
  readonly names: NamesSpec;
  /** Of the model that turns questions into vectors. */
  readonly embeddings: EmbeddingsSpec;
  /** In place of that model. The engine closes it. */
  readonly embedder?: Embedder | undefined;
  /** The secrets that configuration may refer to. */
  readonly secrets: SecretReader;
  /** Behind the cache of this process. The engine closes it. */
  readonly sharedCache?: SharedCache | undefined;
  /** How hard the process has it, which is not looked at without one. The engine closes it. */
  readonly pressure?: PressureSensor | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

/** A model that cannot be loaded is told at start; then nothing may be left open. */
function namesFrom(
  spec: NamesSpec,
  {
    clock,
    telemetry,
    pressure,
    sharedCache,
  }: Pick<SharedPartsOptions, "clock" | "telemetry" | "pressure" | "sharedCache">,
): NameDetector {
  try {
    return createThreadDetector({ spec, clock, telemetry });
  } catch (error) {
    pressure?.close();
    void sharedCache?.close();
    throw error;
  }
}

/** As above; `close` lets go of what is open by then. */
function embedderFrom(
  {
    embeddings,
    embedder,
    clock,
    telemetry,
  }: Pick<SharedPartsOptions, "embeddings" | "embedder" | "clock" | "telemetry">,
  close: () => void,
): Embedder {
  if (embedder !== undefined) return embedder;
  try {
    return createThreadEmbedder({ spec: embeddings, clock, telemetry });
  } catch (error) {
    close();
    throw error;
  }
}

/** Whether some route has questions embedded by the model of this process. */
function embedsQuestions({ routes }: ConfigSnapshot): boolean {
  return routes.some(({ spec }) => isSemantic(spec) && spec.cache?.semantic?.embedder === undefined);
}

/** Whether some policy looks for what only the names tier finds, so that its thread is there when the first call comes. */
function seeksNames(policies: ConfigSnapshot["policies"]): boolean {
  return [...policies.values()].some(({ redact }) => {
    const named = [redact, ...(redact?.overrides ?? [])].flatMap((rules) => rules?.entities ?? []);
    return expandEntities(named).some(isNameEntity);
  });
}

/** What the filters share, and who looks after it: it is made once, and outlives configurations. */
export interface KeptParts {
  readonly parts: SharedParts;
  /** A configuration is put in force: what it needs is started, what it has no more is forgotten. */
  sync(snapshot: ConfigSnapshot, next: Generation): void;
  close(): void;
}

export function createSharedParts({
  limits,
  names: namesSpec,
  embeddings,
  embedder: ownEmbedder,
  secrets,
  sharedCache,
  pressure,
  clock,
  random,
  telemetry,
}: SharedPartsOptions): KeptParts {
  const names = namesFrom(namesSpec, { clock, telemetry, pressure, sharedCache });
  const embedder = embedderFrom({ embeddings, embedder: ownEmbedder, clock, telemetry }, () => {
    names.close();
    pressure?.close();
    void sharedCache?.close();
  });
  const breakers = createBreakers({ telemetry, clock });
  const policyLimits = createLimits({ telemetry });
  const overload =
    pressure === undefined
      ? UNWATCHED
      : watchOverload({ spec: limits.overload, sensor: pressure, clock, telemetry });
  const redactionSessions = new SessionVaults({
    maxSessions: limits.redactionSessions,
    maxBytes: limits.redactionSessionSize,
    idleMs: limits.redactionSessionIdle,
    clock,
  });
  const cache: CacheParts = {
    store: createCacheStore({ maxBytes: limits.cacheSize, clock, telemetry }),
    flights: new Flights({
      maxBytes: limits.cacheEntrySize,
      clock,
      onFault: (error) => telemetry.internalError("calls that share a reply", error),
    }),
    purges: new Purges(() => clock.now()),
    shared: sharedCache,
    maxEntryBytes: limits.cacheEntrySize,
  };
  const parts: SharedParts = {
    admission: createAdmission(limits.maxConcurrentCalls),
    overload,
    limits: policyLimits,
    cache,
    semanticCache: new SemanticCache({
      maxEntries: limits.semanticCacheEntries,
      store: cache.store,
      telemetry,
    }),
    embedder,
    embeddings,
    executions: createExecutions({
      windowMs: limits.idempotencyWindow,
      maxBytes: limits.idempotencySize,
      clock,
    }),
    redactionSessions,
    hashKeys: createHashKeys(secrets, random),
    breakers,
    retryBudgets: new AttemptBudgets(() => clock.monotonic()),
    hedgeHistories: new HedgeHistories(clock),
    shadowCalls: new ShadowCalls({ maxCalls: limits.maxMirroredCalls, maxBytes: limits.maxRequestSize }),
    dialectOf,
    names,
    clock,
    random,
    telemetry,
    maxIdempotentAnswerBytes: limits.idempotencyEntrySize,
  };
  return {
    parts,
    sync(snapshot, next) {
      if (seeksNames(snapshot.policies)) names.start();
      if (embedsQuestions(snapshot)) embedder.start();
      policyLimits.sync(snapshot.policies);
      breakers.sync(snapshot);
      parts.retryBudgets.sync(snapshot.upstreams);
      parts.hedgeHistories.sync(snapshot);
      parts.semanticCache.sync(next.semanticRoutes);
    },
    close() {
      parts.shadowCalls.cancelAll();
      cache.flights.close();
      redactionSessions.close();
      breakers.close();
      overload.close();
      names.close();
      embedder.close();
      void sharedCache?.close();
    },
  };
}
