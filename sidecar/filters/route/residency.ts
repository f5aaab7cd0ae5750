import type { PolicySpec } from "../../../config/schema/policy.ts";
import { objectionTo, type ResidencySpec } from "../../../config/schema/residency.ts";
import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import { byPolicies } from "../../core/by-policies.ts";
import type { Call } from "../../core/call.ts";
import { type JudgeTarget, PERMITTED, type TargetJudgement } from "../../core/target-judge.ts";
import { denial } from "../../core/verdict.ts";
import { holdsUnseenBytes } from "../../dialects/unseen-bytes.ts";

/** As denials name it; no rule that a policy writes itself. */
export const RESIDENCY = "residency";

/**
 * What the policies' `residency` says of upstreams, as a judge of places; undefined when none of these policies has any.
 * All of them have to permit a place.
 */
export function judgeByResidency(
  policies: ReadonlyMap<string, PolicySpec>,
  upstreams: ReadonlyMap<string, UpstreamSpec>,
): (names: readonly string[]) => JudgeTarget | undefined {
  return byPolicies((names) => {
    const demands = names.flatMap((policy) => {
      const spec = policies.get(policy)?.residency;
      return spec === undefined ? [] : [{ policy, spec }];
    });
    if (demands.length === 0) return undefined;
    const standing = new Map(
      [...upstreams].map(([name, upstream]) => [name, standingOf(upstream, demands)] as const),
    );
    // One that nobody knows is nowhere, and a third party's.
    const unknown = standingOf({}, demands);
    return (call, { upstream }) => {
      const { always, ifUnredacted } = standing.get(upstream) ?? unknown;
      if (always !== undefined) return deniedBy(always);
      return ifUnredacted !== undefined && leavesUnredacted(call) ? deniedBy(ifUnredacted) : PERMITTED;
    };
  });
}

interface Demand {
  readonly policy: string;
  readonly spec: ResidencySpec;
}

interface Objection {
  readonly policy: string;
  readonly because: string;
}

/** What is said of an upstream whatever the call says, and what if something in the call is not redacted. */
interface Standing {
  readonly always: Objection | undefined;
  readonly ifUnredacted: Objection | undefined;
}

type Whereabouts = Partial<Pick<UpstreamSpec, "region" | "owner">>;

function standingOf(upstream: Whereabouts, demands: readonly Demand[]): Standing {
  const [always] = demands.flatMap(({ policy, spec }): readonly Objection[] => {
    const because = reasonAgainst(upstream, spec);
    return because === undefined ? [] : [{ policy, because }];
  });
  const isThirdParty = upstream.owner !== "self";
  const unredacted = isThirdParty ? demands.find(({ spec }) => spec.unredacted === "forbid") : undefined;
  return {
    always,
    ifUnredacted: unredacted && { policy: unredacted.policy, because: UNREDACTED },
  };
}

const UNREDACTED =
  "something in the call is left in clear, or cannot be looked into, and may go to no third party.";

function reasonAgainst(upstream: Whereabouts, spec: ResidencySpec): string | undefined {
  switch (objectionTo(spec, upstream)) {
    case "region":
      return `the call may only go to the regions ${spec.regions?.join(", ")}, and its route has no other place for it.`;
    case "third-party":
      return "the call may go to no third party, and its route has no other place for it.";
    case undefined:
      return undefined;
  }
}

function deniedBy({ policy, because }: Objection): TargetJudgement {
  const verdict = { policy, rule: RESIDENCY, action: "deny" } as const;
  return { denial: denial(verdict, because), verdicts: [verdict] };
}

/**
 * Whether anything would leave that no policy has replaced though one looks for it, or that nobody could look into: bodies
 * that are no JSON, messages of gRPC services, and images, sound and files inside of documents, as bytes or by reference.
 */
function leavesUnredacted({ record, request, opaque }: Call): boolean {
  const left = record.get("leftInClear");
  if (left !== undefined && Object.keys(left).length > 0) return true;
  if (opaque?.transport === "grpc") return true;
  if (opaque !== undefined && request.bytes().byteLength === 0) return false;
  try {
    return holdsUnseenBytes(request.document());
  } catch {
    return true;
  }
}
