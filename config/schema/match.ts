import { bySpecificity, compileGlob, LONGEST_MODEL_NAME, type ModelGlob } from "./glob.ts";
import { leadsTo } from "./leads-to.ts";
import { ROUTE_OPERATIONS, type RouteOperation, type RouteSpec, type WorkloadSelector } from "./route.ts";
import type { Named } from "./snapshot.ts";

/** Who calls; the same shape as the call vocabulary's `Workload`. */
export interface MatchedWorkload {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface RouteQuery {
  readonly operation: RouteOperation;
  readonly model: string;
  readonly workload: MatchedWorkload;
}

/**
 * Finds the route of a call: the most specific model glob wins, among equals a route with a workload selector before
 * one without, then the first by name.
 */
export type MatchRoute = (query: RouteQuery) => Named<RouteSpec> | undefined;

interface Candidate {
  readonly glob: ModelGlob;
  readonly route: Named<RouteSpec>;
  readonly workloads: WorkloadSelector | undefined;
}

interface Candidates {
  readonly exact: ReadonlyMap<string, readonly Candidate[]>;
  readonly globs: readonly Candidate[];
}

/** Done once per configuration. A call then costs one look-up, and a look at each glob until one matches. */
export function compileRoutes(routes: readonly Named<RouteSpec>[]): MatchRoute {
  const byOperation = new Map(
    ROUTE_OPERATIONS.map((operation) => [operation, compileFor(operation, routes)]),
  );
  return ({ operation, model, workload }) => {
    const candidates = byOperation.get(operation);
    if (candidates === undefined || model.length > LONGEST_MODEL_NAME) return undefined;
    for (const { route, workloads } of candidates.exact.get(model) ?? []) {
      if (matchesWorkload(workloads, workload)) return route;
    }
    for (const { glob, route, workloads } of candidates.globs) {
      if (glob.matches(model) && matchesWorkload(workloads, workload)) return route;
    }
    return undefined;
  };
}

function compileFor(operation: RouteOperation, routes: readonly Named<RouteSpec>[]): Candidates {
  const candidates = routes
    .filter(({ spec }) => spec.match.paths === undefined && spec.match.services === undefined)
    .filter(({ spec }) => spec.match.operations === undefined || spec.match.operations.includes(operation))
    .flatMap((route) =>
      route.spec.match.models.map(
        (text): Candidate => ({ glob: compileGlob(text), route, workloads: route.spec.match.workloads }),
      ),
    )
    .sort(inOrder);
  return {
    exact: Map.groupBy(
      candidates.filter(({ glob }) => glob.isExact),
      ({ glob }) => glob.text,
    ),
    globs: candidates.filter(({ glob }) => !glob.isExact),
  };
}

function inOrder(left: Candidate, right: Candidate): number {
  return (
    bySpecificity(left.glob, right.glob) ||
    Number(right.workloads !== undefined) - Number(left.workloads !== undefined) ||
    (left.route.name < right.route.name ? -1 : left.route.name > right.route.name ? 1 : 0)
  );
}

/** Whether some route that takes calls of this workload leads to this upstream: as a target, by its ladder or its mirror. */
export type MayUse = (workload: MatchedWorkload, upstream: string) => boolean;

/** Done once per configuration. */
export function compileUses(routes: readonly Named<RouteSpec>[]): MayUse {
  const selectors = new Map<string, Set<WorkloadSelector | undefined>>();
  for (const { spec } of routes) {
    for (const { upstream } of leadsTo(spec)) {
      const users = selectors.get(upstream) ?? new Set();
      selectors.set(upstream, users.add(spec.match.workloads));
    }
  }
  return (workload, upstream) =>
    selectors
      .get(upstream)
      ?.values()
      .some((selector) => matchesWorkload(selector, workload)) ?? false;
}

/** All parts of a selector must match; a part that is absent matches everybody. */
export function matchesWorkload(selector: WorkloadSelector | undefined, workload: MatchedWorkload): boolean {
  if (selector === undefined) return true;
  const { namespaces, serviceAccounts, labels } = selector;
  if (namespaces !== undefined && !namespaces.includes(workload.namespace)) return false;
  if (serviceAccounts !== undefined && !serviceAccounts.includes(workload.serviceAccount)) return false;
  return labels === undefined || containsAll(workload.labels, labels);
}

/** Own properties only: a label may be called `constructor`. */
export function containsAll(
  all: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(all, key) && all[key] === value);
}
