import { type MatchedWorkload, matchesWorkload } from "./match.ts";
import type { RouteSpec } from "./route.ts";
import type { Named } from "./snapshot.ts";

export interface PassthroughQuery {
  readonly transport: "http" | "grpc";
  /** Of HTTP: with its query. Of gRPC: `/package.Service/Method`. */
  readonly path: string;
  readonly workload: MatchedWorkload;
}

export interface PassthroughMatch {
  readonly route: Named<RouteSpec>;
  /** The path as it goes on, with the route's `rewritePrefix`. */
  readonly path: string;
}

/**
 * Finds the route of a call that passes through as it is: the longest prefix wins (a method before its service), among
 * equals a route with a workload selector before one without, then the first by name.
 */
export type MatchPassthrough = (query: PassthroughQuery) => PassthroughMatch | undefined;

interface Candidate {
  readonly prefix: string;
  readonly route: Named<RouteSpec>;
}

/** Done once per configuration. */
export function compilePassthrough(routes: readonly Named<RouteSpec>[]): MatchPassthrough {
  const candidates = {
    http: inOrder(
      routes.flatMap((route) => route.spec.match.paths?.map((prefix) => ({ prefix, route })) ?? []),
    ),
    grpc: inOrder(
      routes.flatMap(
        (route) => route.spec.match.services?.map((name) => ({ prefix: `/${name}`, route })) ?? [],
      ),
    ),
  };
  return ({ transport, path, workload }) => {
    const end = path.search(/[?#]/);
    const place = end === -1 ? path : path.slice(0, end);
    for (const { prefix, route } of candidates[transport]) {
      if (!isBeneath(place, prefix) || !matchesWorkload(route.spec.match.workloads, workload)) continue;
      const { rewritePrefix } = route.spec;
      return { route, path: rewritePrefix === undefined ? path : rewritten(path, prefix, rewritePrefix) };
    }
    return undefined;
  };
}

function inOrder(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...candidates].sort(
    (left, right) =>
      right.prefix.length - left.prefix.length ||
      Number(right.route.spec.match.workloads !== undefined) -
        Number(left.route.spec.match.workloads !== undefined) ||
      (left.route.name < right.route.name ? -1 : 1),
  );
}

/** At a boundary of segments: `/v1/files` is not where `/v1/filesystem` is. */
function isBeneath(path: string, prefix: string): boolean {
  return prefix === "/" || path === prefix || path.startsWith(`${prefix}/`);
}

function rewritten(path: string, prefix: string, replacement: string): string {
  const rest = prefix === "/" ? path : path.slice(prefix.length);
  return replacement === "/" && rest.startsWith("/") ? rest : replacement + rest;
}
