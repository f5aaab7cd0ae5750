import { canonicalJson, sha256 } from "../../config/schema/canonical.ts";
import { leadsTo } from "../../config/schema/leads-to.ts";
import { matchesWorkload } from "../../config/schema/match.ts";
import {
  bundleVersion,
  type ConfigSnapshot,
  type RawResource,
  toWire,
  type WireResource,
} from "../../config/schema/snapshot.ts";
import type { Workload } from "../../sidecar/core/call.ts";

const PLACEHOLDER_LABEL_LENGTH = 16;

/** A whole, valid configuration, and the documents it was made from. */
export interface DesiredConfig {
  readonly snapshot: ConfigSnapshot;
  readonly resources: readonly RawResource[];
}

/** The whole configuration of one workload, as it is pushed. */
export interface Bundle {
  readonly version: string;
  readonly resources: readonly WireResource[];
}

/**
 * What one workload needs and no more: the routes that select it, and what those refer to. Of an upstream that only the
 * control plane dials, authentication and URL stay here.
 */
export function bundleFor({ snapshot, resources }: DesiredConfig, workload: Workload): Bundle {
  const routes = snapshot.routes.filter(({ spec }) => matchesWorkload(spec.match.workloads, workload));
  const routeNames = new Set(routes.map((route) => route.name));
  const upstreamNames = new Set(routes.flatMap(({ spec }) => leadsTo(spec).map(({ upstream }) => upstream)));
  const scoped = resources.flatMap((resource): readonly RawResource[] => {
    if (resource.kind === "Route") return routeNames.has(resource.name) ? [resource] : [];
    if (resource.kind === "Upstream") {
      return upstreamNames.has(resource.name) ? [withoutAddress(resource, snapshot)] : [];
    }
    return scopedPolicy(resource, routeNames);
  });
  const wire = toWire(withoutStrayCandidates(scoped));
  return { version: bundleVersion(wire), resources: wire };
}

/**
 * A sidecar that forwards never dials the upstream, and the schema, which both ends share, wants a URL: it gets one that
 * leads nowhere (RFC 6761 `.invalid`). Its label is a hash, so that a sidecar sees when an upstream became another one
 * and drops what it has cached of the old.
 */
function withoutAddress(resource: RawResource, snapshot: ConfigSnapshot): RawResource {
  if (snapshot.upstreams.get(resource.name)?.via !== "control-plane" || !isRecord(resource.spec))
    return resource;
  const { auth, url, endpoints, ...pushed } = resource.spec;
  const label = sha256(canonicalJson([url ?? endpoints ?? null, auth ?? null])).slice(
    0,
    PLACEHOLDER_LABEL_LENGTH,
  );
  return { ...resource, spec: { ...pushed, url: `http://${label}.control-plane.invalid` } };
}

/** A policy may select routes that this workload does not get; a name it cannot resolve would be a fault there. */
function scopedPolicy(resource: RawResource, routeNames: ReadonlySet<string>): readonly RawResource[] {
  if (
    !isRecord(resource.spec) ||
    !isRecord(resource.spec.select) ||
    !Array.isArray(resource.spec.select.routes)
  ) {
    return [resource];
  }
  const routes = resource.spec.select.routes.filter((route) => routeNames.has(String(route)));
  if (routes.length === 0) return [];
  return [{ ...resource, spec: { ...resource.spec, select: { ...resource.spec.select, routes } } }];
}

/** What a policy is a candidate for may be none of this workload's; the candidate then is nothing to it either. */
function withoutStrayCandidates(resources: readonly RawResource[]): readonly RawResource[] {
  const policies = new Set(resources.filter(({ kind }) => kind === "Policy").map(({ name }) => name));
  return resources.filter(({ kind, spec }) => {
    if (kind !== "Policy" || !isRecord(spec) || spec.candidateFor === undefined) return true;
    return typeof spec.candidateFor === "string" && policies.has(spec.candidateFor);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
