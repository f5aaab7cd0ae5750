import { containsAll, type MatchedWorkload, matchesWorkload } from "./match.ts";
import { nearest } from "./nearest.ts";
import type { PolicySpec } from "./policy.ts";
import type { WorkloadSelector } from "./route.ts";
import type { ConfigSnapshot } from "./snapshot.ts";

export interface PolicyQuery {
  /** Name of the call's route. */
  readonly route: string;
  readonly workload: MatchedWorkload;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export type PoliciesInForce =
  /** Sorted, each once. */
  | { readonly ok: true; readonly names: readonly string[] }
  /** The header `x-aios-policy` names a policy that is not there, and perhaps meant `nearest`. */
  | { readonly ok: false; readonly unknown: string; readonly nearest: string | undefined };

export type PoliciesFor = (query: PolicyQuery) => PoliciesInForce;

interface Conditional {
  readonly name: string;
  readonly workloads: WorkloadSelector | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
}

interface RoutePolicies {
  /** In force for every call of the route. */
  readonly always: PoliciesInForce & { readonly ok: true };
  readonly conditional: readonly Conditional[];
}

/**
 * Says which policies are in force: the route's own, those whose `select` matches, and those that the header
 * `x-aios-policy` adds. Done once per configuration; a call that adds nothing costs one look-up.
 */
export function compilePolicies(snapshot: Pick<ConfigSnapshot, "routes" | "policies">): PoliciesFor {
  const byRoute = new Map(
    snapshot.routes.map(({ name, spec }) => [name, compileRoute(name, spec.policies, snapshot.policies)]),
  );
  const none = compileRoute("", [], new Map());
  return ({ route, workload, headers }) => {
    const { always, conditional } = byRoute.get(route) ?? none;
    const requested = Object.hasOwn(headers, "x-aios-policy")
      ? requestedNames(headers["x-aios-policy"] ?? "")
      : [];
    const unknown = requested.find((name) => !snapshot.policies.has(name));
    if (unknown !== undefined)
      return { ok: false, unknown, nearest: nearest(unknown, snapshot.policies.keys()) };
    const selected = conditional
      .filter((policy) => applies(policy, workload, headers))
      .map(({ name }) => name);
    if (requested.length === 0 && selected.length === 0) return always;
    return { ok: true, names: sortedOnce([...always.names, ...selected, ...requested]) };
  };
}

function compileRoute(
  route: string,
  own: readonly string[],
  policies: ReadonlyMap<string, PolicySpec>,
): RoutePolicies {
  const always = [...own];
  const conditional: Conditional[] = [];
  for (const [name, { select }] of policies) {
    if (select === undefined || (select.routes !== undefined && !select.routes.includes(route))) continue;
    const { workloads, headers } = select;
    if (workloads === undefined && headers === undefined) always.push(name);
    else conditional.push({ name, workloads, headers });
  }
  return { always: { ok: true, names: sortedOnce(always) }, conditional };
}

function applies(
  policy: Conditional,
  workload: MatchedWorkload,
  headers: Readonly<Record<string, string>>,
): boolean {
  return (
    matchesWorkload(policy.workloads, workload) &&
    (policy.headers === undefined || containsAll(headers, policy.headers))
  );
}

/** All of them: a name that is passed over is a rule that is not kept. The edge bounds the size of headers. */
function requestedNames(header: string): readonly string[] {
  return header
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

const sortedOnce = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();
