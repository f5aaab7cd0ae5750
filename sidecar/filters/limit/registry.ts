import { canonicalJson, sha256 } from "../../../config/schema/canonical.ts";
import type { PolicyLimitsSpec, PolicySpec } from "../../../config/schema/policy.ts";
import type { Call } from "../../core/call.ts";
import type { Telemetry } from "../../platform/telemetry.ts";
import { type Demand, Quota } from "./quota.ts";

/** The limits of all policies. They outlive configurations: what has been used stays used. */
export interface Limits {
  /** Those of these policies that have any, in order. */
  of(policies: readonly string[]): readonly PolicyLimits[];
  /** Makes the limits those of these policies; the counts of limits that are the same as before are kept. */
  sync(policies: ReadonlyMap<string, PolicySpec>): void;
}

/** Of users and sessions without a call in flight, as many are remembered for each policy; the oldest is forgotten. */
export const MOST_IDLE_QUOTAS = 10_000;
/** A longer key is kept as its hash. */
const LONGEST_KEY = 128;

const NONE: readonly PolicyLimits[] = [];

export function createLimits({ telemetry }: { readonly telemetry: Telemetry }): Limits {
  const byPolicy = new Map<string, PolicyLimits>();
  return {
    of(policies) {
      if (byPolicy.size === 0 || policies.length === 0) return NONE;
      const found = policies.map((name) => byPolicy.get(name)).filter((limits) => limits !== undefined);
      return found.length === 0 ? NONE : found;
    },
    sync(policies) {
      for (const [policy, limits] of [...byPolicy]) {
        const spec = policies.get(policy)?.limits;
        if (spec !== undefined && canonicalJson(spec) === canonicalJson(limits.spec)) continue;
        byPolicy.delete(policy);
        if (limits.spec.adaptiveConcurrency !== undefined) telemetry.adaptiveLimitChanged(policy, undefined);
      }
      for (const [policy, { limits: spec }] of policies) {
        if (spec === undefined || byPolicy.has(policy)) continue;
        const onAdaptiveLimit = (limit: number) => {
          // Calls of a configuration that is gone still learn; nobody wants to know.
          if (byPolicy.get(policy)?.spec === spec) telemetry.adaptiveLimitChanged(policy, limit);
        };
        byPolicy.set(policy, new PolicyLimits(policy, spec, onAdaptiveLimit));
      }
    },
  };
}

/** One policy's limits, with a quota for each whose calls are counted together. */
export class PolicyLimits {
  readonly policy: string;
  readonly spec: PolicyLimitsSpec;
  readonly #onAdaptiveLimit: (limit: number) => void;
  /** Bounded by the calls in flight. Never forgotten: their calls would be let in twice. */
  readonly #busy = new Map<string, Quota>();
  /** The one that was used longest ago stands first. */
  readonly #idle = new Map<string, Quota>();

  constructor(policy: string, spec: PolicyLimitsSpec, onAdaptiveLimit: (limit: number) => void) {
    this.policy = policy;
    this.spec = spec;
    this.#onAdaptiveLimit = onAdaptiveLimit;
  }

  /** The quota that this call falls under. One that nobody has used yet is kept once a call enters it. */
  quotaOf(call: Call): KeyedQuota {
    const key = keyOf(call, this.spec.per);
    const quota = this.#busy.get(key) ?? this.#idle.get(key) ?? new Quota(this.spec, this.#onAdaptiveLimit);
    return { limits: this, key, quota };
  }

  enter({ key, quota }: KeyedQuota, demand: Demand, now: number): void {
    quota.enter(demand, now);
    this.#idle.delete(key);
    this.#busy.set(key, quota);
  }

  leave({ key, quota }: KeyedQuota, demand: Demand, spentTokens: number, now: number): void {
    quota.leave(demand, spentTokens, now);
    if (quota.inFlight > 0) return;
    this.#busy.delete(key);
    this.#idle.set(key, quota);
    if (this.#idle.size <= MOST_IDLE_QUOTAS) return;
    for (const oldest of this.#idle.keys()) {
      this.#idle.delete(oldest);
      return;
    }
  }
}

export interface KeyedQuota {
  readonly limits: PolicyLimits;
  readonly key: string;
  readonly quota: Quota;
}

/**
 * Users and sessions are those of a workload: two workloads may mean different people by one name. Calls that name none
 * are counted together, so that leaving the header out gains nothing.
 */
function keyOf({ workload, user, session }: Call, per: PolicyLimitsSpec["per"]): string {
  if (per === "policy") return "";
  const { namespace, serviceAccount } = workload;
  const caller = per === "user" ? user : per === "session" ? session : undefined;
  const key = `${namespace}/${serviceAccount}${caller === undefined ? "" : `/${caller}`}`;
  return key.length > LONGEST_KEY ? sha256(key) : key;
}
