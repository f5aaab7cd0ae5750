import type { RouteTarget } from "../../../config/schema/route.ts";
import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, DialectName, Target } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import { servedAs } from "../../dialects/served-as.ts";
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
 * weight among those that take its dialect, as it is or translated. Rejects with `unsupported` when none does.
 */
export function createRouteFilter({ targets, upstreams, random, dialectOf }: RouteOptions): Filter {
  const choices = new Map<DialectName, WeightedChoice<RouteTarget>>();

  const takes = (upstream: string, dialect: DialectName): boolean => {
    const spec = upstreams.get(upstream);
    // An upstream that is not known here is for the upstream handler to refuse: it knows what it can dial.
    return spec === undefined || servedAs(dialectOf(dialect), spec) !== undefined;
  };

  function choiceFor(dialect: DialectName): WeightedChoice<RouteTarget> {
    const known = choices.get(dialect);
    if (known !== undefined) return known;
    const made = weightedChoice(targets.filter(({ upstream }) => takes(upstream, dialect)));
    choices.set(dialect, made);
    return made;
  }

  function targetOf(call: Call): Target {
    if (call.target !== undefined) {
      if (!takes(call.target.upstream, call.dialect))
        throw unsupported(call, [call.target.upstream], upstreams);
      return call.target;
    }
    const chosen = choose(choiceFor(call.dialect), random.next());
    if (chosen === undefined)
      throw unsupported(
        call,
        targets.map(({ upstream }) => upstream),
        upstreams,
      );
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

function unsupported(
  call: Call,
  tried: readonly string[],
  upstreams: ReadonlyMap<string, UpstreamSpec>,
): AiosError {
  const spoken = [...new Set(tried.flatMap((upstream) => upstreams.get(upstream)?.dialect ?? []))];
  const offer =
    spoken.length === 0
      ? "has no upstream that takes calls"
      : `reaches only upstreams that speak ${spoken.join(", ")} and do not serve it`;
  return new AiosError(
    "unsupported",
    `This call is a ${call.operation} in the dialect ${call.dialect}, and its route ${offer}. Ask for a model that is ` +
      "served so, or give the route a target with a weight above 0 whose Upstream has the right `dialect` and `operations`.",
  );
}
