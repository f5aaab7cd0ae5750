import type { FallbackRung, RouteTarget } from "../../../config/schema/route.ts";
import type { Call, DryRun, End } from "../../core/call.ts";
import { CallAbort } from "../../core/call-signal.ts";
import type { Filter } from "../../core/filter.ts";
import { DecisionRecord } from "../../core/record.ts";
import type { JudgeTarget } from "../../core/target-judge.ts";
import type { Clock } from "../../platform/clock.ts";
import type { DryRunDifference, Telemetry } from "../../platform/telemetry.ts";
import { differencesOf, type Outcome } from "./outcome.ts";
import { type NamedText, type SearchRules, search, textsOf } from "./search.ts";

export interface DryRunOptions {
  /** Of the route, as the ladder that stands below them. */
  readonly targets: readonly RouteTarget[];
  readonly ladder: readonly FallbackRung[];
  /** Undefined when these policies look for nothing. */
  readonly searchOf: (policies: readonly string[]) => SearchRules | undefined;
  /** Whether a guardrail denies the request. */
  readonly isDeniedByGuardrails: (policies: readonly string[], call: Call) => Promise<boolean>;
  /** Whether a rule over calls denies this one. `now`: Unix ms. */
  readonly isDeniedByRules: (policies: readonly string[], call: Call, now: number) => boolean;
  readonly judgesOf: (policies: readonly string[]) => readonly JudgeTarget[];
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** UTF-16 code units of text beyond which a call is not tried on other policies. */
const LONGEST_TEXTS = 65_536;
/** Calls of a route that are tried at once. */
const MOST_AT_ONCE = 8;

/**
 * Tries calls on policies that are not in force, and counts what these would have changed. It is done once a call has
 * ended, from what it was as it came: nothing waits for it, and nothing changes by it. What looks at requests is tried:
 * redaction by form, guardrails, rules and residency; what looks at replies is not, nor are names of persons and limits.
 */
export function createDryRunFilter(options: DryRunOptions): Filter {
  const { clock, telemetry } = options;
  let running = 0;

  async function tryOn(call: Call, end: End, now: number): Promise<void> {
    running++;
    try {
      // Whoever ends a call has more to do than this.
      await new Promise((resolve) => setImmediate(resolve));
      const texts = textsOf(call.request, LONGEST_TEXTS);
      // What the record counts may by now hold findings in the reply as well.
      const found = texts === "too-much" ? undefined : await search(texts, options.searchOf(call.policies));
      for (const dryRun of call.dryRuns) {
        const differences: readonly DryRunDifference[] =
          texts === "too-much" || found === undefined
            ? ["skipped"]
            : differencesOf(
                { isDenied: isDenied(end, texts), redactions: found.redactions, goesElsewhere: false },
                await trialOutcome(call, dryRun, texts, now, options),
              );
        telemetry.policyRunDry(call.id, dryRun.policy, differences);
      }
    } catch (error) {
      telemetry.internalError("a dry run", error);
    } finally {
      running--;
    }
  }

  return {
    name: "dry-run",
    wrap: (next) => (call) => {
      if (call.dryRuns.length === 0) return next(call);
      const now = clock.now();
      call.onEnd((end) => {
        if (running < MOST_AT_ONCE) void tryOn(call, end, now);
        else for (const { policy } of call.dryRuns) telemetry.policyRunDry(call.id, policy, ["skipped"]);
      });
      return next(call);
    },
  };
}

type Texts = readonly NamedText[] | "unreadable";

/** Also one that is refused because a policy would have to look into it, and nobody can. */
function isDenied(end: End, texts: Texts): boolean {
  if (end.outcome !== "failed") return false;
  const { kind } = end.error;
  return kind === "policy-denied" || (kind === "unsupported" && texts === "unreadable");
}

async function trialOutcome(
  call: Call,
  { names }: DryRun,
  texts: Texts,
  now: number,
  { searchOf, isDeniedByGuardrails, isDeniedByRules, judgesOf, ...route }: DryRunOptions,
): Promise<Outcome> {
  const { redactions, leftInClear, isBlocked } = await search(texts, searchOf(names));
  const record = new DecisionRecord();
  record.set("redactions", redactions);
  record.set("leftInClear", leftInClear);
  // The call has ended, and what it ended with may have aborted it.
  const { signal } = new CallAbort();
  const tried: Call = { ...call, policies: names, record, signal };
  const place = placeOf(tried, call, judgesOf(names), route);
  return {
    isDenied:
      isBlocked ||
      place === "none" ||
      isDeniedAnyway(call, names) ||
      isDeniedByRules(names, tried, now) ||
      (await isDeniedByGuardrails(names, tried)),
    redactions,
    goesElsewhere: place === "other",
  };
}

/** A policy that is in force either way has denied the reply, or something that is not looked for here. */
function isDeniedAnyway({ record }: Call, names: readonly string[]): boolean {
  const verdicts = [...(record.get("inspected") ?? []), ...(record.get("blocked") ?? [])];
  return verdicts.some(({ policy, action }) => action === "deny" && names.includes(policy));
}

/** Whether a call may go where it went, only elsewhere, or nowhere. One that went nowhere has lost nothing by that. */
function placeOf(
  tried: Call,
  real: Call,
  judges: readonly JudgeTarget[],
  { targets, ladder }: Pick<DryRunOptions, "targets" | "ladder">,
): "same" | "other" | "none" {
  if (judges.length === 0) return "same";
  const isPermitted = (upstream: string, model: string) =>
    judges.every((judge) => judge(tried, { upstream, model }).denial === undefined);
  const { upstream, model = real.model } = real.record.all();
  if (upstream !== undefined && isPermitted(upstream, model)) return "same";
  const rungs = ladder.flatMap((rung) => ("upstream" in rung ? [rung] : []));
  const others = [...targets.filter(({ weight }) => weight > 0), ...rungs];
  if (!others.some((other) => isPermitted(other.upstream, other.model ?? real.model))) return "none";
  return upstream === undefined ? "same" : "other";
}
