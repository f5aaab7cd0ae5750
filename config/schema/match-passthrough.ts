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
    if (transport === "grpc" && !GRPC_PATH.test(path)) return undefined;
    const place = placeOf(path);
    for (const { prefix, route } of candidates[transport]) {
      if (!isBeneath(place, prefix) || !matchesWorkload(route.spec.match.workloads, workload)) continue;
      const { rewritePrefix } = route.spec;
      return { route, path: rewritePrefix === undefined ? path : rewritten(path, prefix, rewritePrefix) };
    }
    return undefined;
  };
}

export interface ForwardedQuery {
  readonly workload: MatchedWorkload;
  readonly upstream: string;
  /** As it goes on, with its query. */
  readonly path: string;
}

/** Whether some route of the workload's leads HTTP calls that go on with this path to this upstream. */
export type MayPass = (query: ForwardedQuery) => boolean;

/** Done once per configuration. */
export function compilePassthroughUses(routes: readonly Named<RouteSpec>[]): MayPass {
  const uses = routes.flatMap(({ spec }) =>
    (spec.match.paths ?? []).flatMap((prefix) =>
      spec.targets.map(({ upstream }) => ({
        upstream,
        prefix: spec.rewritePrefix ?? prefix,
        workloads: spec.match.workloads,
      })),
    ),
  );
  return ({ workload, upstream, path }) => {
    const place = placeOf(path);
    return uses.some(
      (use) =>
        use.upstream === upstream && isBeneath(place, use.prefix) && matchesWorkload(use.workloads, workload),
    );
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

/** A service and one of its methods, and no more: nothing that a proxy further on might take for another place. */
const GRPC_PATH = /^\/[A-Za-z_][\w.]*\/[A-Za-z_]\w*$/;

/** Without the query. */
function placeOf(path: string): string {
  const end = path.search(/[?#]/);
  return end === -1 ? path : path.slice(0, end);
}

/** At a boundary of segments: `/v1/files` is not where `/v1/filesystem` is. */
function isBeneath(path: string, prefix: string): boolean {
  return prefix === "/" || path === prefix || path.startsWith(`${prefix}/`);
}

function rewritten(path: string, prefix: string, replacement: string): string {
  const rest = prefix === "/" ? path : path.slice(prefix.length);
  return replacement === "/" && rest.startsWith("/") ? rest : replacement + rest;
}
