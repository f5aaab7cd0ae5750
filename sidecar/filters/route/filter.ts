import type { RouteTarget } from "../../../config/schema/route.ts";
import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, DialectName, Handler, Reply, Target } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
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
 * weight among those that take its dialect, as it is or translated. Rejects with `unsupported` when none does. A call
 * that cannot be translated for the target chosen goes to one that needs no translation, where the route has one.
 */
export function createRouteFilter({ targets, upstreams, random, dialectOf }: RouteOptions): Filter {
  const choices = new Map<DialectName, Choices>();

  /** In which dialect; an unknown upstream is for the upstream handler to refuse: it knows what it can dial. */
  const takenAs = (upstream: string, dialect: DialectName): DialectName | undefined => {
    const spec = upstreams.get(upstream);
    return spec === undefined ? dialect : servedAs(dialectOf(dialect), spec);
  };

  function choicesFor(dialect: DialectName): Choices {
    const known = choices.get(dialect);
    if (known !== undefined) return known;
    const taking = targets.filter(({ upstream }) => takenAs(upstream, dialect) !== undefined);
    const native = taking.filter(({ upstream }) => takenAs(upstream, dialect) === dialect);
    const made = { taking: weightedChoice(taking), native: weightedChoice(native) };
    choices.set(dialect, made);
    return made;
  }

  function chosenFor(call: Call, choice: WeightedChoice<RouteTarget>): Target | undefined {
    const chosen = choose(choice, random.next());
    return chosen && { upstream: chosen.upstream, model: chosen.model ?? call.model };
  }

  function targetOf(call: Call): Target {
    const target = call.target ?? chosenFor(call, choicesFor(call.dialect).taking);
    if (target !== undefined && takenAs(target.upstream, call.dialect) !== undefined) return target;
    const tried = target === undefined ? targets.map(({ upstream }) => upstream) : [target.upstream];
    throw unsupported(call, dialectOf(call.dialect), tried, upstreams);
  }

  /** Where a call that could not be translated for `target` needs no translation. */
  function nativeTarget(call: Call, target: Target): Target | undefined {
    if (call.target !== undefined || takenAs(target.upstream, call.dialect) === call.dialect)
      return undefined;
    return chosenFor(call, choicesFor(call.dialect).native);
  }

  function send(call: Call, target: Target, next: Handler): Promise<Reply> {
    call.record.set("upstream", target.upstream);
    call.record.set("model", target.model);
    const request = target.model === call.model ? call.request : call.request.with({ model: target.model });
    return next({ ...call, target, request });
  }

  return {
    name: "route",
    wrap: (next) => async (call) => {
      const target = targetOf(call);
      try {
        return await send(call, target, next);
      } catch (thrown) {
        const error = toAiosError(thrown);
        const native = error.kind === "unsupported" ? nativeTarget(call, target) : undefined;
        if (native === undefined) throw error;
        return send(call, native, next);
      }
    },
  };
}

/** Of a route's targets, for calls of one dialect. */
interface Choices {
  /** All that take it, translated or not. */
  readonly taking: WeightedChoice<RouteTarget>;
  /** Those that take it as it is. */
  readonly native: WeightedChoice<RouteTarget>;
}

function unsupported(
  { operation, dialect }: Call,
  { provider }: Dialect,
  tried: readonly string[],
  upstreams: ReadonlyMap<string, UpstreamSpec>,
): AiosError {
  const spoken = [...new Set(tried.flatMap((upstream) => upstreams.get(upstream)?.dialect ?? []))];
  const reached = spoken.length === 0 ? "none at all" : `only such as speak ${spoken.join(", ")}`;
  const wanted = provider === undefined ? "`url`s of http or https" : `\`dialect: ${provider}\``;
  return new AiosError(
    "unsupported",
    `This call (operation ${operation}, dialect ${dialect}) needs an upstream that takes it or one that it can be translated for, and its route reaches ${reached}. ` +
      `Ask for another model, or give the route a target with a weight above 0 whose Upstream has ${wanted} and serves the operation.`,
  );
}
