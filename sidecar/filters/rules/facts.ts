import {
  RequestFacts,
  type RuleFacts,
  UpstreamFacts,
  WorkloadFacts,
} from "../../../config/schema/cel/facts.ts";
import { RULE_HEADERS } from "../../../config/schema/cel/variables.ts";
import { REDACTION_ENTITIES } from "../../../config/schema/redaction.ts";
import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, Headers, Target } from "../../core/call.ts";

export interface FactsOptions {
  readonly call: Call;
  /** Unix ms. */
  readonly now: number;
  /** Headers that may be asked for, beside those that every rule may. */
  readonly headers: readonly string[];
  /** In place of what the record says was found. */
  readonly redactions?: Readonly<Record<string, number>>;
  readonly target?: Target;
  readonly upstreams?: ReadonlyMap<string, UpstreamSpec>;
}

const NOTHING_FOUND: Readonly<Record<string, bigint>> = Object.fromEntries(
  REDACTION_ENTITIES.map((entity) => [entity, 0n]),
);

export function factsOf({ call, now, headers, target, upstreams, ...options }: FactsOptions): RuleFacts {
  const { operation, model, dialect, stream, protocol, user, session, request } = call;
  const time = new Date(now);
  let counts: Readonly<Record<string, bigint>> | undefined;
  const spec = target && upstreams?.get(target.upstream);
  return {
    request: new RequestFacts({
      operation,
      model,
      dialect,
      stream,
      protocol,
      user,
      session,
      headers: chosen(call.headers, headers),
      bytes: () => request.bytes().byteLength,
    }),
    workload: new WorkloadFacts(call.workload),
    ...(target === undefined
      ? {}
      : {
          upstream: new UpstreamFacts({
            name: target.upstream,
            region: spec?.region,
            owner: spec?.owner,
            model: target.model,
          }),
        }),
    get redactions() {
      counts ??= countsOf(options.redactions ?? call.record.get("redactions") ?? {});
      return counts;
    },
    now: time,
    hour: BigInt(time.getUTCHours()),
  };
}

/** Entities that were not found are 0, so that a rule need not ask first. */
function countsOf(found: Readonly<Record<string, number>>): Readonly<Record<string, bigint>> {
  const counts: Record<string, bigint> = { ...NOTHING_FOUND };
  for (const [entity, count] of Object.entries(found)) counts[entity] = BigInt(count);
  return counts;
}

function chosen(headers: Headers, names: readonly string[]): Headers {
  const found: Record<string, string> = {};
  for (const list of [RULE_HEADERS, names])
    for (const name of list) {
      const value = headers[name];
      if (value !== undefined) found[name] = value;
    }
  return found;
}
