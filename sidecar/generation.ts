import { canonicalJson, sha256 } from "../config/schema/canonical.ts";
import { leadsTo } from "../config/schema/leads-to.ts";
import { compileRoutes, compileUses, type MatchRoute, type MayUse } from "../config/schema/match.ts";
import {
  compilePassthrough,
  compilePassthroughUses,
  type MatchPassthrough,
  type MayPass,
} from "../config/schema/match-passthrough.ts";
import { knownModels } from "../config/schema/models.ts";
import { compilePolicies, type PoliciesFor } from "../config/schema/policies.ts";
import { compilePrices } from "../config/schema/prices.ts";
import type { ConfigSnapshot } from "../config/schema/snapshot.ts";
import { endpointsOf, type UpstreamSpec } from "../config/schema/upstream.ts";
import { byPolicies } from "./core/by-policies.ts";
import type { Handler } from "./core/call.ts";
import { AiosError } from "./core/errors.ts";
import { compose } from "./core/filter.ts";
import type { SemanticRoute } from "./filters/cache/semantic/semantic-cache.ts";
import { compileInspections } from "./filters/inspect/compile.ts";
import { compileRedactions } from "./filters/redact/compile.ts";
import { judgeByResidency } from "./filters/route/residency.ts";
import { compileRules } from "./filters/rules/compile.ts";
import { judgeByRules } from "./filters/rules/filter.ts";
import { compileScreenings } from "./filters/screen/compile.ts";
import { forwardPipeline, passthroughPipeline, routePipeline, type SharedParts } from "./pipeline.ts";
import { type CompiledSemanticRoute, compileSemanticRoute } from "./semantic-routes.ts";
import type { UpstreamClient } from "./upstream/client.ts";
import type { ClientRegistry, HeldClient } from "./upstream/client-registry.ts";

/** Everything a client is made from; two equal requests may share one client. */
export interface DialRequest {
  readonly name: string;
  readonly spec: UpstreamSpec;
  readonly connectTimeoutMs: number;
}

/** Makes the client of an upstream; which kind is the seat's business. */
export type Dial = (request: DialRequest) => UpstreamClient;

/** One configuration, built whole: matching, policies, a pipeline per route, and its claims on connections. */
export interface Generation {
  readonly snapshot: ConfigSnapshot;
  readonly matchRoute: MatchRoute;
  readonly matchPassthrough: MatchPassthrough;
  readonly mayUse: MayUse;
  readonly mayPass: MayPass;
  readonly policiesFor: PoliciesFor;
  /** ms that a call may take at most by the routes that lead to this upstream; undefined when none does. */
  longestTotal(upstream: string): number | undefined;
  /** The pipeline of a route of this configuration. */
  handlerOf(route: string): Handler;
  /** The pipeline of calls whose upstream has been chosen already. */
  readonly forward: Handler;
  /** Those that answer by meaning. */
  readonly semanticRoutes: readonly SemanticRoute[];
  /** A call runs on this generation; the returned function gives it back. */
  enter(): () => void;
  /** No new calls; connections are given back once the calls in flight have ended. */
  retire(): void;
}

// A forwarded call has no route of its own to say how long connecting may take.
const FORWARD_CONNECT_TIMEOUT_MS = 5_000;

/** Builds everything or throws; a configuration that does not build changes nothing. */
export function buildGeneration(
  snapshot: ConfigSnapshot,
  parts: SharedParts,
  registry: ClientRegistry,
  dial: Dial,
): Generation {
  const held: HeldClient[] = [];
  const semanticRoutes: CompiledSemanticRoute[] = [];
  const releaseAll = () => {
    for (const route of semanticRoutes) route.close();
    for (const client of held) client.release();
  };
  try {
    return build(snapshot, parts, registry, dial, held, semanticRoutes, releaseAll);
  } catch (error) {
    releaseAll();
    throw error;
  }
}

/** A sidecar may have been told of an upstream that this process has not read yet. */
export function unknownUpstream(name: string): AiosError {
  return new AiosError(
    "not-ready",
    `This process knows no upstream "${name.slice(0, 100)}"; its configuration may be behind.`,
    { quotes: name.slice(0, 100) },
  );
}

function build(
  snapshot: ConfigSnapshot,
  parts: SharedParts,
  registry: ClientRegistry,
  dial: Dial,
  held: HeldClient[],
  semanticRoutes: CompiledSemanticRoute[],
  releaseAll: () => void,
): Generation {
  const upstreamHandler = (connectTimeoutMs: number): Handler => {
    const clients = new Map<string, UpstreamClient>();
    for (const [name, spec] of snapshot.upstreams) {
      const claim = registry.hold(canonicalJson([name, spec, connectTimeoutMs]), () =>
        dial({ name, spec, connectTimeoutMs }),
      );
      held.push(claim);
      clients.set(name, claim.client);
    }
    return (call) => {
      const client = call.target === undefined ? undefined : clients.get(call.target.upstream);
      if (client === undefined) {
        return Promise.reject(unknownUpstream(call.target?.upstream ?? ""));
      }
      // Where nothing is tried again, nobody above has counted.
      if (call.record.get("attempts") === undefined) call.record.set("attempts", 1);
      return client.call(call);
    };
  };

  let callsInFlight = 0;
  let retired = false;
  const enter = () => {
    callsInFlight++;
    return () => {
      callsInFlight--;
      if (retired && callsInFlight === 0) releaseAll();
    };
  };

  const configParts = { ...parts, snapshot, knownModels: knownModels(snapshot) };
  const redactionFor = compileRedactions(snapshot.policies, parts.hashKeys);
  const screeningFor = compileScreenings(snapshot.policies);
  const inspectionFor = compileInspections(snapshot.policies);
  const rulesFor = compileRules(snapshot.policies);
  const { upstreams } = snapshot;
  const judges = [
    judgeByResidency(snapshot.policies, upstreams),
    judgeByRules({ rulesFor, upstreams, clock: parts.clock, telemetry: parts.telemetry }),
  ];
  const judgesOf = byPolicies((names) => judges.flatMap((judgeOf) => judgeOf(names) ?? []));
  const priceOf = compilePrices(upstreams);
  const policiesVersion = sha256(canonicalJson([...snapshot.policies]));
  const handlers = new Map<string, Handler>();
  for (const route of snapshot.routes) {
    // Whatever decides who answers, and to what: an answer of the provider that an upstream used to be is no answer.
    const asked = route.spec.targets.map((target) => [
      target,
      identityOf(snapshot.upstreams.get(target.upstream)),
    ]);
    const routeVersion = sha256(canonicalJson([asked, policiesVersion]));
    const upstream = upstreamHandler(route.spec.timeouts.connect);
    const semantic = compileSemanticRoute(route, {
      ...configParts,
      judgesOf,
      routeVersion,
      policiesVersion,
      upstream,
      enter,
      identityOf: (name) => identityOf(upstreams.get(name)),
    });
    if (semantic !== undefined) semanticRoutes.push(semantic);
    const routeParts = {
      ...configParts,
      redactionFor,
      screeningFor,
      inspectionFor,
      rulesFor,
      judgesOf,
      inquire: semantic?.inquire,
      priceOf,
      routeVersion,
      policiesVersion,
      upstream,
      enter,
    };
    const { paths, services } = route.spec.match;
    const filters =
      paths === undefined && services === undefined
        ? routePipeline(route, routeParts)
        : passthroughPipeline(route, routeParts);
    handlers.set(route.name, compose(filters, upstream));
  }
  const forward = compose(forwardPipeline(configParts), upstreamHandler(FORWARD_CONNECT_TIMEOUT_MS));

  const longestTotals = longestTotalOf(snapshot);
  return {
    snapshot,
    matchRoute: compileRoutes(snapshot.routes),
    matchPassthrough: compilePassthrough(snapshot.routes),
    mayUse: compileUses(snapshot.routes),
    mayPass: compilePassthroughUses(snapshot.routes),
    policiesFor: compilePolicies(snapshot),
    longestTotal: (upstream) => longestTotals.get(upstream),
    handlerOf(route) {
      const handler = handlers.get(route);
      if (handler === undefined) throw new Error(`No pipeline was built for route ${route}.`);
      return handler;
    },
    forward,
    semanticRoutes,
    enter,
    retire() {
      if (retired) return;
      retired = true;
      if (callsInFlight === 0) releaseAll();
    },
  };
}

/** By upstream, the longest `timeouts.total` of the routes whose calls may come to it. */
function longestTotalOf({ routes }: ConfigSnapshot): ReadonlyMap<string, number> {
  const longest = new Map<string, number>();
  for (const { spec } of routes) {
    for (const { upstream } of leadsTo(spec))
      longest.set(upstream, Math.max(longest.get(upstream) ?? 0, spec.timeouts.total));
  }
  return longest;
}

/** What makes an upstream another one, as far as its answers go. */
function identityOf(spec: UpstreamSpec | undefined): unknown {
  return spec === undefined ? null : [spec.dialect, endpointsOf(spec), spec.via, spec.auth ?? null];
}
