import { canonicalJson } from "./canonical.ts";
import { ROUTE_OPERATIONS, type RouteSpec } from "./route.ts";
import type { Named } from "./snapshot.ts";

export interface NeedlessRoute {
  readonly name: string;
  readonly path: readonly string[];
  readonly message: string;
}

/**
 * Routes that never get a call: for all that they match, word for word and for the same workloads, there is a route that
 * comes first by name. That one glob covers another is no such thing: the more specific one wins.
 */
export function needlessRoutes(routes: readonly Named<RouteSpec>[]): readonly NeedlessRoute[] {
  const first = new Map<string, string>();
  const sorted = [...routes].sort((left, right) => (left.name < right.name ? -1 : 1));
  return sorted.flatMap(({ name, spec }) => {
    const winners = new Set<string>();
    for (const match of matchesOf(spec)) {
      const winner = first.get(match) ?? name;
      first.set(match, winner);
      winners.add(winner);
    }
    if (winners.has(name)) return [];
    const others = [...winners].map((winner) => `"${winner}"`).join(", ");
    const message = `"${name}" never gets a call: ${others} ${winners.size === 1 ? "matches" : "match"} the same and ${winners.size === 1 ? "comes" : "come"} first by name`;
    return [{ name, path: ["match"], message }];
  });
}

/** Everything that a route matches, each as a text that is the same wherever the same is matched. */
function matchesOf({ match }: RouteSpec): readonly string[] {
  const { paths, services, operations = ROUTE_OPERATIONS, models, workloads } = match;
  const callers = canonicalJson({
    namespaces: workloads?.namespaces?.toSorted(),
    serviceAccounts: workloads?.serviceAccounts?.toSorted(),
    labels: workloads?.labels,
    isAny: workloads === undefined,
  });
  if (paths !== undefined) return paths.map((path) => `path ${path} ${callers}`);
  if (services !== undefined) return services.map((service) => `service ${service} ${callers}`);
  return operations.flatMap((operation) => models.map((model) => `${operation} ${model} ${callers}`));
}
