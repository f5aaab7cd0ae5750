import { Registry } from "prom-client";
import type { Call } from "../sidecar/core/call.ts";
import { NO_DEADLINE } from "../sidecar/core/deadline.ts";
import { AiosError } from "../sidecar/core/errors.ts";
import { payloadFromDocument } from "../sidecar/core/payload.ts";
import { DecisionRecord } from "../sidecar/core/record.ts";
import type { Log } from "../sidecar/platform/log.ts";
import { createTelemetry, type Telemetry } from "../sidecar/platform/telemetry.ts";

/** One kind of log line, as it is really written. */
export interface LogEvent {
  readonly event: string;
  readonly message: string;
  readonly levels: readonly string[];
  /** Besides those that every line has. */
  readonly fields: readonly string[];
}

/** Every event once, or once for each level that its line may have. */
const TELLINGS: Readonly<Record<keyof Telemetry, readonly ((telemetry: Telemetry) => void)[]>> = {
  callStarted: [(telemetry) => telemetry.callStarted(sampleCall())],
  callEnded: [
    (telemetry) => telemetry.callEnded(sampleCall(), { outcome: "completed" }, 1),
    ...(["invalid-request", "connect", "internal"] as const).map((kind) => (telemetry: Telemetry) => {
      telemetry.callEnded(sampleCall(), { outcome: "failed", error: new AiosError(kind, "…") }, 1);
    }),
  ],
  attemptFailed: [(telemetry) => telemetry.attemptFailed("upstream", "connect")],
  retryScheduled: [(telemetry) => telemetry.retryScheduled("route", "connect", 1)],
  retryRefused: [(telemetry) => telemetry.retryRefused("route", "upstream")],
  hedgeEnded: (["won", "lost"] as const).map((outcome) => (telemetry: Telemetry) => {
    telemetry.hedgeEnded("route", outcome);
  }),
  attemptWasted: [(telemetry) => telemetry.attemptWasted("route", "upstream", undefined)],
  breakerChanged: (["closed", "open", "half-open"] as const).map((state) => (telemetry: Telemetry) => {
    telemetry.breakerChanged("…", "…", state, state === "closed" ? undefined : "failures");
  }),
  breakerRemoved: [(telemetry) => telemetry.breakerRemoved("upstream", "model")],
  idempotentReplay: [(telemetry) => telemetry.idempotentReplay("route")],
  endpointEjected: [(telemetry) => telemetry.endpointEjected("upstream", "endpoint", 1)],
  endpointReturned: [(telemetry) => telemetry.endpointReturned("upstream", "endpoint")],
  endpointReleased: [(telemetry) => telemetry.endpointReleased("upstream", "endpoint")],
  endpointAttemptEnded: [(telemetry) => telemetry.endpointAttemptEnded("upstream", "endpoint", "completed")],
  endpointRemoved: [(telemetry) => telemetry.endpointRemoved("upstream", "endpoint")],
  callMirrored: [(telemetry) => telemetry.callMirrored("route", "completed", undefined)],
  overloadChanged: [(telemetry) => telemetry.overloadChanged(1, "memory")],
  callShed: [(telemetry) => telemetry.callShed("low", "concurrency")],
  nameDetectionRefused: [(telemetry) => telemetry.nameDetectionRefused("time")],
  nameDetectionRestarted: [(telemetry) => telemetry.nameDetectionRestarted("", 1)],
  embedded: [(telemetry) => telemetry.embedded("embedder", 1)],
  embeddingUnavailable: [(telemetry) => telemetry.embeddingUnavailable("embedder", "timeout")],
  embeddingRestarted: [(telemetry) => telemetry.embeddingRestarted("", 1)],
  limitRefused: [(telemetry) => telemetry.limitRefused("policy", "requests")],
  callAudited: [(telemetry) => telemetry.callAudited("call", "policy", "rule")],
  ruleFailed: [(telemetry) => telemetry.ruleFailed("policy", "rule")],
  policyRunDry: [(telemetry) => telemetry.policyRunDry("call", "policy", ["newly-denied"])],
  adaptiveLimitChanged: [(telemetry) => telemetry.adaptiveLimitChanged("policy", 1)],
  cacheSaved: [(telemetry) => telemetry.cacheSaved("route", { inputTokens: 1, outputTokens: 1 }, 1)],
  cacheLookedUp: [(telemetry) => telemetry.cacheLookedUp("memory", 1)],
  cachePurged: [(telemetry) => telemetry.cachePurged(["tag"], 1)],
  cacheStored: [(telemetry) => telemetry.cacheStored("route", 1)],
  cacheEvicted: [(telemetry) => telemetry.cacheEvicted(1)],
  cacheSized: [(telemetry) => telemetry.cacheSized(1, 1)],
  semanticLookedUp: [(telemetry) => telemetry.semanticLookedUp("route", "hit")],
  semanticCompared: [(telemetry) => telemetry.semanticCompared("call", "route", 1, true)],
  semanticFalseHits: [(telemetry) => telemetry.semanticFalseHits("route", 0)],
  semanticCacheEnabled: [(telemetry) => telemetry.semanticCacheEnabled("route", true)],
  semanticCachePromoted: [(telemetry) => telemetry.semanticCachePromoted("route", 0, 1)],
  semanticCacheDemoted: [(telemetry) => telemetry.semanticCacheDemoted("route", 1, 1)],
  semanticCacheSized: [(telemetry) => telemetry.semanticCacheSized(1)],
  sharedCacheRequested: [(telemetry) => telemetry.sharedCacheRequested("get", "hit", 1)],
  sharedCacheConnected: [(telemetry) => telemetry.sharedCacheConnected("address")],
  sharedCacheAway: [(telemetry) => telemetry.sharedCacheAway("address", "reason")],
  configApplied: [(telemetry) => telemetry.configApplied("version", "file")],
  configMended: [(telemetry) => telemetry.configMended("version", "file")],
  configRejected: [(telemetry) => telemetry.configRejected("version", [], "file")],
  lastKnownGoodRefused: [(telemetry) => telemetry.lastKnownGoodRefused("reason", "path")],
  lastKnownGoodNotSaved: [(telemetry) => telemetry.lastKnownGoodNotSaved("reason")],
  settingsNotApplied: [(telemetry) => telemetry.settingsNotApplied("Sidecar", [])],
  controlPlaneConnected: [(telemetry) => telemetry.controlPlaneConnected("address")],
  controlPlaneDisconnected: [(telemetry) => telemetry.controlPlaneDisconnected("address", "reason", 1)],
  listening: [(telemetry) => telemetry.listening("…", "address")],
  draining: [(telemetry) => telemetry.draining(0)],
  credentialsMissing: [(telemetry) => telemetry.credentialsMissing("upstream", "reason")],
  configWithoutRoutes: [(telemetry) => telemetry.configWithoutRoutes()],
  internalError: [(telemetry) => telemetry.internalError("…", new Error("…"))],
};

/** Tells telemetry everything there is to tell and notes what it writes: no list to forget an event in. */
export function logEvents(): readonly LogEvent[] {
  const events = new Map<string, LogEvent>();
  const log: Log = {
    level: "debug",
    setLevel() {},
    flush: () => Promise.resolve(),
    write(level, { event, ...fields }, message) {
      const name = String(event);
      const known = events.get(name);
      events.set(name, {
        event: name,
        message: known === undefined ? message : common(known.message, message),
        levels: union(known?.levels, [level]),
        fields: union(known?.fields, Object.keys(fields)),
      });
    },
  };
  const telemetry = createTelemetry({ log, registry: new Registry() });
  for (const tellings of Object.values(TELLINGS)) for (const tell of tellings) tell(telemetry);
  return [...events.values()];
}

function union(known: readonly string[] = [], more: readonly string[]): readonly string[] {
  return [...new Set([...known, ...more])];
}

/** Where two lines of one event differ in their last word, that word is a value. */
function common(one: string, other: string): string {
  return one === other ? one : `${one.slice(0, one.lastIndexOf(" "))} …`;
}

function sampleCall(): Call {
  const unchanged = <Value>(value: Value): Value => value;
  return {
    id: "",
    protocol: "http",
    operation: "chat",
    dialect: "openai-chat",
    model: "",
    stream: false,
    headers: {},
    request: payloadFromDocument({}, unchanged),
    opaque: undefined,
    workload: { namespace: "", serviceAccount: "", labels: {} },
    user: undefined,
    session: undefined,
    policies: [],
    dryRuns: [],
    preferred: undefined,
    target: undefined,
    stale: undefined,
    startedAt: 0,
    deadline: NO_DEADLINE,
    routeTimeoutMs: undefined,
    firstFrameBy: NO_DEADLINE,
    signal: new AbortController().signal,
    record: new DecisionRecord(),
    onEnd() {},
  };
}
