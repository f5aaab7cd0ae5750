import { nearest } from "./nearest.ts";
import type { RouteSpec, WorkloadSelector } from "./route.ts";
import type { ConfigSnapshot, Named } from "./snapshot.ts";

/** Who calls, as far as selectors look at it. */
export interface SelectableWorkload {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Does the selector mean this workload? Every part it has must match; no selector means everybody. */
export function matchesWorkload(selector: WorkloadSelector | undefined, workload: SelectableWorkload): boolean {
  if (selector === undefined) return true;
  if (selector.namespaces !== undefined && !selector.namespaces.includes(workload.namespace)) return false;
  if (selector.serviceAccounts !== undefined && !selector.serviceAccounts.includes(workload.serviceAccount)) return false;
  return Object.entries(selector.labels ?? {}).every(([key, value]) => workload.labels[key] === value);
}

/** `*` stands for any characters. Linear in the text: each literal part is looked for once, leftmost first. */
export function matchesGlob(glob: string, text: string): boolean {
  const parts = glob.split("*");
  const first = parts[0] ?? "";
  if (parts.length === 1) return first === text;
  const last = parts[parts.length - 1] ?? "";
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from);
    if (at === -1 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}

export interface RouteQuery {
  readonly operation: RouteSpec["match"]["operations"] extends readonly (infer Operation)[] | undefined ? Operation : never;
  readonly model: string;
  readonly workload: SelectableWorkload;
}

export interface RouteMatcher {
  /** The route for a call; undefined when none takes it. */
  match(query: RouteQuery): Named<RouteSpec> | undefined;
  /** The configured model name nearest to this one, if any is near. */
  nearestModel(model: string): string | undefined;
}

interface Candidate {
  readonly glob: string;
  readonly exact: boolean;
  /** Characters of the glob that are not `*`. */
  readonly literals: number;
  readonly route: Named<RouteSpec>;
}

/**
 * The most specific glob wins: an exact name, then the most literal characters; among equals a route that selects
 * workloads before one that does not, then the first by name. The order is worked out once per configuration.
 */
export function compileRoutes(routes: readonly Named<RouteSpec>[]): RouteMatcher {
  const candidates = routes
    .flatMap((route) => route.spec.match.models.map((glob): Candidate => {
      const literals = glob.replaceAll("*", "").length;
      return { glob, exact: literals === glob.length, literals, route };
    }))
    .sort(
      (left, right) =>
        Number(right.exact) - Number(left.exact) ||
        right.literals - left.literals ||
        Number(right.route.spec.match.workloads !== undefined) - Number(left.route.spec.match.workloads !== undefined) ||
        (left.route.name < right.route.name ? -1 : left.route.name > right.route.name ? 1 : 0),
    );
  const names = candidates.filter((candidate) => candidate.exact).map((candidate) => candidate.glob);
  return {
    match: ({ operation, model, workload }) =>
      candidates.find(
        ({ glob, route: { spec } }) =>
          (spec.match.operations === undefined || spec.match.operations.includes(operation)) &&
          matchesGlob(glob, model) &&
          matchesWorkload(spec.match.workloads, workload),
      )?.route,
    nearestModel: (model) => nearest(model, names),
  };
}

export interface ListedModel {
  readonly id: string;
  /** The upstream that serves it. */
  readonly ownedBy: string;
}

/** What `/v1/models` shows to a workload: names in its routes, and models of upstreams that its routes' globs match. */
export function listedModels(snapshot: ConfigSnapshot, workload: SelectableWorkload): readonly ListedModel[] {
  const owners = new Map<string, string>();
  for (const { spec } of snapshot.routes) {
    if (!matchesWorkload(spec.match.workloads, workload)) continue;
    for (const glob of spec.match.models) {
      if (!glob.includes("*") && !owners.has(glob)) owners.set(glob, spec.targets[0]?.upstream ?? "");
      for (const target of spec.targets) {
        for (const model of snapshot.upstreams.get(target.upstream)?.models ?? []) {
          if (matchesGlob(glob, model) && !owners.has(model)) owners.set(model, target.upstream);
        }
      }
    }
  }
  return [...owners]
    .map(([id, ownedBy]) => ({ id, ownedBy }))
    .sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
}

export interface PolicyQuery {
  readonly route: Named<RouteSpec>;
  readonly workload: SelectableWorkload;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

export type PolicyMatch =
  | { readonly names: readonly string[] }
  /** `x-aios-policy` names what is no policy. */
  | { readonly unknown: string; readonly nearest: string | undefined };

export interface CompiledPolicies {
  forCall(query: PolicyQuery): PolicyMatch;
}

const POLICY_HEADER = "x-aios-policy";

/** The policies in force for a call: the route's, those that select it, and those its header adds. Sorted, unique. */
export function compilePolicies(snapshot: ConfigSnapshot): CompiledPolicies {
  const selecting = [...snapshot.policies].flatMap(([name, { select }]) => (select === undefined ? [] : [{ name, select }]));
  // Where nothing but the route decides, its list is worked out once.
  const ofRoute = new Map(snapshot.routes.map(({ name, spec }) => [name, [...new Set(spec.policies)].sort()]));
  return {
    forCall({ route, workload, headers }) {
      const own = ofRoute.get(route.name) ?? [];
      const header = headers[POLICY_HEADER];
      if (selecting.length === 0 && header === undefined) return { names: own };
      const names = new Set(own);
      for (const { name, select } of selecting) {
        if (select.routes !== undefined && !select.routes.includes(route.name)) continue;
        if (!matchesWorkload(select.workloads, workload)) continue;
        if (Object.entries(select.headers ?? {}).every(([key, value]) => headers[key] === value)) names.add(name);
      }
      for (const added of (header ?? "").split(",").map((name) => name.trim())) {
        if (added === "") continue;
        if (!snapshot.policies.has(added)) return { unknown: added, nearest: nearest(added, [...snapshot.policies.keys()]) };
        names.add(added);
      }
      return { names: [...names].sort() };
    },
  };
}
