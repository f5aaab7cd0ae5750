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

/** A set of policies that is evaluated beside those in force, and changes nothing. */
export interface DryRun {
  /** The one with `mode: dry-run`. */
  readonly policy: string;
  /** Those in force, with it, and without the one that it is to replace. Sorted, each once. */
  readonly names: readonly string[];
}

export type PoliciesInForce =
  /** Sorted, each once. None of them has `mode: dry-run`: those stand under `dryRuns`, one for each. */
  | { readonly ok: true; readonly names: readonly string[]; readonly dryRuns: readonly DryRun[] }
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
 * `x-aios-policy` adds; it takes none away. One with `mode: dry-run` is never in force, whoever names it: it is run dry
 * where it would be, and a candidate for another one wherever that one is in force. Done once per configuration; a call
 * that adds nothing costs one look-up.
 */
export function compilePolicies(snapshot: Pick<ConfigSnapshot, "routes" | "policies">): PoliciesFor {
  const split = compileDryRuns(snapshot.policies);
  const byRoute = new Map(
    snapshot.routes.map(({ name, spec }) => [
      name,
      compileRoute(name, spec.policies, snapshot.policies, split),
    ]),
  );
  const none = compileRoute("", [], new Map(), split);
  return ({ route, workload, headers }) => {
    const { always, conditional } = byRoute.get(route) ?? none;
    const isAsked = Object.hasOwn(headers, "x-aios-policy");
    if (!isAsked && conditional.length === 0) return always;
    const requested = isAsked ? requestedNames(headers["x-aios-policy"] ?? "") : [];
    const unknown = requested.find((name) => !snapshot.policies.has(name));
    if (unknown !== undefined)
      return { ok: false, unknown, nearest: nearest(unknown, snapshot.policies.keys()) };
    const selected = conditional
      .filter((policy) => applies(policy, workload, headers))
      .map(({ name }) => name);
    if (requested.length === 0 && selected.length === 0) return always;
    const dry = always.dryRuns.map(({ policy }) => policy);
    return { ok: true, ...split([...always.names, ...dry, ...selected, ...requested]) };
  };
}

type Split = (names: readonly string[]) => Pick<PoliciesInForce & { ok: true }, "names" | "dryRuns">;

const NO_DRY_RUNS: readonly DryRun[] = [];

/** Tells those in force from those that are run dry beside them. */
function compileDryRuns(policies: ReadonlyMap<string, PolicySpec>): Split {
  const dry = new Set<string>();
  /** By the policy that they may replace. */
  const candidates = new Map<string, string[]>();
  for (const [name, { mode, candidateFor }] of policies) {
    if (mode !== "dry-run") continue;
    dry.add(name);
    if (candidateFor !== undefined)
      candidates.set(candidateFor, [...(candidates.get(candidateFor) ?? []), name]);
  }
  if (dry.size === 0) return (found) => ({ names: sortedOnce(found), dryRuns: NO_DRY_RUNS });
  return (found) => {
    const names = sortedOnce(found.filter((name) => !dry.has(name)));
    const asked = found.filter((name) => dry.has(name));
    const beside = sortedOnce([...asked, ...names.flatMap((name) => candidates.get(name) ?? [])]);
    const dryRuns = beside.map((policy): DryRun => {
      const replaced = policies.get(policy)?.candidateFor;
      return { policy, names: sortedOnce([...names.filter((name) => name !== replaced), policy]) };
    });
    return { names, dryRuns };
  };
}

function compileRoute(
  route: string,
  own: readonly string[],
  policies: ReadonlyMap<string, PolicySpec>,
  split: Split,
): RoutePolicies {
  const always = [...own];
  const conditional: Conditional[] = [];
  for (const [name, { select }] of policies) {
    if (select === undefined || (select.routes !== undefined && !select.routes.includes(route))) continue;
    const { workloads, headers } = select;
    if (workloads === undefined && headers === undefined) always.push(name);
    else conditional.push({ name, workloads, headers });
  }
  return { always: { ok: true, ...split(always) }, conditional };
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
