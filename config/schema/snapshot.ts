import type { z } from "zod";
import { canonicalJson, sha256 } from "./canonical.ts";
import { policyContradictions, routeContradictions, upstreamContradictions } from "./contradictions.ts";
import { explain } from "./explain.ts";
import type { Fault } from "./faults.ts";
import { type PolicySpec, policySpec } from "./policy.ts";
import { References } from "./references.ts";
import { type RouteSpec, routeSpec } from "./route.ts";
import { type UpstreamSpec, upstreamSpec } from "./upstream.ts";

export type { Fault } from "./faults.ts";

/** The kinds that make up a configuration, in the order in which they are pushed: what is referred to comes first. */
export const PUSHED_KINDS = ["Upstream", "Policy", "Route"] as const;
export type PushedKind = (typeof PUSHED_KINDS)[number];

/** One document as written: the spec not yet validated. */
export interface RawResource {
  readonly kind: PushedKind;
  readonly name: string;
  readonly spec: unknown;
}

export interface Named<Spec> {
  readonly name: string;
  readonly spec: Spec;
}

/** A whole, valid configuration. A value: a new one replaces the old, nothing in it changes. */
export interface ConfigSnapshot {
  /** sha256 over the ordered resources' versions, so that replicas agree. */
  readonly version: string;
  readonly upstreams: ReadonlyMap<string, UpstreamSpec>;
  readonly policies: ReadonlyMap<string, PolicySpec>;
  /** By name. */
  readonly routes: readonly Named<RouteSpec>[];
}

/** A resource as it travels: proto carries this envelope, the schemas own the shape of the JSON. */
export interface WireResource {
  readonly kind: PushedKind;
  readonly name: string;
  /** sha256 of `json`. */
  readonly version: string;
  /** Canonical JSON of the spec as written. */
  readonly json: string;
}

export type SnapshotResult =
  | { readonly ok: true; readonly snapshot: ConfigSnapshot }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export const EMPTY_SNAPSHOT: ConfigSnapshot = {
  version: sha256(""),
  upstreams: new Map(),
  policies: new Map(),
  routes: [],
};

/** Orders resources by kind and name and stamps each with the hash of its content. */
export function toWire(resources: readonly RawResource[]): readonly WireResource[] {
  return resources
    .map(({ kind, name, spec }) => {
      const json = canonicalJson(spec);
      return { kind, name, json, version: sha256(json) };
    })
    .sort(
      (left, right) =>
        PUSHED_KINDS.indexOf(left.kind) - PUSHED_KINDS.indexOf(right.kind) ||
        (left.name < right.name ? -1 : left.name > right.name ? 1 : 0),
    );
}

export function bundleVersion(resources: readonly WireResource[]): string {
  return sha256(resources.map(({ kind, name, version }) => `${kind}/${name}@${version}\n`).join(""));
}

/** Validates every resource and every reference between them. All faults are found in one go. */
export function buildSnapshot(resources: readonly RawResource[]): SnapshotResult {
  const faults: Fault[] = [];
  const upstreams = new Map<string, UpstreamSpec>();
  const policies = new Map<string, PolicySpec>();
  const routes = new Map<string, RouteSpec>();
  const firsts = new Map<string, RawResource>();
  // A resource that is there but invalid is no missing reference: it has its own faults.
  const seen = { Upstream: new Set<string>(), Policy: new Set<string>(), Route: new Set<string>() };

  for (const resource of resources) {
    const { kind, name } = resource;
    if (seen[kind].has(name)) {
      faults.push({
        kind,
        name,
        path: [],
        code: "E206",
        message: `there is more than one ${kind} named "${name}"`,
      });
      continue;
    }
    seen[kind].add(name);
    if (kind === "Upstream") keepValid(upstreamSpec, resource, upstreams, faults);
    else if (kind === "Policy") keepValid(policySpec, resource, policies, faults);
    else keepValid(routeSpec, resource, routes, faults);
    firsts.set(`${kind}/${name}`, resource);
  }
  for (const { kind, name, spec } of firsts.values()) {
    const upstream = kind === "Upstream" ? upstreams.get(name) : undefined;
    if (upstream !== undefined) faults.push(...upstreamContradictions(name, upstream, spec));
    const policy = kind === "Policy" ? policies.get(name) : undefined;
    if (policy !== undefined) faults.push(...policyContradictions(name, policy));
    const route = kind === "Route" ? routes.get(name) : undefined;
    if (route !== undefined) faults.push(...routeContradictions(name, route, spec, upstreams));
  }
  const references = new References(seen);
  for (const { kind, name, spec } of resources) faults.push(...references.faultsOf(kind, name, spec));
  if (faults.length > 0) return { ok: false, faults };

  const snapshot: ConfigSnapshot = {
    version: bundleVersion(toWire(resources)),
    upstreams,
    policies,
    routes: [...routes]
      .map(([name, spec]) => ({ name, spec }))
      .sort((left, right) => (left.name < right.name ? -1 : 1)),
  };
  return { ok: true, snapshot };
}

function keepValid<Schema extends z.ZodType>(
  schema: Schema,
  { kind, name, spec }: RawResource,
  kept: Map<string, z.output<Schema>>,
  faults: Fault[],
): void {
  const result = schema.safeParse(spec);
  if (result.success) kept.set(name, result.data);
  else
    for (const explanation of explain(schema, spec, result.error.issues))
      faults.push({ kind, name, ...explanation });
}
