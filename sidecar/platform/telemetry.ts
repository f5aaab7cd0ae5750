import { Gauge, type Registry } from "prom-client";
import type { BypassReason } from "../core/cache-reasons.ts";
import type { Call, End } from "../core/call.ts";
import type { ErrorKind } from "../core/errors.ts";
import { cacheVerdictOf, chargedTo, type Usage, verdictsOf } from "../core/record.ts";
import type { BreakerReason, BreakerState } from "../core/status.ts";
import { callFields, levelOf } from "./call-line.ts";
import { causesOf } from "./causes.ts";
import type { Log } from "./log.ts";
import { counterSeries, gaugeValue, histogramSeries, METRICS } from "./metrics.ts";

/**
 * Everything that is worth telling about, as events. Code emits an event; the event owns its log line and its metrics
 * (names stand here, in call-line.ts and in metrics.ts alone). No event carries a prompt, a reply or a secret.
 */
export interface Telemetry {
  callStarted(call: Call): void;
  /** After the last byte. `model`: the one that was asked for, when it is one that configuration names. */
  callEnded(call: Call, end: End, durationMs: number, model?: string): void;
  attemptFailed(upstream: string, kind: ErrorKind): void;
  retryScheduled(route: string, kind: ErrorKind, waitMs: number): void;
  /** A retry that was due but that the upstream's budget did not allow. */
  retryRefused(route: string, upstream: string): void;
  /** What became of a second attempt that was due. */
  hedgeEnded(route: string, outcome: HedgeOutcome): void;
  /** An attempt that was cancelled because another one had answered, with the tokens that its reply had told of. */
  attemptWasted(route: string, upstream: string, usage: Usage | undefined): void;
  /** `model` is one that configuration names, or empty for all others; `reason` is set unless the state is closed. */
  breakerChanged(upstream: string, model: string, state: BreakerState, reason?: BreakerReason): void;
  /** It is no more: the configuration has changed. */
  breakerRemoved(upstream: string, model: string): void;
  /** A repeat with the same idempotency-key got the answer, or the refusal, of the first one. */
  idempotentReplay(route: string): void;
  /** An endpoint kept failing and gets no calls for `forMs`. `endpoint` is one that configuration names. */
  endpointEjected(upstream: string, endpoint: string, forMs: number): void;
  /** It gets calls again. */
  endpointReturned(upstream: string, endpoint: string): void;
  /** It is ejected no more, since what kept it out is closed: no news of the endpoint. */
  endpointReleased(upstream: string, endpoint: string): void;
  /** An attempt at one of several endpoints has ended, to its last byte. */
  endpointAttemptEnded(upstream: string, endpoint: string, outcome: AttemptOutcome): void;
  /** It is no more: the configuration has changed. */
  endpointRemoved(upstream: string, endpoint: string): void;
  /** A copy of a call for a shadow target has ended, or was not made. */
  callMirrored(route: string, outcome: MirrorOutcome, usage: Usage | undefined): void;
  /** The process has too much to do, or no longer: calls of as many priorities are refused, `low` first. */
  overloadChanged(level: number, reason: OverloadReason): void;
  /** A call was refused because of its route's priority. */
  callShed(priority: Priority, reason: ShedReason): void;
  /** A call was refused by this limit of a policy. */
  limitRefused(policy: string, limit: string): void;
  /** A call was refused because names could not be searched for in it. */
  nameDetectionRefused(reason: NameDetectionRefusal): void;
  /** The thread that searches for names has ended, and starts again. */
  nameDetectionRestarted(reason: string, inMs: number): void;
  /** `embedder`: of the id of one that configuration names. */
  embedded(embedder: string, durationMs: number): void;
  /** A question could not be looked up by its meaning. */
  embeddingUnavailable(embedder: string, reason: EmbeddingRefusal): void;
  /** The thread that embeds questions has ended, and starts again. */
  embeddingRestarted(reason: string, inMs: number): void;
  /** What the adaptive limit of a policy is now; undefined when the policy has none any more. */
  adaptiveLimitChanged(policy: string, limit: number | undefined): void;
  /** A rule with `action: audit` was not met. */
  callAudited(callId: string, policy: string, rule: string): void;
  /** An expression of a rule could not be worked out on a call. */
  ruleFailed(policy: string, rule: string): void;
  /** What a policy with `mode: dry-run` would have changed of a call. */
  policyRunDry(callId: string, policy: string, differences: readonly DryRunDifference[]): void;
  cacheStored(route: string, bytes: number): void;
  /** An answer was not asked for once more; `dollars`: what it would have cost, 0 where no price is known. */
  cacheSaved(route: string, usage: Usage, dollars: number): void;
  cacheLookedUp(tier: CacheTier, durationMs: number): void;
  /** `answers`: how many were taken away. */
  cachePurged(tags: readonly string[], answers: number): void;
  cacheEvicted(bytes: number): void;
  /** Called whenever the cache's size changed. */
  cacheSized(entries: number, bytes: number): void;
  /** What came of putting a call's question to the answers of others by its meaning. */
  semanticLookedUp(route: string, outcome: SemanticOutcome): void;
  /** An answer that was found, beside the upstream's own; `agreed` is undefined when that could not be told. */
  semanticCompared(callId: string, route: string, similarity: number, agreed: boolean | undefined): void;
  /** Of the comparisons that are looked back on, the share that did not agree. */
  semanticFalseHits(route: string, ratio: number): void;
  /** Whether the route gives what it finds; undefined when it answers by meaning no more. */
  semanticCacheEnabled(route: string, enabled: boolean | undefined): void;
  /** The route has proved itself (`promoteWhen`): from now on it gives what it finds. */
  semanticCachePromoted(route: string, falseHitRate: number, over: number): void;
  /** It no longer does: it only compares. */
  semanticCacheDemoted(route: string, falseHitRate: number, over: number): void;
  /** Called whenever the number of questions has changed that answers are found by. */
  semanticCacheSized(entries: number): void;
  /** `durationMs`: of a request that was sent. */
  sharedCacheRequested(
    operation: SharedCacheOperation,
    outcome: SharedCacheOutcome,
    durationMs: number | undefined,
  ): void;
  /** The shared cache answers; first, or again. `address`: host and port. */
  sharedCacheConnected(address: string): void;
  /** It cannot be reached, or does not answer in time: calls go on without it. */
  sharedCacheAway(address: string, reason: string): void;
  configApplied(version: string, source: ConfigSource): void;
  /** `version`: of one that could be read as a whole. */
  configRejected(version: string | undefined, faults: readonly string[], source: ConfigSource): void;
  /** After a rejection: what is in force is the newest one again. */
  configMended(version: string, source: ConfigSource): void;
  /** The configuration on disk could not be used; it was set aside under `movedTo`. */
  lastKnownGoodRefused(reason: string, movedTo: string | undefined): void;
  lastKnownGoodNotSaved(reason: string): void;
  /** Settings of the process itself were edited while it runs; `fields` are paths, such as `spec.listen.http`. */
  settingsNotApplied(kind: SettingsKind, fields: readonly string[]): void;
  controlPlaneConnected(address: string): void;
  controlPlaneDisconnected(address: string, reason: string, retryInMs: number): void;
  listening(listener: string, address: string): void;
  draining(callsInFlight: number): void;
  /** A secret that calls to this upstream need is not there; `reason` names it. */
  credentialsMissing(upstream: string, reason: string): void;
  /** Valid, but with no route: every call is refused. */
  configWithoutRoutes(): void;
  /** A fault of ours, with its cause: a bug, not an event of traffic. */
  internalError(where: string, error: unknown): void;
}

/** Where an answer was looked for. */
export type CacheTier = "memory" | "shared" | "semantic";

/**
 * - `hit`: it was given
 * - `found`: it could have been given; the upstream is asked all the same, to compare
 * - `agent-turn`, `no-question`, `personal-data`, `too-long`, `embedder-denied`: it is not such a question
 * - those of the embedder
 * - `guard:…`: what spoke against the most similar one; `expired`, `shape`: it is too old, or cannot be told as asked
 */
export type SemanticOutcome =
  | "hit"
  | "found"
  | "agent-turn"
  | "no-question"
  | "personal-data"
  | "embedder-denied"
  | EmbeddingRefusal
  | "nothing-similar"
  | "expired"
  | "shape"
  | `guard:${string}`;

export type SharedCacheOperation = "get" | "put";

/** `open`: it was not asked, being away. `dropped`: there was no room. */
export type SharedCacheOutcome =
  | "hit"
  | "miss"
  | "stored"
  | "timeout"
  | "failed"
  | "open"
  | "dropped"
  | "damaged";

export type ConfigSource = "file" | "stream" | "disk";

/** A document that is read at start only. */
export type SettingsKind = "Sidecar" | "ControlPlane";

export type Priority = "low" | "normal" | "high";

/** Of what there was too much. */
export type OverloadReason = "event-loop" | "memory";

/** `queue`: too much was waiting. `time`: it took too long. `thread`: there was none that could answer. */
export type NameDetectionRefusal = "queue" | "time" | "thread";

/** As in sidecar/embedding/embedder.ts. */
export type EmbeddingRefusal = "queue-full" | "timeout" | "failed" | "closed" | "too-long" | "unreadable";

export type ShedReason = OverloadReason | "concurrency";

/** `won`: it answered first. `lost`: it did not. `refused`: its share was spent, or a breaker was open. */
export type HedgeOutcome = "won" | "lost" | "refused";

/** `abandoned`: nobody wanted the rest. Else how it ended. */
export type AttemptOutcome = "completed" | "abandoned" | ErrorKind;

/** `dropped`: too many copies were on their way. Else how the copy ended. */
export type MirrorOutcome = "completed" | "dropped" | ErrorKind;

/** `skipped`: it was not looked at. */
export type DryRunDifference =
  | "newly-denied"
  | "newly-allowed"
  | "redacts-more"
  | "redacts-less"
  | "other-target"
  | "same"
  | "skipped";

export interface TelemetryOptions {
  readonly log: Log;
  readonly registry: Registry;
}

/** Of a purge that are named; after a restart all that are known come at once. */
const NAMED_TAGS = 16;

/** Why a call has nothing to do with any cache: there is none, or it never came so far. */
const NO_CACHE: ReadonlySet<string> = new Set<BypassReason>(["off", "not-asked"]);

const BREAKER_STATES = ["closed", "open", "half-open"] as const satisfies readonly BreakerState[];

/** Log lines by pino and metrics by prom-client. */
export function createTelemetry({ log, registry }: TelemetryOptions): Telemetry {
  const counter = (name: Parameters<typeof counterSeries>[0]) => counterSeries(name, registry);
  const gauge = (name: keyof typeof METRICS) =>
    new Gauge({ name, help: METRICS[name].help, labelNames: METRICS[name].labels, registers: [registry] });
  const calls = counter("aios_calls_total");
  const inFlight = gaugeValue("aios_calls_in_flight", registry);
  const duration = histogramSeries("gen_ai_server_request_duration_seconds", registry);
  const firstToken = histogramSeries("gen_ai_server_time_to_first_token_seconds", registry);
  const tokens = histogramSeries("gen_ai_client_token_usage", registry);
  const attemptFailures = counter("aios_attempt_failures_total");
  const retries = counter("aios_retries_total");
  const retriesRefused = counter("aios_retries_refused_total");
  const hedges = counter("aios_hedges_total");
  const wastedAttempts = counter("aios_wasted_attempts_total");
  const wastedTokens = counter("aios_wasted_tokens_total");
  const breakerState = gauge("aios_breaker_state");
  const endpointAttempts = counter("aios_endpoint_attempts_total");
  const ejections = counter("aios_endpoint_ejections_total");
  const ejected = gauge("aios_endpoint_ejected");
  const mirroredCalls = counter("aios_mirrored_calls_total");
  const mirroredTokens = counter("aios_mirrored_tokens_total");
  const degraded = counter("aios_degraded_total");
  const redactions = counter("aios_redactions_total");
  const policyVerdicts = counter("aios_policy_verdicts_total");
  const ruleFailures = counter("aios_policy_rule_failures_total");
  const dryRuns = counter("aios_policy_dry_run_total");
  const idempotentReplays = counter("aios_idempotent_replays_total");
  const overloadLevel = gauge("aios_overload_level");
  const callsShed = counter("aios_calls_shed_total");
  const limitRefusals = counter("aios_limit_refusals_total");
  const namesRefused = counter("aios_name_detection_refused_total");
  const namesRestarts = counter("aios_name_detection_restarts_total");
  const embeddingDuration = histogramSeries("aios_embedding_duration_seconds", registry);
  const embeddingsUnavailable = counter("aios_embeddings_unavailable_total");
  const embeddingRestarts = counter("aios_embedding_restarts_total");
  const adaptiveLimit = gauge("aios_adaptive_concurrency_limit");
  const cacheRequests = counter("aios_cache_requests_total");
  const cacheSavedTokens = counter("aios_cache_saved_tokens_total");
  const cacheSavedDollars = counter("aios_cache_saved_dollars_total");
  const cacheLookups = histogramSeries("aios_cache_lookup_duration_seconds", registry);
  const cachePurged = counter("aios_cache_purged_total");
  const cacheEntries = gaugeValue("aios_cache_entries", registry);
  const cacheBytes = gaugeValue("aios_cache_bytes", registry);
  const cacheStoredBytes = counter("aios_cache_stored_bytes_total");
  const cacheEvictions = counter("aios_cache_evictions_total");
  const semanticLookUps = counter("aios_cache_semantic_total");
  const semanticCompared = counter("aios_cache_semantic_compared_total");
  const semanticFalseHits = gauge("aios_cache_semantic_false_hit_ratio");
  const semanticEnabled = gauge("aios_cache_semantic_enabled");
  const semanticEntries = gaugeValue("aios_cache_semantic_entries", registry);
  const sharedCacheRequests = counter("aios_shared_cache_requests_total");
  const sharedCacheDuration = histogramSeries("aios_shared_cache_duration_seconds", registry);
  const sharedCacheUp = gauge("aios_shared_cache_up");
  const configApplied = counter("aios_config_applied_total");
  const configRejected = counter("aios_config_rejected_total");
  const configAppliedAt = gauge("aios_config_applied_timestamp_seconds");
  const configStale = gauge("aios_config_stale");
  const connected = gauge("aios_control_plane_connected");
  const internalErrors = counter("aios_internal_errors_total");

  let awayToldFor: string | undefined;
  let isConfigured = false;
  /** Upstreams of the configuration in force; cleared with it. */
  const missingToldFor = new Set<string>();

  return {
    callStarted() {
      inFlight.value++;
    },
    callEnded(call, end, durationMs, model) {
      inFlight.value--;
      const decided = call.record.all();
      const route = decided.route ?? "";
      const outcome = end.outcome === "completed" ? "completed" : end.error.kind;
      calls.add(
        1,
        call.protocol,
        call.operation,
        route,
        chargedTo(decided).upstream ?? "",
        outcome,
        decided.cache ?? "",
      );
      duration.count(durationMs / 1_000, call.operation, route, outcome);
      if (call.stream && decided.firstFrameMs !== undefined) {
        firstToken.count(decided.firstFrameMs / 1_000, call.operation, route);
      }
      if (decided.usage !== undefined) {
        tokens.count(decided.usage.inputTokens, call.operation, "input", route);
        tokens.count(decided.usage.outputTokens, call.operation, "output", route);
      }
      if (decided.degraded !== undefined)
        degraded.add(1, route, decided.degraded.rung, decided.degraded.reason);
      const { outcome: cached, reason = "" } = cacheVerdictOf(decided);
      if (!NO_CACHE.has(reason)) cacheRequests.add(1, route, cached, reason);
      for (const [entity, count] of Object.entries(decided.redactions ?? {}))
        redactions.add(count, route, entity);
      for (const { policy, rule, action } of verdictsOf(decided)) policyVerdicts.add(1, policy, rule, action);
      const level = levelOf(call, end);
      if (level === "debug" && log.level !== "debug") return;
      log.write(level, callFields(call, end, durationMs, model), "call ended");
    },
    attemptFailed: (upstream, kind) => attemptFailures.add(1, upstream, kind),
    retryScheduled(route, kind, waitMs) {
      retries.add(1, route, kind);
      log.write(
        "debug",
        { event: "retry-scheduled", route, kind, waitMs: Math.round(waitMs) },
        "retry scheduled",
      );
    },
    retryRefused: (route, upstream) => retriesRefused.add(1, route, upstream),
    hedgeEnded(route, outcome) {
      hedges.add(1, route, outcome);
      log.write("debug", { event: "hedge-ended", route, outcome }, `hedge ${outcome}`);
    },
    attemptWasted(route, upstream, usage) {
      wastedAttempts.add(1, route, upstream);
      if (usage === undefined) return;
      wastedTokens.add(usage.inputTokens, route, upstream, "input");
      wastedTokens.add(usage.outputTokens, route, upstream, "output");
    },
    breakerChanged(upstream, model, state, reason) {
      for (const each of BREAKER_STATES)
        breakerState.set({ upstream, model, state: each }, each === state ? 1 : 0);
      log.write(
        state === "open" ? "warn" : "info",
        { event: "breaker-changed", upstream, model, state, reason },
        // An empty model stands for all that configuration does not name.
        `breaker of ${upstream}${model && ` for ${model}`} is ${state}`,
      );
    },
    breakerRemoved(upstream, model) {
      for (const state of BREAKER_STATES) breakerState.remove({ upstream, model, state });
    },
    idempotentReplay: (route) => idempotentReplays.add(1, route),
    endpointEjected(upstream, endpoint, forMs) {
      ejections.add(1, upstream, endpoint);
      // Counted, not set: for a while two configurations may each have the endpoint.
      ejected.inc({ upstream, endpoint });
      log.write(
        "warn",
        { event: "endpoint-ejected", upstream, endpoint, forMs },
        "an endpoint keeps failing and gets no calls for a while",
      );
    },
    endpointReturned(upstream, endpoint) {
      ejected.dec({ upstream, endpoint });
      log.write("info", { event: "endpoint-returned", upstream, endpoint }, "an endpoint gets calls again");
    },
    endpointReleased(upstream, endpoint) {
      ejected.dec({ upstream, endpoint });
    },
    endpointAttemptEnded: (upstream, endpoint, outcome) =>
      endpointAttempts.add(1, upstream, endpoint, outcome),
    endpointRemoved(upstream, endpoint) {
      endpointAttempts.remove(upstream, endpoint);
      ejections.remove(upstream, endpoint);
      ejected.remove({ upstream, endpoint });
    },
    callMirrored(route, outcome, usage) {
      mirroredCalls.add(1, route, outcome);
      if (usage === undefined) return;
      mirroredTokens.add(usage.inputTokens, route, "input");
      mirroredTokens.add(usage.outputTokens, route, "output");
    },
    overloadChanged(level, reason) {
      overloadLevel.set(level);
      log.write(
        level === 0 ? "info" : "warn",
        { event: "overload-changed", level, reason },
        level === 0
          ? "the process is no longer overloaded"
          : "the process is overloaded and refuses calls by priority",
      );
    },
    callShed: (priority, reason) => callsShed.add(1, priority, reason),
    limitRefused: (policy, limit) => limitRefusals.add(1, policy, limit),
    nameDetectionRefused: (reason) => namesRefused.add(1, reason),
    nameDetectionRestarted(reason, inMs) {
      namesRestarts.add(1);
      log.write(
        "error",
        { event: "name-detection-restarted", reason, restartInMs: Math.round(inMs) },
        "the thread that searches for names has ended; calls that need it are refused until it is back",
      );
    },
    embedded: (embedder, durationMs) => embeddingDuration.count(durationMs / 1_000, embedder),
    embeddingUnavailable: (embedder, reason) => embeddingsUnavailable.add(1, embedder, reason),
    embeddingRestarted(reason, inMs) {
      embeddingRestarts.add(1);
      log.write(
        "error",
        { event: "embedding-restarted", reason, restartInMs: Math.round(inMs) },
        "the thread that embeds questions has ended; the semantic cache finds nothing until it is back",
      );
    },
    adaptiveLimitChanged(policy, limit) {
      if (limit === undefined) adaptiveLimit.remove({ policy });
      else adaptiveLimit.set({ policy }, limit);
    },
    callAudited(callId, policy, rule) {
      log.write(
        "info",
        { event: "call-audited", callId, policy, rule },
        "a call does not meet an audit rule",
      );
    },
    ruleFailed(policy, rule) {
      ruleFailures.add(1, policy, rule);
      log.write("debug", { event: "rule-failed", policy, rule }, "a rule could not be worked out on a call");
    },
    policyRunDry(callId, policy, differences) {
      for (const difference of differences) dryRuns.add(1, policy, difference);
      if (differences.includes("same") || differences.includes("skipped")) return;
      log.write(
        "debug",
        { event: "policy-run-dry", callId, policy, differences },
        "a policy that is run dry would have changed a call",
      );
    },
    cacheSaved(route, { inputTokens, outputTokens }, dollars) {
      if (inputTokens > 0) cacheSavedTokens.add(inputTokens, route, "input");
      if (outputTokens > 0) cacheSavedTokens.add(outputTokens, route, "output");
      if (dollars > 0) cacheSavedDollars.add(dollars, route);
    },
    cacheLookedUp: (tier, durationMs) => cacheLookups.count(durationMs / 1_000, tier),
    cachePurged(tags, answers) {
      cachePurged.add(answers);
      const [named, more] = [tags.slice(0, NAMED_TAGS), Math.max(0, tags.length - NAMED_TAGS)];
      log.write(
        "info",
        { event: "cache-purged", tags: named, ...(more === 0 ? {} : { more }), answers },
        "answers were purged from the cache",
      );
    },
    cacheStored: (route, bytes) => cacheStoredBytes.add(bytes, route),
    cacheEvicted: () => cacheEvictions.add(1),
    cacheSized(entries, bytes) {
      cacheEntries.value = entries;
      cacheBytes.value = bytes;
    },
    semanticLookedUp: (route, outcome) => semanticLookUps.add(1, route, outcome),
    semanticCompared(callId, route, similarity, agreed) {
      semanticCompared.add(1, route, agreed === undefined ? "unknown" : String(agreed));
      log.write(
        "debug",
        {
          event: "semantic-compared",
          callId,
          route,
          similarity: Math.round(similarity * 1_000) / 1_000,
          agreed,
        },
        "an answer found by meaning was compared with the upstream's own",
      );
    },
    semanticFalseHits: (route, ratio) => semanticFalseHits.set({ route }, ratio),
    semanticCacheEnabled(route, enabled) {
      if (enabled !== undefined) {
        semanticEnabled.set({ route }, enabled ? 1 : 0);
        return;
      }
      semanticEnabled.remove({ route });
      semanticFalseHits.remove({ route });
    },
    semanticCachePromoted(route, falseHitRate, over) {
      semanticEnabled.set({ route }, 1);
      log.write(
        "info",
        { event: "semantic-cache-promoted", route, falseHitRate, over },
        "the semantic cache has proved itself: answers are given to similar questions from now on",
      );
    },
    semanticCacheDemoted(route, falseHitRate, over) {
      semanticEnabled.set({ route }, 0);
      log.write(
        "warn",
        { event: "semantic-cache-demoted", route, falseHitRate, over },
        "the semantic cache was wrong too often: answers to similar questions are only compared from now on",
      );
    },
    semanticCacheSized(entries) {
      semanticEntries.value = entries;
    },
    sharedCacheRequested(operation, outcome, durationMs) {
      sharedCacheRequests.add(1, operation, outcome);
      if (durationMs !== undefined) sharedCacheDuration.count(durationMs / 1_000, operation);
    },
    sharedCacheConnected(address) {
      sharedCacheUp.set({ address }, 1);
      log.write("info", { event: "shared-cache-connected", address }, "the shared cache is there");
    },
    sharedCacheAway(address, reason) {
      sharedCacheUp.set({ address }, 0);
      log.write(
        "warn",
        { event: "shared-cache-away", address, reason },
        "the shared cache is away; calls go on without it until it is back",
      );
    },
    configApplied(version, source) {
      missingToldFor.clear();
      isConfigured = true;
      configApplied.add(1, source);
      configAppliedAt.setToCurrentTime();
      configStale.set(0);
      log.write("info", { event: "config-applied", version, source }, "configuration applied");
    },
    configRejected(version, faults, source) {
      configRejected.add(1, source);
      configStale.set(1);
      log.write(
        "error",
        { event: "config-rejected", version, source, faults },
        isConfigured
          ? "configuration rejected; the one in force stays"
          : "configuration rejected; none is in force",
      );
    },
    configMended(version, source) {
      configStale.set(0);
      log.write(
        "info",
        { event: "config-mended", version, source },
        "the newest configuration is in force again",
      );
    },
    lastKnownGoodRefused(reason, movedTo) {
      log.write(
        "error",
        { event: "last-known-good-refused", reason, movedTo },
        "the configuration on disk is not used",
      );
    },
    lastKnownGoodNotSaved(reason) {
      log.write(
        "error",
        { event: "last-known-good-not-saved", reason },
        "the configuration could not be saved; a restart without the control plane would start from an older one",
      );
    },
    settingsNotApplied(kind, fields) {
      log.write(
        "warn",
        { event: "settings-not-applied", kind, fields },
        "settings of this process have changed; they are read at start only: restart to apply them",
      );
    },
    controlPlaneConnected(address) {
      awayToldFor = undefined;
      connected.set(1);
      log.write("info", { event: "control-plane-connected", address }, "connected to the control plane");
    },
    controlPlaneDisconnected(address, reason, retryInMs) {
      connected.set(0);
      // Once until it is back: the attempts in between say nothing new.
      const level = awayToldFor === address ? "debug" : "warn";
      awayToldFor = address;
      const fields = {
        event: "control-plane-disconnected",
        address,
        reason,
        retryInMs: Math.round(retryInMs),
      };
      log.write(level, fields, "the control plane is away; it is tried again until it is back");
    },
    listening(listener, address) {
      log.write("info", { event: "listening", listener, address }, `listening for ${listener}`);
    },
    draining(callsInFlight) {
      log.write("info", { event: "draining", callsInFlight }, "draining");
    },
    credentialsMissing(upstream, reason) {
      // An upstream has a client for each connect timeout, and each one looks.
      if (missingToldFor.has(upstream)) return;
      missingToldFor.add(upstream);
      log.write(
        "warn",
        { event: "credentials-missing", upstream, reason },
        "calls to this upstream will fail until its secret is there",
      );
    },
    configWithoutRoutes() {
      log.write(
        "warn",
        { event: "config-without-routes" },
        "the configuration has no Route: every call is refused",
      );
    },
    internalError(where, error) {
      internalErrors.add(1);
      log.write(
        "error",
        { event: "internal-error", where, causes: causesOf(error, "with-stack") },
        `internal error in ${where}`,
      );
    },
  };
}
