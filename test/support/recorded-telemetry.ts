import type { Telemetry } from "../../sidecar/platform/telemetry.ts";

export interface RecordedEvent {
  readonly name: keyof Telemetry;
  readonly values: readonly unknown[];
}

export interface RecordedTelemetry extends Telemetry {
  readonly events: readonly RecordedEvent[];
  named(name: keyof Telemetry): readonly RecordedEvent[];
}

/** A telemetry that keeps every event for a test to look at. */
export function recordTelemetry(): RecordedTelemetry {
  const events: RecordedEvent[] = [];
  const record =
    (name: keyof Telemetry) =>
    (...values: readonly unknown[]): void => {
      events.push({ name, values });
    };
  return {
    events,
    named: (name) => events.filter((event) => event.name === name),
    callStarted: record("callStarted"),
    callEnded: record("callEnded"),
    attemptFailed: record("attemptFailed"),
    retryScheduled: record("retryScheduled"),
    retryRefused: record("retryRefused"),
    hedgeEnded: record("hedgeEnded"),
    attemptWasted: record("attemptWasted"),
    breakerChanged: record("breakerChanged"),
    breakerRemoved: record("breakerRemoved"),
    idempotentReplay: record("idempotentReplay"),
    endpointEjected: record("endpointEjected"),
    endpointReturned: record("endpointReturned"),
    endpointReleased: record("endpointReleased"),
    endpointAttemptEnded: record("endpointAttemptEnded"),
    endpointRemoved: record("endpointRemoved"),
    callMirrored: record("callMirrored"),
    overloadChanged: record("overloadChanged"),
    callShed: record("callShed"),
    limitRefused: record("limitRefused"),
    nameDetectionRefused: record("nameDetectionRefused"),
    nameDetectionRestarted: record("nameDetectionRestarted"),
    embedded: record("embedded"),
    embeddingUnavailable: record("embeddingUnavailable"),
    embeddingRestarted: record("embeddingRestarted"),
    adaptiveLimitChanged: record("adaptiveLimitChanged"),
    callAudited: record("callAudited"),
    ruleFailed: record("ruleFailed"),
    policyRunDry: record("policyRunDry"),
    cacheSaved: record("cacheSaved"),
    cacheLookedUp: record("cacheLookedUp"),
    cachePurged: record("cachePurged"),
    cacheStored: record("cacheStored"),
    cacheEvicted: record("cacheEvicted"),
    cacheSized: record("cacheSized"),
    semanticLookedUp: record("semanticLookedUp"),
    semanticCompared: record("semanticCompared"),
    semanticFalseHits: record("semanticFalseHits"),
    semanticCacheEnabled: record("semanticCacheEnabled"),
    semanticCachePromoted: record("semanticCachePromoted"),
    semanticCacheDemoted: record("semanticCacheDemoted"),
    semanticCacheSized: record("semanticCacheSized"),
    sharedCacheRequested: record("sharedCacheRequested"),
    sharedCacheConnected: record("sharedCacheConnected"),
    sharedCacheAway: record("sharedCacheAway"),
    configApplied: record("configApplied"),
    configRejected: record("configRejected"),
    configMended: record("configMended"),
    lastKnownGoodRefused: record("lastKnownGoodRefused"),
    lastKnownGoodNotSaved: record("lastKnownGoodNotSaved"),
    settingsNotApplied: record("settingsNotApplied"),
    controlPlaneConnected: record("controlPlaneConnected"),
    controlPlaneDisconnected: record("controlPlaneDisconnected"),
    listening: record("listening"),
    draining: record("draining"),
    credentialsMissing: record("credentialsMissing"),
    configWithoutRoutes: record("configWithoutRoutes"),
    internalError: record("internalError"),
  };
}
