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
    adaptiveLimitChanged: record("adaptiveLimitChanged"),
    callAudited: record("callAudited"),
    ruleFailed: record("ruleFailed"),
    policyRunDry: record("policyRunDry"),
    cacheStored: record("cacheStored"),
    cacheEvicted: record("cacheEvicted"),
    cacheSized: record("cacheSized"),
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
