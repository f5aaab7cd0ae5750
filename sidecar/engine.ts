import { listedModels } from "../config/schema/models.ts";
import type { ConfigSnapshot } from "../config/schema/snapshot.ts";
import { type CacheControl, createCacheControl } from "./cache-control.ts";
import type { Call, Handler, Reply, Workload } from "./core/call.ts";
import { CallAbort } from "./core/call-signal.ts";
import { deadlineAfter, NO_DEADLINE } from "./core/deadline.ts";
import { Ending } from "./core/ending.ts";
import type { Arrival, Engine, ListedModel, RunningCall } from "./core/engine.ts";
import { AiosError, toAiosError } from "./core/errors.ts";
import { compose } from "./core/filter.ts";
import { DecisionRecord } from "./core/record.ts";
import { Roster } from "./core/roster.ts";
import type { BreakerStatus, UpstreamStatus } from "./core/status.ts";
import { dialectOf } from "./dialects/registry.ts";
import { createRecordFilter } from "./filters/record/filter.ts";
import { buildGeneration, type Dial, type Generation } from "./generation.ts";
import { type Plan, payloadOf, planCall } from "./plan.ts";
import { uuidv7 } from "./platform/ids.ts";
import { RequestMemory } from "./request-memory.ts";
import { createSharedParts, type SharedPartsOptions } from "./shared-parts.ts";
import { grantedBounds, shortest, type TimeBound, tookTooLong } from "./time-bound.ts";
import { ClientRegistry } from "./upstream/client-registry.ts";

export interface EngineOptions extends SharedPartsOptions {
  readonly dial: Dial;
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
export function createEngine({ dial, ...options }: EngineOptions): RunningEngine {
  const { limits, clock, random, telemetry } = options;
  const kept = createSharedParts(options);
  const { parts } = kept;
  const registry = new ClientRegistry((error) => telemetry.internalError("closing an upstream", error));
  const endFault = (error: unknown) => telemetry.internalError("the end of a call", error);
  const refused = createRecordFilter({ dialectOf, clock, telemetry, knownModels: new Set() });
  const memory = new RequestMemory();
  const running = new Roster<RunningCall>();
  let generation: Generation | undefined;
  /** Everybody who waits for the last call to end. */
  const whenIdle = new Set<() => void>();

  function begin(arrival: Arrival): RunningCall {
    const startedAt = clock.monotonic();
    const dialect = dialectOf(arrival.dialect);
    const payload = payloadOf(arrival, dialect, memory);
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
    const bound = shortest(granted, planned?.bound);
    const abort = new CallAbort();
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
      signal: abort,
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
        if (!running.remove(place)) return;
        timer?.cancel();
        try {
          // Whatever still runs upstream has nobody left to run for.
          if (end.outcome === "failed") abort.abort(end.error);
        } catch (fault) {
          endFault(fault);
        }
        ending.run(end);
        leave?.();
        if (running.size === 0) for (const idle of whenIdle) idle();
      },
    };
    const place = running.add(runningCall);
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
      kept.sync(snapshot, next);
      const previous = generation;
      generation = next;
      previous?.retire();
    },
    cache: createCacheControl(parts.cache, { maxBytes: limits.cacheSize, telemetry }),
    breakers: () => parts.breakers.states(),
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
      generation?.retire();
      generation = undefined;
      kept.close();
    },
  };
}

/** The handler's reply, or the signal's reason as soon as it aborts: no filter that overlooks the signal can hang a call. */
function untilAborted(call: Call, handler: Handler): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { signal } = call;
    const onAbort = () => reject(toAiosError(signal.reason));
    signal.addEventListener("abort", onAbort);
    const replied = (reply: Reply) => {
      signal.removeEventListener("abort", onAbort);
      if (signal.aborted) void discard(reply);
      else resolve(reply);
    };
    const failed = (error: unknown) => {
      signal.removeEventListener("abort", onAbort);
      reject(toAiosError(error));
    };
    try {
      handler(call).then(replied, failed);
    } catch (error) {
      failed(error);
    }
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
