import type { z } from "zod";
import { canonicalJson, sha256 } from "./canonical.ts";
import { type Contradiction, routeContradictions, upstreamContradictions } from "./contradictions.ts";
import { explain } from "./explain.ts";
import type { Fault } from "./faults.ts";
import { INTERPRETED } from "./interpreted.ts";
import { type PolicySpec, policySpec } from "./policy.ts";
import { policyContradictions } from "./policy-contradictions.ts";
import { References } from "./references.ts";
import { type RouteSpec, routeSpec } from "./route.ts";
import { isMap } from "./shape.ts";
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
  const contradictions: (() => readonly Fault[])[] = [];
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
    if (kind === "Upstream") {
      const read = readSpec(upstreamSpec, resource, { dialect: "openai" });
      if (read.faults.length === 0 && read.sound !== undefined) upstreams.set(name, read.sound);
      faults.push(...read.faults);
      contradictions.push(() => within(read, upstreamContradictions));
    } else if (kind === "Policy") {
      const read = readSpec(policySpec, resource, {});
      if (read.faults.length === 0 && read.sound !== undefined) policies.set(name, read.sound);
      faults.push(...read.faults);
      contradictions.push(() => within(read, (policy) => policyContradictions(name, policy)));
    } else {
      const read = readSpec(routeSpec, resource, { match: {}, targets: [{ upstream: "any" }] });
      if (read.faults.length === 0 && read.sound !== undefined) routes.set(name, read.sound);
      faults.push(...read.faults);
      contradictions.push(() =>
        within(read, (route, written) => routeContradictions(route, written, upstreams)),
      );
    }
  }
  // A route's speak of upstreams that may come after it.
  for (const contradictionsOf of contradictions) faults.push(...contradictionsOf());
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

/** A spec as far as it could be read. */
interface ReadSpec<Spec> {
  readonly resource: RawResource;
  readonly faults: readonly Fault[];
  /** Without the fields that have faults; undefined when too little is left. */
  readonly sound: Spec | undefined;
  readonly soundAsWritten: unknown;
  /** Names of the fields that have faults, or are meant by what has. */
  readonly faulty: ReadonlySet<string>;
}

/** `standIns`: what fields that must be there are read as when they have faults. */
function readSpec<Schema extends z.ZodType>(
  schema: Schema,
  resource: RawResource,
  standIns: Readonly<Record<string, unknown>>,
): ReadSpec<z.output<Schema>> {
  const { kind, name, spec } = resource;
  const result = schema.safeParse(spec, INTERPRETED);
  if (result.success) {
    return { resource, faults: [], sound: result.data, soundAsWritten: spec, faulty: new Set() };
  }
  const explanations = explain(schema, spec, result.error.issues);
  const faulty = new Set<string>();
  for (const { path, hint } of explanations) {
    faulty.add(String(path[0]));
    // `retries` speaks of `retry`.
    if (path.length === 1 && hint !== undefined) faulty.add(hint);
  }
  const fields = Object.entries(isMap(spec) ? spec : {}).filter(([field]) => !faulty.has(field));
  const soundAsWritten = Object.fromEntries(fields);
  const replaced = Object.entries(standIns).filter(([field]) => faulty.has(field));
  return {
    resource,
    faults: explanations.map((explanation) => ({ kind, name, ...explanation })),
    sound: schema.safeParse({ ...soundAsWritten, ...Object.fromEntries(replaced) }, INTERPRETED).data,
    soundAsWritten,
    faulty,
  };
}

/** Contradictions between parts that are sound: the others have faults of their own. */
function within<Spec>(
  { resource, sound, soundAsWritten, faulty }: ReadSpec<Spec>,
  contradictionsOf: (spec: Spec, written: unknown) => readonly Contradiction[],
): readonly Fault[] {
  if (sound === undefined) return [];
  const { kind, name } = resource;
  return contradictionsOf(sound, soundAsWritten)
    .filter(({ fault, about }) => ![fault.path[0], ...about].some((field) => faulty.has(String(field))))
    .map(({ fault }) => ({ kind, name, ...fault }));
}
