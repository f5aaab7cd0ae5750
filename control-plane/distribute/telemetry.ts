import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { reasonOf } from "../../sidecar/control/checked-file.ts";
import type { Log } from "../../sidecar/platform/log.ts";
import { DISCOVERY_METRICS } from "../../sidecar/platform/metrics.ts";
import type { DiscoveryEvent } from "./discovery.ts";
import type { Fleet } from "./fleet.ts";
import type { PurgeEvent } from "./purging.ts";

/** Of a purge that are named in its line. */
const NAMED_TAGS = 16;

export interface DiscoveryTelemetryOptions {
  readonly log: Log;
  readonly registry: Registry;
  readonly fleet: Fleet;
}

export function discoveryTelemetry({
  log,
  registry,
  fleet,
}: DiscoveryTelemetryOptions): (event: DiscoveryEvent | PurgeEvent) => void {
  const describe = <Name extends keyof typeof DISCOVERY_METRICS>(name: Name) => ({
    name,
    help: DISCOVERY_METRICS[name].help,
    registers: [registry],
  });
  new Gauge({
    ...describe("aios_discovery_sidecars"),
    labelNames: ["state"],
    collect() {
      const counts = { synced: 0, stale: 0, rejected: 0 };
      for (const { state } of fleet.list()) counts[state]++;
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
    },
  });
  const acknowledged = new Histogram({
    ...describe("aios_discovery_acknowledge_duration_seconds"),
    buckets: [...DISCOVERY_METRICS.aios_discovery_acknowledge_duration_seconds.buckets],
  });
  const rejections = new Counter(describe("aios_discovery_rejections_total"));
  const purges = new Histogram({
    ...describe("aios_discovery_purge_duration_seconds"),
    buckets: [...DISCOVERY_METRICS.aios_discovery_purge_duration_seconds.buckets],
  });
  return (event) => {
    switch (event.type) {
      case "connected":
      case "disconnected":
        log.write("info", { event: `sidecar-${event.type}`, node: event.node }, `sidecar ${event.type}`);
        return;
      case "acknowledged":
        acknowledged.observe(event.afterMs / 1_000);
        log.write(
          "debug",
          { event: "config-acknowledged", node: event.node, version: event.version },
          "configuration acknowledged",
        );
        return;
      case "rejected":
        rejections.inc();
        log.write(
          "error",
          { event: "config-nacked", node: event.node, version: event.version, reasons: event.reasons },
          "a sidecar refused its configuration; it is not sent again until it changes",
        );
        return;
      case "purged": {
        const { sequence, sidecars, confirmed, answers, tookMs } = event.outcome;
        purges.observe(tookMs / 1_000);
        const tags = event.tags.slice(0, NAMED_TAGS);
        const more = event.tags.length - tags.length;
        log.write(
          confirmed === sidecars ? "info" : "warn",
          {
            event: "cache-purge",
            sequence,
            tags,
            ...(more === 0 ? {} : { more }),
            sidecars,
            confirmed,
            answers,
            durationMs: Math.round(tookMs * 10) / 10,
          },
          confirmed === sidecars
            ? "a purge was carried out by every sidecar"
            : "a purge was not confirmed by every sidecar in time; the others are told as soon as they can be",
        );
        return;
      }
      case "purges-not-saved":
        log.write(
          "error",
          { event: "purges-not-saved", error: reasonOf(event.error) },
          "purges could not be put on disk; a restart of the control plane forgets them",
        );
        return;
      case "purges-refused":
        log.write(
          "error",
          {
            event: "purges-refused",
            reason: event.reason,
            ...(event.movedTo === undefined ? {} : { movedTo: event.movedTo }),
          },
          "the purges on disk cannot be used; all cached answers count as purged",
        );
        return;
    }
  };
}
