import { listedModels, nearestModels } from "../config/schema/models.ts";
import type { RouteSpec } from "../config/schema/route.ts";
import type { LimitsSpec } from "../config/schema/settings.ts";
import type { ConfigSnapshot, Named } from "../config/schema/snapshot.ts";
import { AttemptBudgets } from "./core/attempt-budget.ts";
import type { Call, Handler, OpaqueRequest, Operation, Reply, Workload } from "./core/call.ts";
import { type Deadline, deadlineAfter, NO_DEADLINE, remaining, shorten } from "./core/deadline.ts";
import type { Dialect } from "./core/dialect.ts";
import { Ending } from "./core/ending.ts";
import type { Arrival, Engine, ListedModel, RunningCall } from "./core/engine.ts";
import { AiosError, toAiosError } from "./core/errors.ts";
import { compose } from "./core/filter.ts";
import {
  opaquePayload,
  type Payload,
  payloadFromBytes,
  payloadFromDocument,
  unseenPayload,
} from "./core/payload.ts";
import { DecisionRecord } from "./core/record.ts";
import type { BreakerStatus, UpstreamStatus } from "./core/status.ts";
import { parseTimeout } from "./core/timeout-header.ts";
import { isJson } from "./dialects/media-type.ts";
import { dialectOf } from "./dialects/registry.ts";
import { createAdmission, UNWATCHED, watchOverload } from "./filters/admit/filter.ts";
import { createBreakers } from "./filters/breaker/filter.ts";
import { createCacheStore } from "./filters/cache/filter.ts";
import { HedgeHistories } from "./filters/hedge/filter.ts";
import { createExecutions } from "./filters/idempotency/filter.ts";
import { createLimits } from "./filters/limit/filter.ts";
import { ShadowCalls } from "./filters/mirror/filter.ts";
import { createRecordFilter } from "./filters/record/filter.ts";
import { buildGeneration, type Dial, type Generation, unknownUpstream } from "./generation.ts";
import type { SharedParts } from "./pipeline.ts";
import type { Clock } from "./platform/clock.ts";
import { uuidv7 } from "./platform/ids.ts";
import type { PressureSensor } from "./platform/pressure.ts";
import type { Random } from "./platform/random.ts";
import type { Telemetry } from "./platform/telemetry.ts";
import { ClientRegistry } from "./upstream/client-registry.ts";

export interface EngineOptions {
  readonly limits: LimitsSpec;
  readonly dial: Dial;
  /** How hard the process has it, which is not looked at without one. The engine closes it. */
  readonly pressure?: PressureSensor | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
}

/** The engine without listeners. */
export interface RunningEngine extends Engine {
  /** Replaces the whole configuration, or throws and changes nothing. Calls in flight finish on the old one. */
  apply(snapshot: ConfigSnapshot): void;
  readonly snapshot: ConfigSnapshot | undefined;
  breakers(): readonly BreakerStatus[];
  upstreams(): readonly UpstreamStatus[];
  /** Resolves when no call is in flight, at the latest after `timeoutMs`, by which time the rest have been cancelled. */
  drain(timeoutMs: number): Promise<void>;
  close(): void;
}

/** Edges still have to tell the callers of calls that a drain has cancelled; ample for that, and the bound of the wait. */
const TELL_CALLERS_MS = 1_000;

/** Builds the engine: one pipeline per route and configuration, whatever protocol the calls come in by. */
export function createEngine({
  limits,
  dial,
  pressure,
  clock,
  random,
  telemetry,
}: EngineOptions): RunningEngine {
  const breakers = createBreakers({ telemetry, clock });
  const policyLimits = createLimits({ telemetry });
  const overload =
    pressure === undefined
      ? UNWATCHED
      : watchOverload({ spec: limits.overload, sensor: pressure, clock, telemetry });
  const registry = new ClientRegistry((error) => telemetry.internalError("closing an upstream", error));
  const parts: SharedParts = {
    admission: createAdmission(limits.maxConcurrentCalls),
    overload,
    limits: policyLimits,
    cacheStore: createCacheStore({ maxBytes: limits.cacheSize, clock, telemetry }),
    executions: createExecutions({
      windowMs: limits.idempotencyWindow,
      maxBytes: limits.idempotencySize,
      clock,
    }),
    breakers,
    retryBudgets: new AttemptBudgets(() => clock.monotonic()),
    hedgeHistories: new HedgeHistories(clock),
    shadowCalls: new ShadowCalls(limits.maxMirroredCalls),
    dialectOf,
    clock,
    random,
    telemetry,
    maxCacheEntryBytes: limits.cacheEntrySize,
    maxIdempotentAnswerBytes: limits.idempotencyEntrySize,
  };
  const endFault = (error: unknown) => telemetry.internalError("the end of a call", error);
  const refused = createRecordFilter({ dialectOf, clock, telemetry });
  const running = new Set<RunningCall>();
  let generation: Generation | undefined;
  /** Everybody who waits for the last call to end. */
  const whenIdle = new Set<() => void>();

  /** Where a call goes, and how long it may take; throws what is wrong with it. */
  function plan(arrival: Arrival, payload: Payload): Plan {
    const dialect = dialectOf(arrival.dialect);
    const { model, stream } = arrival.opaque ?? dialect.readRequest(payload.document());
    const current = generation;
    if (current === undefined) {
      throw new AiosError("not-ready", "No configuration has been received yet.", { retryAfterMs: 1_000 });
    }
    if (arrival.upstream !== undefined) {
      // A name from the wire must not come further than this: it would become a metric's label.
      if (!current.snapshot.upstreams.has(arrival.upstream)) throw unknownUpstream(arrival.upstream);
      if (!mayForward(arrival, arrival.upstream, dialect.operation, current))
        throw notForThisWorkload(arrival.upstream);
      const target = { upstream: arrival.upstream, model };
      return {
        model,
        stream,
        target,
        policies: [],
        totalMs: undefined,
        routeTimeoutMs: current.longestTotal(arrival.upstream),
        route: undefined,
        opaque: arrival.opaque?.request,
        handler: current.forward,
        current,
      };
    }
    const { route, opaque } = routeOf(arrival, dialect.operation, model, current);
    const policies = current.policiesFor({
      route: route.name,
      workload: arrival.workload,
      headers: arrival.headers,
    });
    if (!policies.ok) throw unknownPolicy(policies);
    return {
      model,
      stream,
      target: undefined,
      policies: policies.names,
      totalMs: route.spec.timeouts.total,
      routeTimeoutMs: route.spec.timeouts.total,
      route: route.name,
      opaque,
      handler: current.handlerOf(route.name),
      current,
    };
  }

  function begin(arrival: Arrival): RunningCall {
    const startedAt = clock.monotonic();
    const dialect = dialectOf(arrival.dialect);
    const payload = payloadOf(arrival, dialect);
    const record = new DecisionRecord();
    let planned: Plan | undefined;
    let handler: Handler;
    let granted = NO_DEADLINE;
    try {
      granted = grantedDeadline(arrival, startedAt);
      planned = plan(arrival, payload);
      handler = planned.handler;
    } catch (thrown) {
      const error = toAiosError(thrown);
      handler = compose([refused], () => Promise.reject(error));
    }
    if (generation !== undefined) record.set("configVersion", generation.snapshot.version);
    if (planned?.route !== undefined) record.set("route", planned.route);
    if (planned !== undefined) record.set("policies", planned.policies);

    const leave = planned?.current.enter();
    const deadline =
      planned?.totalMs === undefined ? granted : shorten(granted, deadlineAfter(startedAt, planned.totalMs));
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
      target: planned?.target,
      stale: undefined,
      startedAt,
      deadline,
      routeTimeoutMs: planned?.routeTimeoutMs,
      firstFrameBy:
        arrival.firstFrameMs === undefined ? NO_DEADLINE : deadlineAfter(startedAt, arrival.firstFrameMs),
      signal: abort.signal,
      record,
      onEnd: (callback) => ending.add(callback),
    };
    const timer = Number.isFinite(deadline.at)
      ? clock.after(remaining(deadline, startedAt), () =>
          abort.abort(new AiosError("deadline-exceeded", "The call took longer than it was allowed to.")),
        )
      : undefined;
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
      policyLimits.sync(snapshot.policies);
      breakers.sync(snapshot);
      parts.retryBudgets.sync(snapshot.upstreams);
      parts.hedgeHistories.sync(snapshot);
      const previous = generation;
      generation = next;
      previous?.retire();
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
      generation?.retire();
      generation = undefined;
      breakers.close();
      overload.close();
    },
  };
}

interface Plan {
  readonly model: string;
  readonly stream: boolean;
  readonly target: Call["target"];
  readonly policies: readonly string[];
  /** Of its own route; a forwarded call brings its deadline along. */
  readonly totalMs: number | undefined;
  readonly routeTimeoutMs: number | undefined;
  readonly route: string | undefined;
  /** With the path as it goes on. */
  readonly opaque: OpaqueRequest | undefined;
  readonly handler: Handler;
  readonly current: Generation;
}

function payloadOf({ body, opaque }: Arrival, { rewriteRequest }: Dialect): Payload {
  if (!(body instanceof Uint8Array)) return payloadFromDocument(body, rewriteRequest);
  if (opaque === undefined) return payloadFromBytes(body, rewriteRequest);
  if (opaque.request.transport === "grpc") return unseenPayload();
  const { contentType } = opaque.request;
  // An empty body is JSON to nobody.
  return body.byteLength > 0 && isJson(contentType ?? "")
    ? payloadFromBytes(body, rewriteRequest)
    : opaquePayload(body, contentType, opaque.withModel);
}

interface PlannedRoute {
  readonly route: Named<RouteSpec>;
  readonly opaque: OpaqueRequest | undefined;
}

/** @throws AiosError `model-not-found`, or `unknown-path` for a call that passes through. */
function routeOf(
  { opaque, workload }: Arrival,
  operation: Operation,
  model: string,
  current: Generation,
): PlannedRoute {
  if (operation !== "passthrough") {
    const route = current.matchRoute({ operation, model, workload });
    if (route === undefined) throw unknownModel(model, current, workload);
    return { route, opaque: opaque?.request };
  }
  const request = opaque?.request;
  const { transport, path = "" } = request ?? { transport: "http" };
  const found = current.matchPassthrough({ transport, path, workload });
  if (request === undefined || found === undefined) {
    throw new AiosError("unknown-path", `No route takes calls of ${path.split("?", 1)[0]?.slice(0, 200)}.`);
  }
  return { route: found.route, opaque: { ...request, path: found.path } };
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

function grantedDeadline(arrival: Arrival, startedAt: number): Deadline {
  const header = parseTimeout(arrival.headers["x-aios-timeout"]);
  let deadline = NO_DEADLINE;
  if (header !== undefined) deadline = deadlineAfter(startedAt, header);
  if (arrival.timeoutMs !== undefined)
    deadline = shorten(deadline, deadlineAfter(startedAt, arrival.timeoutMs));
  return deadline;
}

/** That a workload may chat with an upstream does not open all of the upstream's other paths to it. */
function mayForward(
  { workload, opaque }: Arrival,
  upstream: string,
  operation: Operation,
  { mayUse, mayPass }: Generation,
): boolean {
  if (operation !== "passthrough") return mayUse(workload, upstream);
  return mayPass({ workload, upstream, path: opaque?.request.path ?? "" });
}

function notForThisWorkload(upstream: string): AiosError {
  return new AiosError(
    "permission-denied",
    `No route that takes this workload's calls leads to upstream "${upstream}".`,
  );
}

function unknownModel(model: string, { snapshot }: Generation, workload: Workload): AiosError {
  const near = nearestModels(model, listedModels(snapshot, workload));
  const hint =
    near.length === 0
      ? " GET /v1/models lists what there is."
      : ` Did you mean ${near.map((name) => `"${name}"`).join(" or ")}?`;
  return new AiosError("model-not-found", `No route takes the model "${model.slice(0, 200)}".${hint}`, {
    param: "model",
  });
}

function unknownPolicy({
  unknown,
  nearest,
}: {
  readonly unknown: string;
  readonly nearest: string | undefined;
}): AiosError {
  const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  return new AiosError(
    "invalid-request",
    `The header x-aios-policy names "${unknown.slice(0, 100)}", which is not a policy here.${hint}`,
    {
      param: "x-aios-policy",
    },
  );
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
  return {
    ...left,
    // Those of an earlier configuration come first, as long as its calls run.
    ...(right.endpoints === undefined ? {} : { endpoints: right.endpoints }),
    connected: left.connected + right.connected,
    free: left.free + right.free,
    running: left.running + right.running,
    pending: left.pending + right.pending,
  };
}
