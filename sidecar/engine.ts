import type { EmbeddingsSpec } from "../config/schema/embeddings.ts";
import { listedModels } from "../config/schema/models.ts";
import type { NamesSpec } from "../config/schema/names.ts";
import { expandEntities } from "../config/schema/redaction.ts";
import type { LimitsSpec } from "../config/schema/settings.ts";
import type { ConfigSnapshot } from "../config/schema/snapshot.ts";
import { AttemptBudgets } from "./core/attempt-budget.ts";
import type { Call, Handler, Reply, Workload } from "./core/call.ts";
import { deadlineAfter, NO_DEADLINE } from "./core/deadline.ts";
import { Ending } from "./core/ending.ts";
import type { Arrival, Engine, ListedModel, RunningCall } from "./core/engine.ts";
import { AiosError, toAiosError } from "./core/errors.ts";
import { compose } from "./core/filter.ts";
import { DecisionRecord } from "./core/record.ts";
import type { SharedCache } from "./core/shared-cache.ts";
import type { BreakerStatus, CacheEntry, UpstreamStatus } from "./core/status.ts";
import { isNameEntity } from "./detection/names/entities.ts";
import type { NameDetector } from "./detection/names/name-detector.ts";
import { createThreadDetector } from "./detection/names/thread-detector.ts";
import { dialectOf } from "./dialects/registry.ts";
import type { Embedder } from "./embedding/embedder.ts";
import { createThreadEmbedder } from "./embedding/thread-embedder.ts";
import { createAdmission, UNWATCHED, watchOverload } from "./filters/admit/filter.ts";
import { createBreakers } from "./filters/breaker/filter.ts";
import { type CacheParts, createCacheStore, Flights, type Purge, Purges } from "./filters/cache/filter.ts";
import { SemanticCache } from "./filters/cache/semantic/semantic-cache.ts";
import { HedgeHistories } from "./filters/hedge/filter.ts";
import { createExecutions } from "./filters/idempotency/filter.ts";
import { createLimits } from "./filters/limit/filter.ts";
import { ShadowCalls } from "./filters/mirror/filter.ts";
import { createRecordFilter } from "./filters/record/filter.ts";
import { createHashKeys, SessionVaults } from "./filters/redact/filter.ts";
import { buildGeneration, type Dial, type Generation } from "./generation.ts";
import type { SharedParts } from "./pipeline.ts";
import { type Plan, payloadOf, planCall } from "./plan.ts";
import type { Clock } from "./platform/clock.ts";
import { uuidv7 } from "./platform/ids.ts";
import type { PressureSensor } from "./platform/pressure.ts";
import type { Random } from "./platform/random.ts";
import type { SecretReader } from "./platform/secrets.ts";
import type { Telemetry } from "./platform/telemetry.ts";
import { isSemantic } from "./semantic-routes.ts";
import { grantedBounds, shortest, type TimeBound, tookTooLong } from "./time-bound.ts";
import { ClientRegistry } from "./upstream/client-registry.ts";

export interface EngineOptions {
  readonly limits: LimitsSpec;
  /** Of the tier that finds persons, addresses and organisations. */
  readonly names: NamesSpec;
  /** Of the model that turns questions into vectors. */
  readonly embeddings: EmbeddingsSpec;
  /** In place of that model. The engine closes it. */
  readonly embedder?: Embedder | undefined;
  readonly dial: Dial;
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
  }: Pick<EngineOptions, "clock" | "telemetry" | "pressure" | "sharedCache">,
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
  }: Pick<EngineOptions, "embeddings" | "embedder" | "clock" | "telemetry">,
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

/** What an operator can see of the cache, and do to it. */
export interface CacheControl {
  readonly entries: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** The newest purge of the control plane that was applied; 0 when none was. */
  readonly purgedUpTo: number;
  /** The most recently used answers first, without what they say. */
  list(limit: number): readonly CacheEntry[];
  /**
   * Takes away what is tagged so, and keeps what is on its way from being stored. How many answers were there.
   * `knownUpTo`: with these, all is known that the control plane had purged up to this number.
   */
  purge(purges: readonly Purge[], knownUpTo?: number): number;
  /** A control plane will tell what was purged so far; until then, no answers of other processes are given. */
  awaitPurges(): void;
}

/** The engine without listeners. */
export interface RunningEngine extends Engine {
  /** Replaces the whole configuration, or throws and changes nothing. Calls in flight finish on the old one. */
  apply(snapshot: ConfigSnapshot): void;
  readonly snapshot: ConfigSnapshot | undefined;
  breakers(): readonly BreakerStatus[];
  upstreams(): readonly UpstreamStatus[];
  readonly cache: CacheControl;
  /** Resolves when no call is in flight, at the latest after `timeoutMs`, by which time the rest have been cancelled. */
  drain(timeoutMs: number): Promise<void>;
  close(): void;
}

/** Edges still have to tell the callers of calls that a drain has cancelled; ample for that, and the bound of the wait. */
const TELL_CALLERS_MS = 1_000;

/** Builds the engine: one pipeline per route and configuration, whatever protocol the calls come in by. */
export function createEngine({
  limits,
  names: namesSpec,
  embeddings,
  embedder: ownEmbedder,
  dial,
  secrets,
  sharedCache,
  pressure,
  clock,
  random,
  telemetry,
}: EngineOptions): RunningEngine {
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
  const registry = new ClientRegistry((error) => telemetry.internalError("closing an upstream", error));
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
  const endFault = (error: unknown) => telemetry.internalError("the end of a call", error);
  const refused = createRecordFilter({ dialectOf, clock, telemetry, knownModels: new Set() });
  const running = new Set<RunningCall>();
  let generation: Generation | undefined;
  /** Everybody who waits for the last call to end. */
  const whenIdle = new Set<() => void>();

  function begin(arrival: Arrival): RunningCall {
    const startedAt = clock.monotonic();
    const dialect = dialectOf(arrival.dialect);
    const payload = payloadOf(arrival, dialect);
    const record = new DecisionRecord();
    let planned: Plan | undefined;
    let handler: Handler;
    let granted: readonly TimeBound[] = [];
    try {
      granted = grantedBounds(arrival);
      planned = planCall(arrival, payload, dialect, generation);
      handler = planned.handler;
    } catch (thrown) {
      const error = toAiosError(thrown);
      handler = compose([refused], () => Promise.reject(error));
    }
    if (generation !== undefined) record.set("configVersion", generation.snapshot.version);
    if (planned?.route !== undefined) record.set("route", planned.route);
    if (planned !== undefined) record.set("policies", planned.policies);

    const leave = planned?.current.enter();
    const bound = shortest(planned?.bound === undefined ? granted : [...granted, planned.bound]);
    const abort = new AbortController();
    const ending = new Ending(endFault);
    const call: Call = {
      id: arrival.id ?? uuidv7(clock, random),
      protocol: arrival.protocol,
      operation: dialect.operation,
      dialect: arrival.dialect,
      model: planned?.model ?? "",
      stream: planned?.stream ?? false,
      headers: arrival.headers,
      request: payload,
      opaque: planned?.opaque,
      workload: arrival.workload,
      user: arrival.headers["x-aios-user"],
      session: arrival.headers["x-aios-session"],
      policies: planned?.policies ?? [],
      dryRuns: planned?.dryRuns ?? [],
      preferred: undefined,
      target: planned?.target,
      stale: undefined,
      startedAt,
      deadline: bound === undefined ? NO_DEADLINE : deadlineAfter(startedAt, bound.ms),
      routeTimeoutMs: planned?.routeTimeoutMs,
      firstFrameBy:
        arrival.firstFrameMs === undefined ? NO_DEADLINE : deadlineAfter(startedAt, arrival.firstFrameMs),
      signal: abort.signal,
      record,
      onEnd: (callback) => ending.add(callback),
    };
    const timer =
      bound === undefined ? undefined : clock.after(bound.ms, () => abort.abort(tookTooLong(bound)));
    const runningCall: RunningCall = {
      call,
      reply: untilAborted(call, handler),
      cancel: (reason) => abort.abort(reason),
      end: (end) => {
        if (!running.delete(runningCall)) return;
        timer?.cancel();
        // Whatever still runs upstream has nobody left to run for.
        if (end.outcome === "failed") abort.abort(end.error);
        ending.run(end);
        leave?.();
        if (running.size === 0) for (const idle of whenIdle) idle();
      },
    };
    running.add(runningCall);
    return runningCall;
  }

  return {
    begin,
    models(workload: Workload): readonly ListedModel[] {
      if (generation === undefined) return [];
      return listedModels(generation.snapshot, workload).map(({ id, owner }) => ({ id, ownedBy: owner }));
    },
    passesThrough: (path, workload) =>
      generation === undefined ||
      generation.matchPassthrough({ transport: "http", path, workload }) !== undefined,
    get configVersion() {
      return generation?.snapshot.version;
    },
    get callsInFlight() {
      return running.size;
    },
    get snapshot() {
      return generation?.snapshot;
    },
    apply(snapshot) {
      const next = buildGeneration(snapshot, parts, registry, dial);
      if (seeksNames(snapshot.policies)) names.start();
      if (embedsQuestions(snapshot)) embedder.start();
      policyLimits.sync(snapshot.policies);
      breakers.sync(snapshot);
      parts.retryBudgets.sync(snapshot.upstreams);
      parts.hedgeHistories.sync(snapshot);
      parts.semanticCache.sync(next.semanticRoutes);
      const previous = generation;
      generation = next;
      previous?.retire();
    },
    cache: {
      get entries() {
        return cache.store.entries;
      },
      get bytes() {
        return cache.store.bytes;
      },
      maxBytes: limits.cacheSize,
      get purgedUpTo() {
        return cache.purges.sequence;
      },
      list: (limit) => cache.store.list(limit),
      awaitPurges: () => cache.purges.awaitLog(),
      purge(purges, knownUpTo) {
        const tags = purges.filter((purge) => cache.purges.add(purge)).map(({ tag }) => tag);
        if (knownUpTo !== undefined) cache.purges.reach(knownUpTo);
        if (tags.length === 0) return 0;
        const answers = cache.store.purge(tags);
        telemetry.cachePurged(tags, answers);
        return answers;
      },
    },
    breakers: () => breakers.states(),
    upstreams: () => mergeByName(registry.clients.map((client) => client.status())),
    async drain(timeoutMs) {
      telemetry.draining(running.size);
      if (running.size === 0) return;
      await new Promise<void>((resolve) => {
        const settle = () => {
          timer.cancel();
          whenIdle.delete(settle);
          resolve();
        };
        let timer = clock.after(timeoutMs, () => {
          timer = clock.after(TELL_CALLERS_MS, settle);
          for (const call of running) {
            call.cancel(
              new AiosError("draining", "The process is shutting down and the call did not finish in time."),
            );
          }
        });
        whenIdle.add(settle);
      });
    },
    close() {
      parts.shadowCalls.cancelAll();
      cache.flights.close();
      generation?.retire();
      generation = undefined;
      redactionSessions.close();
      breakers.close();
      overload.close();
      names.close();
      embedder.close();
      void sharedCache?.close();
    },
  };
}

/** The handler's reply, or the signal's reason as soon as it aborts: no filter that overlooks the signal can hang a call. */
function untilAborted(call: Call, handler: Handler): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { signal } = call;
    const onAbort = () => reject(toAiosError(signal.reason));
    signal.addEventListener("abort", onAbort, { once: true });
    // `then` and not `await`: a handler that throws synchronously must reject as well.
    Promise.resolve()
      .then(() => handler(call))
      .then(
        (reply) => {
          signal.removeEventListener("abort", onAbort);
          if (signal.aborted) void discard(reply);
          else resolve(reply);
        },
        (error: unknown) => {
          signal.removeEventListener("abort", onAbort);
          reject(toAiosError(error));
        },
      );
  });
}

/** A reply that came too late: its body is closed unread, so that its connection goes back. */
async function discard(reply: Reply): Promise<void> {
  try {
    await reply.body[Symbol.asyncIterator]().return?.();
  } catch {
    // It was to be thrown away; how it failed interests nobody.
  }
}

/** An upstream has a client for each connect timeout that routes give it; who looks at it wants one line. */
function mergeByName(statuses: readonly UpstreamStatus[]): readonly UpstreamStatus[] {
  const merged = new Map<string, UpstreamStatus>();
  for (const status of statuses) {
    const known = merged.get(status.name);
    merged.set(status.name, known === undefined ? status : sum(known, status));
  }
  return [...merged.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function sum(left: UpstreamStatus, right: UpstreamStatus): UpstreamStatus {
  const calls = { running: left.running + right.running, pending: left.pending + right.pending };
  // Those of an earlier configuration come first, as long as its calls run.
  if (left.via !== "direct" || right.via !== "direct") return { ...right, ...calls };
  return {
    ...left,
    ...(right.endpoints === undefined ? {} : { endpoints: right.endpoints }),
    connected: left.connected + right.connected,
    free: left.free + right.free,
    ...calls,
  };
}
