import type { EmbeddingsSpec } from "../config/schema/embeddings.ts";
import type { PriceOf } from "../config/schema/prices.ts";
import type { RouteSpec } from "../config/schema/route.ts";
import type { ConfigSnapshot, Named } from "../config/schema/snapshot.ts";
import type { AttemptBudgets } from "./core/attempt-budget.ts";
import type { DialectName, Handler } from "./core/call.ts";
import type { Dialect } from "./core/dialect.ts";
import { compose, type Filter } from "./core/filter.ts";
import type { JudgeTarget } from "./core/target-judge.ts";
import type { NameDetector } from "./detection/names/name-detector.ts";
import type { Embedder } from "./embedding/embedder.ts";
import { type Admission, createAdmitFilter, type Overload } from "./filters/admit/filter.ts";
import { type Breakers, createBreakerFilter } from "./filters/breaker/filter.ts";
import { type CacheParts, createCacheFilter } from "./filters/cache/filter.ts";
import type { Inquire } from "./filters/cache/inquiry.ts";
import { createMessageCacheFilter } from "./filters/cache/message-filter.ts";
import type { SemanticCache } from "./filters/cache/semantic/semantic-cache.ts";
import { createDryRunFilter } from "./filters/dry-run/filter.ts";
import { createFallbackFilter } from "./filters/fallback/filter.ts";
import { createHedgeFilter, type HedgeHistories } from "./filters/hedge/filter.ts";
import { createIdempotencyFilter, type Executions } from "./filters/idempotency/filter.ts";
import type { Inspection } from "./filters/inspect/compile.ts";
import { createInspectFilter } from "./filters/inspect/filter.ts";
import { createLimitFilter, type Limits } from "./filters/limit/filter.ts";
import { createMirrorFilter, type ShadowCalls } from "./filters/mirror/filter.ts";
import { createRecordFilter } from "./filters/record/filter.ts";
import type { CompiledRedaction } from "./filters/redact/compile.ts";
import { createRedactFilter, type HashKeys, type SessionVaults } from "./filters/redact/filter.ts";
import { createRetryFilter } from "./filters/retry/filter.ts";
import { createPreferFilter, createRouteFilter, permittedPlaces } from "./filters/route/filter.ts";
import type { CompiledRules } from "./filters/rules/compile.ts";
import { createRulesFilter, deniedByRules } from "./filters/rules/filter.ts";
import type { Screening } from "./filters/screen/compile.ts";
import { createScreenFilter } from "./filters/screen/filter.ts";
import { deniedByScreening } from "./filters/screen/is-denied.ts";
import { createTimeoutsFilter } from "./filters/timeouts/filter.ts";
import { createTranslateFilter } from "./filters/translate/filter.ts";
import type { Clock } from "./platform/clock.ts";
import type { Random } from "./platform/random.ts";
import type { Telemetry } from "./platform/telemetry.ts";

/** What the filters of every route share; it outlives configurations. */
export interface SharedParts {
  readonly admission: Admission;
  readonly overload: Overload;
  readonly limits: Limits;
  readonly cache: CacheParts;
  readonly semanticCache: SemanticCache;
  /** The model of this process that turns questions into vectors. */
  readonly embedder: Embedder;
  /** Bounds of it, and of upstreams that do the same. */
  readonly embeddings: EmbeddingsSpec;
  readonly executions: Executions;
  readonly redactionSessions: SessionVaults;
  readonly hashKeys: HashKeys;
  readonly breakers: Breakers;
  readonly retryBudgets: AttemptBudgets;
  readonly hedgeHistories: HedgeHistories;
  readonly shadowCalls: ShadowCalls;
  readonly dialectOf: (name: DialectName) => Dialect;
  /** Persons, addresses and organisations in texts. */
  readonly names: NameDetector;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Telemetry;
  readonly maxIdempotentAnswerBytes: number;
}

/** What all pipelines of one configuration share. */
export interface ConfigParts extends SharedParts {
  readonly snapshot: ConfigSnapshot;
  /** Every model that it names. */
  readonly knownModels: ReadonlySet<string>;
}

export interface RouteParts extends ConfigParts {
  readonly redactionFor: (policies: readonly string[]) => CompiledRedaction | undefined;
  readonly screeningFor: (policies: readonly string[]) => Screening | undefined;
  readonly inspectionFor: (policies: readonly string[]) => Inspection | undefined;
  readonly rulesFor: (policies: readonly string[]) => CompiledRules | undefined;
  /** Those who say where calls under these policies may go: residency, and rules that ask for the upstream. */
  readonly judgesOf: (policies: readonly string[]) => readonly JudgeTarget[];
  /** Changes whenever what this route would answer may change. */
  readonly routeVersion: string;
  /** Puts questions to the answers of others by their meaning; undefined where the route does not. */
  readonly inquire: Inquire | undefined;
  readonly priceOf: PriceOf;
  /** Changes whenever any policy does. */
  readonly policiesVersion: string;
  /** Where its pipeline ends. */
  readonly upstream: Handler;
  /** Something runs on this configuration beside the calls themselves; the returned function gives it back. */
  readonly enter: () => () => void;
}

/** What a call of an application goes through, outermost first. Below the last one stands the upstream itself. */
export function routePipeline({ name, spec }: Named<RouteSpec>, parts: RouteParts): readonly Filter[] {
  const { dialectOf, clock, random, telemetry, judgesOf } = parts;
  const routing = { upstreams: parts.snapshot.upstreams, judgesOf, random, dialectOf };
  return [
    // Tells telemetry how the call began and ended, and counts its tokens.
    createRecordFilter({ dialectOf, clock, telemetry, knownModels: parts.knownModels }),
    // Refuses at once when the process has too much to do, low priority first; a call counts until its last byte.
    createAdmitFilter({
      admission: parts.admission,
      overload: parts.overload,
      telemetry,
      priority: spec.priority,
    }),
    // Keeps callers within the limits of the policies in force, and tells them what is left.
    createLimitFilter({ limits: parts.limits, dialectOf, clock, telemetry }),
    // Counts what policies with `mode: dry-run` would have changed of the call, once it has ended.
    createDryRunFilter({
      targets: spec.targets,
      ladder: spec.fallback,
      searchOf: (policies) => parts.redactionFor(policies)?.request,
      isDeniedByGuardrails: deniedByScreening(parts.screeningFor),
      isDeniedByRules: deniedByRules(parts.rulesFor),
      judgesOf: parts.judgesOf,
      clock,
      telemetry,
    }),
    // Looks at what the caller says, in the caller's own words: prohibited content, attempts to override instructions.
    createScreenFilter({ screeningFor: parts.screeningFor }),
    // Replaces personal data and secrets by placeholders, and puts them back into the reply.
    createRedactFilter({
      rulesFor: parts.redactionFor,
      sessions: parts.redactionSessions,
      names: parts.names,
      random,
      dialectOf,
    }),
    // Asks the rules of the policies in force; one that denies ends the call here.
    createRulesFilter({ rulesFor: parts.rulesFor, clock, telemetry }),
    // Looks at what the provider says, with placeholders in it, also when it was kept from an earlier call.
    createInspectFilter({ inspectionFor: parts.inspectionFor, dialectOf }),
    // One execution for all calls of a caller with the same idempotency-key; repeats wait for it, or get what it gave.
    createIdempotencyFilter({
      executions: parts.executions,
      routeName: name,
      policiesVersion: parts.policiesVersion,
      maxAnswerBytes: parts.maxIdempotentAnswerBytes,
      dialectOf,
      telemetry,
    }),
    // Chooses by weight which target's answers the cache looks for.
    createPreferFilter({ targets: spec.targets, isCached: spec.cache?.exact !== undefined, ...routing }),
    // Answers calls from memory or from what a fleet shares, by their bytes or by their meaning; makes one of identical
    // calls in flight; keeps whole, successful replies. Sees redacted text only.
    createCacheFilter({
      ...parts.cache,
      spec: spec.cache,
      routeName: name,
      routeVersion: parts.routeVersion,
      keepStaleMs: longestStale(spec),
      totalMs: spec.timeouts.total,
      isOverloaded: () => parts.overload.level > 0,
      placesOf: permittedPlaces({ targets: spec.targets, ladder: spec.fallback, judgesOf }),
      inquire: parts.inquire,
      priceOf: parts.priceOf,
      enter: parts.enter,
      dialectOf,
      clock,
      telemetry,
    }),
    // Walks down the route's ladder when everything below has failed.
    createFallbackFilter({ ladder: spec.fallback, routeName: name, dialectOf, clock, telemetry }),
    // Copies a share of the calls to a shadow target, redacted as they are; nobody waits for its replies.
    ...(spec.mirror === undefined
      ? []
      : [
          createMirrorFilter({
            spec: spec.mirror,
            routeName: name,
            totalMs: spec.timeouts.total,
            shadow: compose(mirrorPipeline(spec, parts), parts.upstream),
            shadowCalls: parts.shadowCalls,
            isOverloaded: () => parts.overload.level > 0,
            enter: parts.enter,
            dialectOf,
            clock,
            random,
            telemetry,
          }),
        ]),
    // Picks the upstream and the model, by weight, among those that the policies in force permit.
    createRouteFilter({ targets: spec.targets, ...routing }),
    // Says the call in the upstream's dialect where that is another than the caller's, and the reply in the caller's.
    createTranslateFilter({ upstreams: parts.snapshot.upstreams, dialectOf, clock }),
    // Tries again what may succeed, with backoff and a budget, until the first frame was handed down.
    createRetryFilter({
      spec: spec.retry,
      routeName: name,
      clock,
      random,
      telemetry,
      budgets: parts.retryBudgets,
    }),
    // Makes a second attempt beside one that is slow to its first frame; the first reply wins.
    ...(spec.hedge === undefined
      ? []
      : [
          createHedgeFilter({
            spec: spec.hedge,
            routeName: name,
            history: parts.hedgeHistories.of(name),
            dialectOf,
            clock,
            telemetry,
          }),
        ]),
    // Stops calling an upstream that keeps failing; a stream that dies half-way is a failure.
    createBreakerFilter({ breakers: parts.breakers, clock }),
    // Ends an attempt that waits too long for its first event, or between two events.
    createTimeoutsFilter({ spec: spec.timeouts, clock }),
  ];
}

/** What a copy goes through on its way to the shadow target: it is tried once, and counts as no call of an application. */
function mirrorPipeline(spec: RouteSpec, parts: RouteParts): readonly Filter[] {
  const { dialectOf, clock, random } = parts;
  return [
    // Takes the shadow target, if that can answer such a call at all, and the policies in force permit it.
    createRouteFilter({
      targets: [],
      upstreams: parts.snapshot.upstreams,
      judgesOf: parts.judgesOf,
      random,
      dialectOf,
    }),
    // Says the copy in the shadow target's dialect.
    createTranslateFilter({ upstreams: parts.snapshot.upstreams, dialectOf, clock }),
    // Stops copying to a shadow target that keeps failing.
    createBreakerFilter({ breakers: parts.breakers, clock }),
    // Ends a copy that waits too long for its first event, or between two events.
    createTimeoutsFilter({ spec: spec.timeouts, clock }),
  ];
}

/** What a call that passes through as it is goes through: nobody here knows what it says. */
export function passthroughPipeline({ name, spec }: Named<RouteSpec>, parts: RouteParts): readonly Filter[] {
  const { dialectOf, clock, random, telemetry } = parts;
  return [
    // Tells telemetry how the call began and ended.
    createRecordFilter({ dialectOf, clock, telemetry, knownModels: parts.knownModels }),
    // Refuses at once when the process has too much to do, low priority first; a call counts until its last byte.
    createAdmitFilter({
      admission: parts.admission,
      overload: parts.overload,
      telemetry,
      priority: spec.priority,
    }),
    // Keeps callers within the limits of the policies in force, and tells them what is left.
    createLimitFilter({ limits: parts.limits, dialectOf, clock, telemetry }),
    // Counts what policies with `mode: dry-run` would have changed of the call, once it has ended.
    createDryRunFilter({
      targets: spec.targets,
      ladder: spec.fallback,
      searchOf: (policies) => parts.redactionFor(policies)?.request,
      isDeniedByGuardrails: deniedByScreening(parts.screeningFor),
      isDeniedByRules: deniedByRules(parts.rulesFor),
      judgesOf: parts.judgesOf,
      clock,
      telemetry,
    }),
    // Looks at what the caller says in JSON; refuses what a rule would have to look into and cannot.
    createScreenFilter({ screeningFor: parts.screeningFor }),
    // Replaces personal data and secrets in JSON; refuses what it should look into and cannot.
    createRedactFilter({
      rulesFor: parts.redactionFor,
      sessions: parts.redactionSessions,
      names: parts.names,
      random,
      dialectOf,
    }),
    // Asks the rules of the policies in force; one that denies ends the call here.
    createRulesFilter({ rulesFor: parts.rulesFor, clock, telemetry }),
    // Looks at what comes back, where it is JSON.
    createInspectFilter({ inspectionFor: parts.inspectionFor, dialectOf }),
    ...(spec.match.services === undefined
      ? []
      : [
          // Chooses by weight which target's answers the cache looks for; a call that may not go there gets none of them.
          createPreferFilter({
            targets: spec.targets,
            isCached: spec.cache?.exact !== undefined,
            upstreams: parts.snapshot.upstreams,
            judgesOf: parts.judgesOf,
            random,
            dialectOf,
          }),
          // Answers gRPC calls of one message from memory when the same bytes were asked before.
          createMessageCacheFilter({
            store: parts.cache.store,
            purges: parts.cache.purges,
            spec: spec.cache,
            routeName: name,
            routeVersion: parts.routeVersion,
            maxEntryBytes: parts.cache.maxEntryBytes,
            clock,
            telemetry,
          }),
        ]),
    // Picks the upstream, by weight, among those that the policies in force permit.
    createRouteFilter({
      targets: spec.targets,
      upstreams: parts.snapshot.upstreams,
      judgesOf: parts.judgesOf,
      random,
      dialectOf,
    }),
    ...(spec.match.services === undefined
      ? []
      : [
          // Tries again what may succeed, until the first message of the reply was handed down.
          createRetryFilter({
            spec: spec.retry,
            routeName: name,
            clock,
            random,
            telemetry,
            budgets: parts.retryBudgets,
          }),
        ]),
    // Stops calling an upstream that keeps failing.
    createBreakerFilter({ breakers: parts.breakers, clock }),
    // Ends an attempt that waits too long for its first byte, or between two.
    createTimeoutsFilter({ spec: spec.timeouts, clock }),
  ];
}

/** What a call forwarded by a sidecar goes through: its own pipeline has decided everything else already. */
export function forwardPipeline(parts: ConfigParts): readonly Filter[] {
  const { dialectOf, clock, random, telemetry } = parts;
  return [
    // Tells telemetry how the call began and ended, and counts its tokens.
    createRecordFilter({ dialectOf, clock, telemetry, knownModels: parts.knownModels }),
    // Refuses at once when the process has too much to do; how important a call was to its sidecar is not known here.
    createAdmitFilter({
      admission: parts.admission,
      overload: parts.overload,
      telemetry,
      priority: "normal",
    }),
    // Takes the upstream that the sidecar chose.
    createRouteFilter({
      targets: [],
      upstreams: parts.snapshot.upstreams,
      // Its sidecar knows its policies, and has judged the upstream by them.
      judgesOf: () => [],
      random,
      dialectOf,
    }),
    // Sidecars translate; one whose configuration is behind does not know yet that it has to.
    createTranslateFilter({ upstreams: parts.snapshot.upstreams, dialectOf, clock }),
    // Shares what all sidecars learn about an upstream.
    createBreakerFilter({ breakers: parts.breakers, clock }),
  ];
}

function longestStale(spec: RouteSpec): number {
  return spec.fallback.reduce(
    (longest, rung) => ("stale" in rung ? Math.max(longest, rung.stale.maxAge) : longest),
    0,
  );
}
