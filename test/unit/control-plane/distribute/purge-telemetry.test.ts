import assert from "node:assert/strict";
import { test } from "node:test";
import { Registry } from "prom-client";
import { Fleet } from "../../../../control-plane/distribute/fleet.ts";
import { discoveryTelemetry } from "../../../../control-plane/distribute/telemetry.ts";
import { captureLog } from "../../../support/captured-log.ts";
import { parsePrometheus, sumOf } from "../../../support/prometheus-text.ts";

const OUTCOME = { sequence: 7, sidecars: 2, confirmed: 2, answers: 9, tookMs: 12.34, kept: "disk" } as const;

test("a purge is told once, with how long it took; a warning when not every sidecar has confirmed it", async () => {
  const log = captureLog();
  const registry = new Registry();
  const tell = discoveryTelemetry({ log, registry, fleet: new Fleet() });
  tell({ type: "purged", tags: ["a"], outcome: OUTCOME });
  const tags = Array.from({ length: 20 }, (_, index) => `t${index}`);
  tell({ type: "purged", tags, outcome: { ...OUTCOME, confirmed: 1 } });
  assert.deepEqual(
    log.lines.map(({ level, fields }) => ({ level, ...fields })),
    [
      {
        level: "info",
        event: "cache-purge",
        sequence: 7,
        tags: ["a"],
        sidecars: 2,
        confirmed: 2,
        answers: 9,
        durationMs: 12.3,
      },
      {
        level: "warn",
        event: "cache-purge",
        sequence: 7,
        tags: tags.slice(0, 16),
        more: 4,
        sidecars: 2,
        confirmed: 1,
        answers: 9,
        durationMs: 12.3,
      },
    ],
  );
  const samples = parsePrometheus(await registry.metrics());
  assert.equal(sumOf(samples, "aios_discovery_purge_duration_seconds_count"), 2);
});

test("faults of the disk are errors that say what they cost", () => {
  const log = captureLog();
  const tell = discoveryTelemetry({ log, registry: new Registry(), fleet: new Fleet() });
  tell({ type: "purges-not-saved", error: new Error("ENOSPC") });
  tell({ type: "purges-refused", reason: "it is cut", movedTo: "/data/purges.json.refused" });
  tell({ type: "purges-refused", reason: "it cannot be read", movedTo: undefined });
  assert.deepEqual(
    log.lines.map(({ level, fields }) => ({ level, ...fields })),
    [
      { level: "error", event: "purges-not-saved", error: "ENOSPC" },
      {
        level: "error",
        event: "purges-refused",
        reason: "it is cut",
        movedTo: "/data/purges.json.refused",
      },
      { level: "error", event: "purges-refused", reason: "it cannot be read" },
    ],
  );
});
