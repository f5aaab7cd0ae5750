import type { RouteTarget } from "../../../config/schema/route.ts";
import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, DialectName, Target } from "../../core/call.ts";
import type { Dialect, ProviderDialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import type { Random } from "../../platform/random.ts";
import { choose, type WeightedChoice, weightedChoice } from "./weighted.ts";

export interface RouteOptions {
  readonly targets: readonly RouteTarget[];
  readonly upstreams: ReadonlyMap<string, UpstreamSpec>;
  readonly random: Random;
  readonly dialectOf: (name: DialectName) => Dialect;
}

/**
 * Gives a call its target: the one it came with (a rung of the ladder, or a forwarded call), else one of the route's by
 * weight among those that speak the caller's dialect. Rejects with `unsupported` when none does.
 */
export function createRouteFilter({ targets, upstreams, random, dialectOf }: RouteOptions): Filter {
  const choices: Readonly<Record<ProviderDialect, WeightedChoice<RouteTarget>>> = {
    openai: weightedChoice(targets.filter(({ upstream }) => upstreams.get(upstream)?.dialect === "openai")),
    anthropic: weightedChoice(
      targets.filter(({ upstream }) => upstreams.get(upstream)?.dialect === "anthropic"),
    ),
  };
  const spoken = [...new Set(targets.flatMap(({ upstream }) => upstreams.get(upstream)?.dialect ?? []))];

  function targetOf(call: Call): Target {
    const { provider } = dialectOf(call.dialect);
    if (call.target !== undefined) {
      const speaks = upstreams.get(call.target.upstream)?.dialect;
      // An upstream that is not known here is for the upstream handler to refuse: it knows what it can dial.
      if (speaks !== undefined && speaks !== provider) throw unsupported(provider, [speaks]);
      return call.target;
    }
    const chosen = choose(choices[provider], random.next());
    if (chosen === undefined) throw unsupported(provider, spoken);
    return { upstream: chosen.upstream, model: chosen.model ?? call.model };
  }

  return {
    name: "route",
    wrap: (next) => async (call) => {
      const target = targetOf(call);
      call.record.set("upstream", target.upstream);
      call.record.set("model", target.model);
      const request = target.model === call.model ? call.request : call.request.with({ model: target.model });
      return next({ ...call, target, request });
    },
  };
}

function unsupported(wanted: ProviderDialect, spoken: readonly ProviderDialect[]): AiosError {
  const offer =
    spoken.length === 0
      ? "has no upstream that takes calls"
      : `reaches only upstreams that speak ${spoken.join(", ")}`;
  return new AiosError(
    "unsupported",
    `This call speaks ${wanted}, but its route ${offer}. Use a client of that dialect, ask for a model that is served in ` +
      `yours, or give the route a target with a weight above 0 whose Upstream has \`dialect: ${wanted}\`.`,
  );
}
