import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { type RunningProcess, startAios, startProviderProcess } from "../support/processes.ts";
import { until } from "../support/until.ts";
import { type Outcome, startMixedLoad } from "./mixed-load.ts";

const CONFIG = (provider: string) => `
apiVersion: aios.dev/v1
kind: Upstream
metadata: { name: provider }
spec:
  dialect: openai
  url: "http://${provider}/v1"
  breaker: { minimumCalls: 10, window: 1s, openFor: 200ms }
---
apiVersion: aios.dev/v1
kind: Route
metadata: { name: chat }
spec:
  match: { operations: [chat] }
  targets: [{ upstream: provider }]
  timeouts: { connect: 500ms, firstToken: 2s, idle: 2s, total: 8s }
  retry: { attempts: 1, on: [connect] }
  fallback: [{ reply: "The assistant is briefly unavailable." }]
  policies: [pii]
---
apiVersion: aios.dev/v1
kind: Policy
metadata: { name: pii }
spec: { redact: { entities: [email, phone, card, ssn, iban, ip, secret] } }
`;

const SIDECAR_LISTENERS = ["http", "grpc", "admin", "status"];

test("kill -9 of the provider, the control plane and the sidecar under load: every call is answered or fails honestly", {
  timeout: 120_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "aios-faults-"));
  const running = new Set<RunningProcess>();
  const keep = (started: RunningProcess): RunningProcess => {
    running.add(started);
    return started;
  };
  const address = (process: RunningProcess, listener: string): string =>
    process.addresses.get(listener) ?? "";
  try {
    let provider = keep(await startProviderProcess(0));
    const providerAddress = address(provider, "provider");
    const config = join(folder, "config.yaml");
    await writeFile(config, CONFIG(providerAddress));
    const controlPlaneArgs = (grpc: string) => [
      "control-plane",
      "--config",
      config,
      "--grpc",
      grpc,
      "--http",
      "127.0.0.1:0",
      "--status",
      "127.0.0.1:0",
    ];
    let controlPlane = keep(await startAios(controlPlaneArgs("127.0.0.1:0"), ["grpc", "http", "status"]));
    const controlPlaneAddress = address(controlPlane, "grpc");
    const sidecarArgs = (http: string, grpc: string) => [
      "sidecar",
      "--control-plane",
      controlPlaneAddress,
      "--state",
      join(folder, "state"),
      "--http",
      http,
      "--grpc",
      grpc,
      "--admin",
      "127.0.0.1:0",
      "--status",
      "127.0.0.1:0",
    ];
    let sidecar = keep(await startAios(sidecarArgs("127.0.0.1:0", "127.0.0.1:0"), SIDECAR_LISTENERS));
    await sidecar.logged((line) => line.event === "config-applied");
    const addresses = { http: address(sidecar, "http"), grpc: address(sidecar, "grpc") };

    const load = startMixedLoad(() => addresses, 3);
    const since = (from: number, fits: (outcome: Outcome) => boolean) =>
      load.outcomes.slice(from).filter(fits).length;
    const healthy = (outcome: Outcome) => outcome.result === "answered" && !outcome.degraded;
    /** Every kind of call works again. */
    const recovered = async (what: string) => {
      const from = load.outcomes.length;
      const kinds = ["http unary", "http stream", "grpc unary", "grpc stream"];
      await until(
        () => kinds.every((kind) => since(from, (outcome) => outcome.kind === kind && healthy(outcome)) >= 5),
        what,
        20_000,
      );
    };
    await recovered("calls before any fault");

    const providerKilled = load.outcomes.length;
    await provider.kill("SIGKILL");
    await until(
      () => since(providerKilled, (outcome) => !healthy(outcome)) >= 20,
      "calls without a provider",
      20_000,
    );
    assert.ok(
      since(providerKilled, (outcome) => outcome.result === "answered" && outcome.degraded) > 0,
      "the ladder answered nobody",
    );
    provider = keep(await startProviderProcess(Number(providerAddress.split(":")[1])));
    await recovered("calls after the provider came back");

    const controlPlaneKilled = load.outcomes.length;
    await controlPlane.kill("SIGKILL");
    await until(
      () => since(controlPlaneKilled, (outcome) => !healthy(outcome)) >= 20,
      "calls without a control plane",
      20_000,
    );
    assert.ok(
      since(controlPlaneKilled, (outcome) => outcome.result === "answered" && outcome.degraded) > 0,
      "the ladder answered nobody",
    );

    // Killed while the control plane is away: it starts from what it had saved.
    const sidecarKilled = load.outcomes.length;
    await sidecar.kill("SIGKILL");
    await until(
      () => since(sidecarKilled, (outcome) => outcome.result === "failed") >= 8,
      "calls without a sidecar",
      20_000,
    );
    sidecar = keep(await startAios(sidecarArgs(addresses.http, addresses.grpc), SIDECAR_LISTENERS));
    await sidecar.logged((line) => line.event === "config-applied" && line.source === "disk");
    const fromDisk = load.outcomes.length;
    await until(
      () => since(fromDisk, (outcome) => outcome.result === "answered" && outcome.degraded) >= 8,
      "the ladder, from the configuration on disk",
      20_000,
    );

    controlPlane = keep(await startAios(controlPlaneArgs(controlPlaneAddress), ["grpc", "http", "status"]));
    await recovered("calls after everything came back");
    await load.stop();

    const wrong = load.outcomes.filter(({ result }) => result !== "answered" && result !== "failed");
    assert.deepEqual(wrong, []);
    const counts = Object.entries(
      Object.groupBy(load.outcomes, (outcome) =>
        "how" in outcome ? `${outcome.result}: ${outcome.how}` : outcome.degraded ? "ladder" : "answered",
      ),
    );
    t.diagnostic(counts.map(([outcome, of]) => `${outcome} ${of?.length}`).join(", "));
  } finally {
    await Promise.all([...running].map((process) => process.kill("SIGKILL")));
    await rm(folder, { recursive: true, force: true });
  }
});
