import { compilePolicies } from "./policies.ts";
import { objectionTo } from "./residency.ts";
import type { ConfigSnapshot } from "./snapshot.ts";

export interface UnreachableRoute {
  readonly name: string;
  readonly message: string;
}

/** Routes none of whose targets the `residency` of the policies permits that are in force for all of their calls. */
export function unreachableRoutes(
  snapshot: Pick<ConfigSnapshot, "routes" | "policies" | "upstreams">,
): readonly UnreachableRoute[] {
  const { routes, policies, upstreams } = snapshot;
  const policiesFor = compilePolicies(snapshot);
  // Policies that select a workload or a header are not in force for all.
  const nobody = { namespace: "", serviceAccount: "", labels: {} };
  return routes.flatMap(({ name, spec }) => {
    const inForce = policiesFor({ route: name, workload: nobody, headers: {} });
    const demanding = (inForce.ok ? inForce.names : []).filter(
      (policy) => policies.get(policy)?.residency !== undefined,
    );
    const objecting = new Set<string>();
    const isPermitted = ({ upstream }: { readonly upstream: string }) =>
      demanding.every((policy) => {
        const residency = policies.get(policy)?.residency;
        const found = residency && objectionTo(residency, upstreams.get(upstream) ?? {});
        if (found !== undefined) objecting.add(policy);
        return found === undefined;
      });
    const targets = spec.targets.filter(({ weight }) => weight > 0);
    if (demanding.length === 0 || targets.some(isPermitted)) return [];
    const told = [...objecting].map((policy) => `"${policy}"`).join(" and ");
    return [
      {
        name,
        message: `no target of "${name}" is permitted by the residency of ${told}: its calls are denied, unless a rung of the ladder answers them`,
      },
    ];
  });
}
