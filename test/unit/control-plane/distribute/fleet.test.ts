import assert from "node:assert/strict";
import { test } from "node:test";
import { Registry } from "prom-client";
import { Fleet } from "../../../../control-plane/distribute/fleet.ts";
import { discoveryTelemetry } from "../../../../control-plane/distribute/telemetry.ts";
import {
  acknowledge,
  desire,
  initialPushState,
  nextPush,
  type PushState,
  reject,
} from "../../../../control-plane/model/push.ts";
import { DISCOVERY_METRICS } from "../../../../sidecar/platform/metrics.ts";
import { captureLog } from "../../../support/captured-log.ts";
import { parsePrometheus, sumOf } from "../../../support/prometheus-text.ts";

const FAULT = { kind: "Route", name: "chat", path: "targets[0]", code: "E401", message: "no such upstream" };
const T0 = Date.UTC(2026, 0, 1);

function member(node: string) {
  return { node, workload: { namespace: "ns", serviceAccount: "app", labels: {} }, softwareVersion: "0.1.0" };
}

function sent(state: PushState): PushState {
  const push = nextPush(state);
  assert.ok(push !== undefined);
  return push.state;
}

const nonceOf = (state: PushState) => state.unanswered?.nonce ?? "";

test("a sidecar is listed with how far it is and since when, until it leaves", () => {
  const fleet = new Fleet();
  let state = initialPushState("v1", "");
  const membership = fleet.join(member("node-1"), state, T0);
  assert.deepEqual(fleet.list(), [
    {
      node: "node-1",
      namespace: "ns",
      serviceAccount: "app",
      softwareVersion: "0.1.0",
      state: "stale",
      since: "2026-01-01T00:00:00.000Z",
      appliedVersion: "",
      desiredVersion: "v1",
      reasons: [],
      connectedSince: "2026-01-01T00:00:00.000Z",
    },
  ]);

  state = sent(state);
  membership.update(state, T0 + 1_000);
  assert.equal(fleet.list()[0]?.since, "2026-01-01T00:00:00.000Z", "still stale: since it was");
  state = acknowledge(state, nonceOf(state));
  membership.update(state, T0 + 2_000);
  assert.equal(fleet.list()[0]?.state, "synced");
  assert.equal(fleet.list()[0]?.since, "2026-01-01T00:00:02.000Z");
  assert.equal(fleet.list()[0]?.connectedSince, "2026-01-01T00:00:00.000Z");

  membership.leave();
  membership.leave();
  assert.deepEqual(fleet.list(), []);
  assert.equal(fleet.size, 0);
});

test("a rejection shows its reasons, and only as long as it is the desired version that was rejected", () => {
  const fleet = new Fleet();
  let state = sent(initialPushState("v1", "v0"));
  const membership = fleet.join(member("node-1"), state, T0);
  state = reject(state, nonceOf(state), [FAULT]);
  membership.update(state, T0);
  assert.equal(fleet.list()[0]?.state, "rejected");
  assert.deepEqual(fleet.list()[0]?.reasons, [FAULT]);
  assert.equal(fleet.list()[0]?.appliedVersion, "v0");

  state = desire(state, "v2");
  membership.update(state, T0 + 5_000);
  assert.equal(fleet.list()[0]?.state, "stale");
  assert.deepEqual(fleet.list()[0]?.reasons, []);
  assert.equal(fleet.list()[0]?.since, "2026-01-01T00:00:05.000Z");
});

test("a stale sidecar that is asked for yet another version is stale since then", () => {
  const fleet = new Fleet();
  const state = sent(initialPushState("v1", "v0"));
  const membership = fleet.join(member("node-1"), state, T0);
  membership.update(desire(state, "v2"), T0 + 3_000);
  assert.equal(fleet.list()[0]?.since, "2026-01-01T00:00:03.000Z");
});

test("sidecars are listed by name, each connection by itself", () => {
  const fleet = new Fleet();
  for (const node of ["b", "a", "c", "a"]) fleet.join(member(node), initialPushState("v", "v"), T0);
  assert.deepEqual(
    fleet.list().map(({ node }) => node),
    ["a", "a", "b", "c"],
  );
});

test("the metrics count sidecars by state, answers by their time, and rejections; no label is a sidecar's name", async () => {
  const fleet = new Fleet();
  const log = captureLog();
  const registry = new Registry();
  const tell = discoveryTelemetry({ log, registry, fleet });
  fleet.join(member("synced"), initialPushState("v", "v"), T0);
  const leaving = fleet.join(member("stale"), initialPushState("v", ""), T0);
  tell({ type: "connected", node: "stale" });
  tell({ type: "acknowledged", node: "stale", version: "v", afterMs: 40 });
  tell({
    type: "rejected",
    node: "stale",
    version: "v",
    reasons: ["Route/chat targets[0]: no such upstream"],
  });
  tell({ type: "disconnected", node: "stale" });

  const samples = parsePrometheus(await registry.metrics());
  assert.equal(sumOf(samples, "aios_discovery_sidecars", { state: "synced" }), 1);
  assert.equal(sumOf(samples, "aios_discovery_sidecars", { state: "stale" }), 1);
  assert.equal(sumOf(samples, "aios_discovery_sidecars", { state: "rejected" }), 0);
  assert.equal(sumOf(samples, "aios_discovery_acknowledge_duration_seconds_sum"), 0.04);
  assert.equal(sumOf(samples, "aios_discovery_rejections_total"), 1);
  assert.deepEqual(new Set(samples.flatMap(({ labels }) => Object.keys(labels))), new Set(["state", "le"]));
  assert.deepEqual(
    (await registry.getMetricsAsJSON()).map(({ name }) => name).sort(),
    Object.keys(DISCOVERY_METRICS).sort(),
  );
  assert.deepEqual(
    log.lines.map(({ level, fields }) => `${level} ${String(fields["event"])}`),
    [
      "info sidecar-connected",
      "debug config-acknowledged",
      "error config-nacked",
      "info sidecar-disconnected",
    ],
  );
  leaving.leave();
  assert.equal(
    sumOf(parsePrometheus(await registry.metrics()), "aios_discovery_sidecars", { state: "stale" }),
    0,
  );
});
