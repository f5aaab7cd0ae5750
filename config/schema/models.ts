import { leadsTo } from "./leads-to.ts";
import { compileRoutes, type MatchedWorkload, matchesWorkload } from "./match.ts";
import { nearestFew } from "./nearest.ts";
import { ROUTE_OPERATIONS, type RouteSpec } from "./route.ts";
import type { ConfigSnapshot, Named } from "./snapshot.ts";

/** A line of `/v1/models`. */
export interface ListedModel {
  readonly id: string;
  /** Name of the upstream that serves it. */
  readonly owner: string;
}

/**
 * The models that a workload can ask for by name: concrete names in the routes' globs, and what the upstreams list, as
 * far as calls for it go to that upstream. Sorted by name. Without a workload: those that anybody can ask for.
 */
export function listedModels(snapshot: ConfigSnapshot, workload?: MatchedWorkload): readonly ListedModel[] {
  const open = snapshot.routes.filter(
    ({ spec: { match } }) =>
      match.paths === undefined &&
      match.services === undefined &&
      (workload === undefined ? match.workloads === undefined : matchesWorkload(match.workloads, workload)),
  );
  const match = compileRoutes(open);
  const caller = workload ?? { namespace: "", serviceAccount: "", labels: {} };
  const routesOf = (model: string) =>
    ROUTE_OPERATIONS.flatMap((operation) => match({ operation, model, workload: caller }) ?? []);

  const listed = new Map<string, string>();
  for (const { spec } of open) {
    for (const model of spec.match.models) {
      const route = model.includes("*") ? undefined : routesOf(model)[0];
      if (route !== undefined) listed.set(model, ownerOf(model, route, snapshot));
    }
  }
  for (const [upstream, { models }] of snapshot.upstreams) {
    for (const model of models) {
      if (listed.has(model)) continue;
      const route = routesOf(model).find(({ spec }) =>
        spec.targets.some((target) => target.upstream === upstream),
      );
      if (route !== undefined) listed.set(model, ownerOf(model, route, snapshot));
    }
  }
  return [...listed]
    .map(([id, owner]) => ({ id, owner }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** Of a route's targets, the one that lists the model; else the one that gets most of the calls. */
function ownerOf(model: string, route: Named<RouteSpec>, snapshot: ConfigSnapshot): string {
  const targets = [...route.spec.targets].sort((left, right) => right.weight - left.weight);
  const lists = targets.find(({ upstream }) => snapshot.upstreams.get(upstream)?.models.includes(model));
  return (lists ?? targets[0])?.upstream ?? "";
}

/**
 * Every model that the configuration names, wherever: a closed set, which a model's name from a request must be in
 * before it becomes a metric's label or gets anything of its own that takes memory.
 */
export function knownModels(snapshot: Pick<ConfigSnapshot, "upstreams" | "routes">): ReadonlySet<string> {
  const known = new Set<string>();
  for (const { models } of snapshot.upstreams.values()) for (const model of models) known.add(model);
  for (const { spec } of snapshot.routes) {
    for (const model of spec.match.models) if (!model.includes("*")) known.add(model);
    for (const { model } of leadsTo(spec)) if (model !== undefined) known.add(model);
  }
  return known;
}

/** For the message that a model is not known: at most three names that look like it, the nearest first. */
export function nearestModels(model: string, listed: readonly ListedModel[]): readonly string[] {
  return nearestFew(
    model,
    listed.map(({ id }) => id),
    3,
  );
}
