import type { FallbackRung, RouteTarget } from "../../../config/schema/route.ts";
import type { UpstreamSpec } from "../../../config/schema/upstream.ts";
import type { Call, DialectName, Handler, Reply, Target } from "../../core/call.ts";
import type { Dialect } from "../../core/dialect.ts";
import { AiosError, toAiosError } from "../../core/errors.ts";
import type { Filter } from "../../core/filter.ts";
import type { JudgeTarget, TargetJudgement } from "../../core/target-judge.ts";
import type { Verdict } from "../../core/verdict.ts";
import { servedAs } from "../../dialects/served-as.ts";
import type { Random } from "../../platform/random.ts";
import { choose, type WeightedChoice, weightedChoice } from "./weighted.ts";

export interface RouteOptions {
  readonly targets: readonly RouteTarget[];
  readonly upstreams: ReadonlyMap<string, UpstreamSpec>;
  readonly random: Random;
  readonly dialectOf: (name: DialectName) => Dialect;
  /** Those who judge places for calls under these policies, each of whom has to permit one. */
  readonly judgesOf: (policies: readonly string[]) => readonly JudgeTarget[];
}

/**
 * Chooses, as the route filter would, which of the targets a call prefers, before the cache looks for an answer: one
 * target's answers are none of another's. Chooses nothing where there is no choice, or no cache.
 */
export function createPreferFilter({
  targets,
  isCached,
  random,
  judgesOf,
  ...options
}: RouteOptions & { readonly isCached: boolean }): Filter {
  const { choicesFor } = targetChoices(targets, options);
  return {
    name: "prefer",
    wrap: (next) =>
      !isCached
        ? next
        : (call) => {
            const judges = judgesOf(call.policies);
            // Also where there is one target alone: a call that may not go there gets none of its answers.
            if (targets.length < 2 && judges.length === 0) return next(call);
            const { items } = choicesFor(call.dialect).taking;
            const permitted = items.filter(
              (item) => judge(call, placeOf(call, item), judges).denial === undefined,
            );
            const chosen = choose(weightedChoice(permitted), random.next());
            // Where none is permitted, or none takes it, the route filter says so.
            return next(chosen === undefined ? call : { ...call, preferred: placeOf(call, chosen) });
          },
  };
}

export interface PlacesOptions extends Pick<RouteOptions, "targets" | "judgesOf"> {
  readonly ladder: readonly FallbackRung[];
}

/**
 * Where of all places that a route leads to a call may go, as a text that is equal for calls that may go to the same ones;
 * empty where nobody judges.
 */
export function permittedPlaces({ targets, ladder, judgesOf }: PlacesOptions): (call: Call) => string {
  const places = [...targets, ...ladder.flatMap((rung) => ("upstream" in rung ? [rung] : []))];
  return (call) => {
    const judges = judgesOf(call.policies);
    if (judges.length === 0) return "";
    return places
      .map(({ upstream, model = call.model }) =>
        judge(call, { upstream, model }, judges).denial === undefined ? "y" : "n",
      )
      .join("");
  };
}

/**
 * Gives a call its target: the one it came with (a rung of the ladder, or a forwarded call), else one of the route's by
 * weight among those that take its dialect, as it is or translated. Rejects with `unsupported` when none does. A call
 * that cannot be translated for the target chosen goes to one that needs no translation, where the route has one. A place
 * that a policy forbids is never chosen, and its weight is the others'; when none is left, `policy-denied`.
 */
export function createRouteFilter(options: RouteOptions): Filter {
  const { targets, upstreams, random, dialectOf } = options;
  const { takenAs, choicesFor } = targetChoices(targets, options);

  function chosenFor(call: Call, choice: WeightedChoice<RouteTarget>): Target | undefined {
    const chosen = choose(choice, random.next());
    return chosen && placeOf(call, chosen);
  }

  /** One of those that are permitted. @throws AiosError `policy-denied` when none is, of several that there are */
  function permittedOf(
    call: Call,
    choice: WeightedChoice<RouteTarget>,
    judges: readonly JudgeTarget[],
  ): Target | undefined {
    if (judges.length === 0 || choice.items.length === 0) return chosenFor(call, choice);
    const judged = choice.items.map((item) => ({
      item,
      judgement: judge(call, placeOf(call, item), judges),
    }));
    const permitted = judged.filter(({ judgement }) => judgement.denial === undefined);
    const chosen = choose(weightedChoice(permitted.map(({ item }) => item)), random.next());
    const decisive = judged.find(({ item, judgement }) =>
      chosen === undefined ? judgement.denial !== undefined : item === chosen,
    );
    if (decisive !== undefined) settle(call, decisive.judgement);
    return chosen && placeOf(call, chosen);
  }

  function targetOf(call: Call, judges: readonly JudgeTarget[]): Target {
    const given = call.target ?? call.preferred;
    const target = given ?? permittedOf(call, choicesFor(call.dialect).taking, judges);
    if (target !== undefined && takenAs(target.upstream, call.dialect) !== undefined) {
      if (given !== undefined && judges.length > 0) settle(call, judge(call, given, judges));
      return target;
    }
    const tried = target === undefined ? targets.map(({ upstream }) => upstream) : [target.upstream];
    throw unsupported(call, dialectOf(call.dialect), tried, upstreams);
  }

  /** Where a call that could not be translated for `target` needs no translation; undefined where it may not go either. */
  function nativeTarget(call: Call, target: Target, judges: readonly JudgeTarget[]): Target | undefined {
    if (call.target !== undefined || takenAs(target.upstream, call.dialect) === call.dialect)
      return undefined;
    const { items } = choicesFor(call.dialect).native;
    const permitted = items.filter((item) => judge(call, placeOf(call, item), judges).denial === undefined);
    return chosenFor(call, weightedChoice(permitted));
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
      const judges = options.judgesOf(call.policies);
      const target = targetOf(call, judges);
      try {
        return await send(call, target, next);
      } catch (thrown) {
        const error = toAiosError(thrown);
        const native = error.kind === "unsupported" ? nativeTarget(call, target, judges) : undefined;
        if (native === undefined) throw error;
        return send(call, native, next);
      }
    },
  };
}

function targetChoices(
  targets: readonly RouteTarget[],
  { upstreams, dialectOf }: Pick<RouteOptions, "upstreams" | "dialectOf">,
) {
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

  return { takenAs, choicesFor };
}

function placeOf(call: Call, { upstream, model }: RouteTarget): Target {
  return { upstream, model: model ?? call.model };
}

function judge(call: Call, target: Target, judges: readonly JudgeTarget[]): TargetJudgement {
  const verdicts: Verdict[] = [];
  let denial: AiosError | undefined;
  for (const ask of judges) {
    const judgement = ask(call, target);
    verdicts.push(...judgement.verdicts);
    denial ??= judgement.denial;
  }
  return { denial, verdicts };
}

/** What was said of the place that decides is kept. @throws AiosError its denial */
function settle({ record }: Call, { denial, verdicts }: TargetJudgement): void {
  if (verdicts.length > 0) record.set("ruled", withEach(record.get("ruled") ?? [], verdicts));
  if (denial !== undefined) throw denial;
}

/** A rung of the ladder may be told what was told of a target. */
function withEach(known: readonly Verdict[], more: readonly Verdict[]): readonly Verdict[] {
  const isKnown = ({ policy, rule, action }: Verdict) =>
    known.some((each) => each.policy === policy && each.rule === rule && each.action === action);
  return [...known, ...more.filter((verdict) => !isKnown(verdict))];
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
