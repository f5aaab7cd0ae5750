import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Log } from "../../sidecar/platform/log.ts";
import { DISCOVERY_METRICS } from "../../sidecar/platform/metrics.ts";
import type { DiscoveryEvent } from "./discovery.ts";
import type { Fleet } from "./fleet.ts";

export interface DiscoveryTelemetryOptions {
  readonly log: Log;
  readonly registry: Registry;
  readonly fleet: Fleet;
}

export function discoveryTelemetry({
  log,
  registry,
  fleet,
}: DiscoveryTelemetryOptions): (event: DiscoveryEvent) => void {
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
    }
  };
}
