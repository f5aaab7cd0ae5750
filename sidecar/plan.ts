import type { RouteSpec } from "../config/schema/route.ts";
import type { Named } from "../config/schema/snapshot.ts";
import type { Call, Handler, OpaqueRequest, Operation } from "./core/call.ts";
import type { Dialect } from "./core/dialect.ts";
import type { Arrival } from "./core/engine.ts";
import { AiosError } from "./core/errors.ts";
import {
  opaquePayload,
  type Payload,
  payloadFromBytes,
  payloadFromMessage,
  unseenPayload,
} from "./core/payload.ts";
import { isJson } from "./dialects/media-type.ts";
import { type Generation, unknownUpstream } from "./generation.ts";
import { notForThisWorkload, unknownModel, unknownPath, unknownPolicy } from "./refusals.ts";
import type { RequestMemory } from "./request-memory.ts";
import { routeBound, type TimeBound } from "./time-bound.ts";

/** Where a call goes, by one configuration. */
export interface Plan {
  readonly model: string;
  readonly stream: boolean;
  readonly target: Call["target"];
  readonly policies: readonly string[];
  readonly dryRuns: Call["dryRuns"];
  /** Of its own route; a forwarded call brings its deadline along. */
  readonly bound: TimeBound | undefined;
  readonly routeTimeoutMs: number | undefined;
  readonly route: string | undefined;
  /** With the path as it goes on. */
  readonly opaque: OpaqueRequest | undefined;
  readonly handler: Handler;
  readonly current: Generation;
}

/** @throws AiosError whatever is wrong with the call */
export function planCall(
  arrival: Arrival,
  payload: Payload,
  dialect: Dialect,
  current: Generation | undefined,
): Plan {
  const { model, stream } =
    arrival.opaque ?? payload.recollection?.known?.asked ?? dialect.readRequest(payload.document());
  if (current === undefined) {
    throw new AiosError("not-ready", "No configuration has been received yet.", { retryAfterMs: 1_000 });
  }
  if (arrival.upstream !== undefined) {
    // A name from the wire must not come further than this: it would become a metric's label.
    if (!current.snapshot.upstreams.has(arrival.upstream)) throw unknownUpstream(arrival.upstream);
    if (!mayForward(arrival, arrival.upstream, dialect.operation, current))
      throw notForThisWorkload(arrival.upstream);
    return {
      model,
      stream,
      target: { upstream: arrival.upstream, model },
      policies: [],
      dryRuns: [],
      bound: undefined,
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
  const { total } = route.spec.timeouts;
  return {
    model,
    stream,
    target: undefined,
    policies: policies.names,
    dryRuns: policies.dryRuns,
    bound: routeBound(route.name, total),
    routeTimeoutMs: total,
    route: route.name,
    opaque,
    handler: current.handlerOf(route.name),
    current,
  };
}

/** What a call says, parsed at most once, and not at all where nobody has to know more of it than is remembered. */
export function payloadOf(
  { body, opaque, dialect }: Arrival,
  { rewriteRequest }: Dialect,
  memory: RequestMemory,
): Payload {
  if (!(body instanceof Uint8Array))
    return payloadFromMessage(body, rewriteRequest, memory.recall(body.method, body.message));
  if (opaque === undefined) return payloadFromBytes(body, rewriteRequest, memory.recall(dialect, body));
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
function routeOf(arrival: Arrival, operation: Operation, model: string, current: Generation): PlannedRoute {
  const { opaque, workload } = arrival;
  if (operation !== "passthrough") {
    const route = current.matchRoute({ operation, model, workload });
    if (route === undefined) throw unknownModel(arrival, operation, model, current);
    return { route, opaque: opaque?.request };
  }
  const request = opaque?.request;
  const { transport, path = "" } = request ?? { transport: "http" };
  const found = current.matchPassthrough({ transport, path, workload });
  if (request === undefined || found === undefined) throw unknownPath(path);
  return { route: found.route, opaque: { ...request, path: found.path } };
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
